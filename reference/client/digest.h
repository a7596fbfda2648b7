#ifndef CLIENT_DIGEST_H
#define CLIENT_DIGEST_H

/*
 * Digest authentication (RFC 7616): SHA-256 or MD5, quality of protection
 * "auth". Not the "-sess" variants, nor challenges without qop, which that RFC
 * no longer has.
 */

#include "h1/base.h"
#include "h1/field.h"

#define CLIENT_DIGEST_PART_MAX 512
#define CLIENT_DIGEST_CNONCE_LEN 32
/* Room that client_digest_write() needs beside the parts that it is given. */
#define CLIENT_DIGEST_ROOM ((size_t)4 * CLIENT_DIGEST_PART_MAX)

enum client_digest_algorithm {
	CLIENT_DIGEST_MD5,
	CLIENT_DIGEST_SHA256
};

/* A challenge that can be answered; owns copies of what it says. Zero-
 * initialised there is none. */
struct client_digest {
	bool there;
	enum client_digest_algorithm algorithm;
	bool algorithm_named;
	bool stale;  /* the nonce was too old, the answer right */
	uint32_t nc; /* how often the nonce was used */
	/* between quotes, as they came */
	char realm[CLIENT_DIGEST_PART_MAX];
	char nonce[CLIENT_DIGEST_PART_MAX];
	char opaque[CLIENT_DIGEST_PART_MAX]; /* "" if absent */
};

/* The strongest challenge in WWW-Authenticate that can be answered. False if
 * there is none. */
bool client_digest_find(struct client_digest *digest,
	const struct h1_fields *fields);

/* Who asks for what. `user` is NAME:PASSWORD, where the name has neither quote
 * nor backslash nor what is not printable ASCII. */
struct client_digest_request {
	struct h1_span user;
	struct h1_span method;
	struct h1_span target;
	const char *cnonce; /* CLIENT_DIGEST_CNONCE_LEN octets, hexadecimal */
};

/* Whether `user` is as it has to be. */
bool client_digest_user(struct h1_span user);

/*
 * Writes the value of Authorization, and counts the use of the nonce. Gives its
 * length; 0 if it does not fit into `max`, or without a hash function.
 */
size_t client_digest_write(struct client_digest *digest, char *out, size_t max,
	const struct client_digest_request *request);

#endif

#ifndef TESTS_TLS_PAIR_H
#define TESTS_TLS_PAIR_H

/* A client and a server that talk in memory, and certificates for them. What
 * must not go wrong in a test is asserted. */

#include <openssl/x509.h>

#include "tls/certificate.h"
#include "tls/tls.h"

/* --- files -------------------------------------------------------------- */

/* A folder for the files of one test program, removed at its end. */
void files_begin(void);
void files_end(void);

/* The path of a file there; borrowed until eight more have been asked for. */
const char *files_path(const char *name);
void files_write(const char *name, struct h1_span octets);

/* A certificate, its key, and the files in which they are. */
struct certificate {
	X509 *x509;
	EVP_PKEY *key;
};

/* Makes one, and writes NAME.pem and NAME.key; signed by `issuer` if there is
 * one. The caller gives it to certificate_free(). */
struct certificate
certificate_write(const char *name, const struct tls_certificate_wish *wish,
	const struct certificate *issuer);
void certificate_free(struct certificate *certificate);

/* A certificate that is good for a day. */
struct tls_certificate_wish wish_for(const char *name, const char *hosts);

/* --- talk --------------------------------------------------------------- */

/* One side, and all that the other has said to it. */
struct side {
	struct tls_session *session;
	uint8_t *octets; /* owned */
	size_t len;
	size_t room;
};

struct pair {
	struct side client;
	struct side server;
	size_t split; /* octets that are delivered at a time; 0: all */
};

/* Both ends of a new connection; nothing has been sent yet. Borrows nothing. */
struct pair pair_new(struct tls_context *client, struct tls_context *server,
	const char *host);
void pair_free(struct pair *pair);

/* Delivers what `from` has to send, and reads what comes out of it; false if
 * there was nothing. */
bool pair_carry(struct side *from, struct side *to, size_t split);

/* Carries both ways until both are silent. */
void pair_run(struct pair *pair);

/* The same with a server that trusts its own self-signed certificate, made for
 * localhost, after the handshake; `version` as OpenSSL numbers it. */
struct pair pair_open(int version, size_t split);

/* Octets of which each run of a few is different. */
void fill_octets(uint8_t *out, size_t len, uint32_t seed);

#endif

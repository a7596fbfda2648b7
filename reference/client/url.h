#ifndef CLIENT_URL_H
#define CLIENT_URL_H

/* http and https URLs: read strictly by RFC 3986, resolved by its section 5. */

#include "h1/base.h"
#include "h1/target.h"

/* Octets of the longest URL; RFC 9110, section 4.1 recommends at least 8000. */
#define CLIENT_URL_MAX 8192

enum client_url_result {
	CLIENT_URL_OK,
	CLIENT_URL_SYNTAX,   /* an octet or form that RFC 3986 does not have */
	CLIENT_URL_SCHEME,   /* neither http nor https */
	CLIENT_URL_USERINFO, /* RFC 9110, section 4.2.4 */
	CLIENT_URL_HOST,     /* empty, or none that can be connected to */
	CLIENT_URL_PORT,     /* not a number from 1 to 65535 */
	CLIENT_URL_TOO_LONG
};

/* What the result means, for people; static. */
const char *client_url_text(enum client_url_result result);

/* Octets of `text`; none if absent, which is not the same as empty. */
struct client_url_part {
	uint16_t off;
	uint16_t len;
	bool present;
};

/* A value: it may be copied, and owns nothing. */
struct client_url {
	bool secure;   /* https */
	uint16_t port; /* the one given, or that of the scheme */
	enum h1_host_kind kind;
	size_t len;
	struct client_url_part authority; /* host [ ":" port ] */
	struct client_url_part host;	  /* brackets included */
	struct client_url_part path;
	struct client_url_part query;	 /* without "?" */
	struct client_url_part fragment; /* without "#" */
	uint8_t text[CLIENT_URL_MAX];
};

/* Borrows from the URL; at == NULL if the part is absent. */
struct h1_span client_url_span(const struct client_url *url,
	const struct client_url_part *part);

/* All of it. */
static inline struct h1_span
client_url_whole(const struct client_url *url)
{
	return (struct h1_span){url->text, url->len};
}

/* Reads the whole of `in` as an absolute URL; dot segments are removed from its
 * path (RFC 3986, section 5.2.4). *url is written only with CLIENT_URL_OK. */
enum client_url_result
client_url_read(struct client_url *url, struct h1_span in);

/*
 * The URL that `reference` means where `base` is the current one (RFC 3986,
 * section 5.2). Without a fragment of its own it gets that of `base`, as a
 * redirection demands (RFC 9110, section 10.2.2). `url` may be `base`.
 */
enum client_url_result client_url_resolve(struct client_url *url,
	const struct client_url *base, struct h1_span reference);

/* Whether both have the same scheme, host and port (RFC 9110, section 4.3.1). */
bool
client_url_same_origin(const struct client_url *a, const struct client_url *b);

/*
 * Writes the origin-form (RFC 9112, section 3.2.1): path, "/" if it is empty,
 * and query. Gives its length; `out` has room for CLIENT_URL_MAX + 1.
 */
size_t client_url_target(const struct client_url *url, uint8_t *out);

/* Writes the host as a C string, without brackets; `out` has room for
 * CLIENT_URL_MAX. */
void client_url_host(const struct client_url *url, char *out);

#endif

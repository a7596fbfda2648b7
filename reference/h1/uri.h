#ifndef H1_URI_H
#define H1_URI_H

#include "h1/base.h"
#include "h1/literal.h"
#include "h1/target.h"

/*
 * Reads a request-target, or the value of Host, octet by octet and in any
 * pieces; for the library alone. Each octet is refused that no continuation
 * can mend.
 */

/* What is to be read. */
enum h1_uri_kind {
	H1_URI_TARGET,	/* of a method like any other */
	H1_URI_OPTIONS, /* of OPTIONS: may be "*" */
	H1_URI_CONNECT, /* of CONNECT: authority-form, and nothing else */
	H1_URI_HOST	/* uri-host [ ":" port ], as in Host */
};

/* Offsets count from the first octet; those of absent parts are 0. */
struct h1_uri {
	uint8_t kind;
	uint8_t part;
	uint8_t back;	/* the part that pct-encoded stands in */
	uint8_t form;	/* enum h1_target_form, once an octet is there */
	bool http;	/* the scheme is http or https */
	bool user;	/* what looks like a host may still be userinfo */
	bool has_user;	/* userinfo was there */
	bool has_port;	/* a colon behind the host */
	bool has_query; /* a question mark */
	struct h1_literal literal;
	uint32_t n;	      /* octets so far */
	uint32_t port_number; /* beyond 65535 only while `user` */
	uint32_t scheme_len;  /* absolute-form */
	uint32_t user_off; /* where the authority begins, userinfo included */
	uint32_t authority_off; /* host and port */
	uint32_t authority_end;
	uint32_t host_end;
	uint32_t path_off;
	uint32_t path_end;
};

void h1_uri_init(struct h1_uri *uri, enum h1_uri_kind kind);

/* What a method may have as its request-target. */
enum h1_uri_kind h1_uri_kind_of(struct h1_span method);

/*
 * Takes what fits of [at, end) and gives the first octet that does not, or
 * `end`. `first` is the first octet of all, however long ago it was.
 */
const uint8_t *h1_uri_feed(struct h1_uri *uri, const uint8_t *first,
	const uint8_t *at, const uint8_t *end);

/* The classes of octets that would be taken now and change nothing. */
uint32_t h1_uri_run(const struct h1_uri *uri);

/* Why `octet` does not fit where h1_uri_feed() stopped. */
enum h1_code h1_uri_refusal(const struct h1_uri *uri, uint8_t octet);

/* Tells that all was taken: H1_E_NONE, or why it may not end here. */
enum h1_code h1_uri_end(struct h1_uri *uri);

/* The parts, of what began at `first`; after h1_uri_end(). */
void h1_uri_parts(struct h1_target *target, const struct h1_uri *uri,
	const uint8_t *first);

#endif

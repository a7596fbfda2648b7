#ifndef H1_TARGET_H
#define H1_TARGET_H

#include "h1/base.h"

/* The four forms of a request-target (RFC 9112, section 3.2). */
enum h1_target_form {
	H1_TARGET_ORIGIN,    /* /path?query */
	H1_TARGET_ABSOLUTE,  /* http://authority/path?query */
	H1_TARGET_AUTHORITY, /* host:port, CONNECT only */
	H1_TARGET_ASTERISK   /* *, OPTIONS only */
};

/* What kind of host (RFC 3986, section 3.2.2). */
enum h1_host_kind {
	H1_HOST_REG_NAME,
	H1_HOST_IPV4,
	H1_HOST_IPV6,	  /* between brackets */
	H1_HOST_IPVFUTURE /* between brackets */
};

/*
 * uri-host [ ":" port ], as in Host, authority-form and, behind userinfo, in
 * absolute-form. Spans borrow.
 */
struct h1_authority {
	enum h1_host_kind kind;
	struct h1_span host;  /* brackets included; may be empty */
	struct h1_span port;  /* digits; absent without a colon */
	uint16_t port_number; /* 0 where `port` is empty or absent */
};

/* Parts that a form does not have are absent; spans borrow. */
struct h1_target {
	enum h1_target_form form;
	struct h1_span scheme;	  /* absolute-form */
	struct h1_span userinfo;  /* absolute-form, without its "@" */
	struct h1_span authority; /* host and port, without userinfo */
	struct h1_span path;	  /* origin- and absolute-form; may be empty */
	struct h1_span query;	  /* without its "?" */
};

/*
 * Reads the whole of `in` as uri-host [ ":" port ]: the value of Host
 * (RFC 9110, section 7.2), which may be empty.
 *
 * H1_ERROR: H1_E_AUTHORITY_*; off from in.at.
 */
enum h1_status h1_authority_read(struct h1_authority *authority,
	struct h1_span in, struct h1_error *err);

/*
 * Reads the whole of `in` as the request-target of `method`: CONNECT has
 * authority-form and nothing else, asterisk-form belongs to OPTIONS.
 *
 * Stricter than the grammar: an absolute-form has an authority, and with the
 * schemes http and https a host and no userinfo (RFC 9110, section 4.2).
 *
 * H1_ERROR: H1_E_TARGET_*, H1_E_CONNECT_PORT, H1_E_AUTHORITY_*; off from in.at.
 */
enum h1_status h1_target_read(struct h1_target *target, struct h1_span method,
	struct h1_span in, struct h1_error *err);

#endif

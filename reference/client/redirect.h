#ifndef CLIENT_REDIRECT_H
#define CLIENT_REDIRECT_H

/* The rules of redirection (RFC 9110, section 15.4), without any I/O. */

#include "client/failure.h"
#include "client/url.h"
#include "h1/field.h"

struct client_redirect_rules {
	uint64_t max;	/* redirections in a row */
	bool downgrade; /* https may lead to http */
};

/* What is asked again, and how. */
struct client_hop {
	struct client_url url;
	bool to_get;	   /* the method becomes GET, without content */
	bool other_origin; /* fields that concern the old one are left out */
};

/*
 * Whether an answer with this status is one that a client follows by itself:
 * 301, 302, 303, 307, 308. Not 300, where somebody has to choose, nor 304.
 */
bool client_redirect_status(unsigned status);

/*
 * Decides on the hop from `url`, asked with `method`, that an answer with
 * `status` and header fields `fields` demands; `n` came before it.
 *
 * 303 makes every method but HEAD a GET, 301 and 302 make POST one; all else
 * stays as it is, with its content.
 *
 * CLIENT_DONE:       *hop is written.
 * CLIENT_LOCATION:   no Location, or several, or one that is no URL to follow:
 *                    *result says why, CLIENT_URL_OK if there is not one.
 * CLIENT_REDIRECTS:  `n` is the maximum.
 * CLIENT_DOWNGRADE:  from https to http, and the rules do not allow it.
 */
enum client_failure
client_redirect(struct client_hop *hop, enum client_url_result *result,
	const struct client_redirect_rules *rules, const struct client_url *url,
	struct h1_span method, unsigned status, const struct h1_fields *fields,
	uint64_t n);

/*
 * Whether a field that the user gave goes to another origin too: only those
 * that say what is wanted or what the content is. All else might be a secret.
 */
bool client_redirect_harmless(struct h1_span name);

/* Whether a field describes the content, and goes when that goes. */
bool client_redirect_about_content(struct h1_span name);

#endif

#ifndef CLIENT_CHALLENGE_H
#define CLIENT_CHALLENGE_H

/* What a server wants to have proven (RFC 9110, section 11.6.1). */

#include "h1/cursor.h"
#include "h1/field.h"
#include "h1/list.h"

#define CLIENT_CHALLENGE_PARAMS_MAX 16

/* One challenge; spans borrow, values without their quotes. */
struct client_challenge {
	struct h1_span scheme;
	struct client_challenge_param {
		struct h1_span name;
		struct h1_span value;
	} params[CLIENT_CHALLENGE_PARAMS_MAX];
	size_t n_params;
};

/* All challenges of one field, over all its lines. */
struct client_challenges {
	const struct h1_fields *fields; /* borrowed */
	struct h1_span name;
	size_t i; /* next field line to look at */
	struct h1_cur rest;
};

void client_challenges_init(struct client_challenges *list,
	const struct h1_fields *fields, struct h1_span name);

/*
 * The next one; false when there is none. A field line that is no list of
 * challenges is left where it stops to be one; a challenge in which a parameter
 * stands twice, or with more of them than fit, is passed over.
 */
bool client_challenge_next(struct client_challenges *list,
	struct client_challenge *challenge);

/* The value of that parameter, or absent. */
struct h1_span client_challenge_find(const struct client_challenge *challenge,
	struct h1_span name);

#endif

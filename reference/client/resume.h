#ifndef CLIENT_RESUME_H
#define CLIENT_RESUME_H

/*
 * What is known of a part that was left: beside FILE.part stands
 * FILE.part.info, which holds the URL and the strong validator of what the part
 * was taken from. Without it parts are never put together (RFC 9110, section
 * 15.3.7.3).
 */

#include "client/output.h"
#include "client/url.h"

#define RESUME_VALIDATOR_MAX 256

struct resume {
	uint64_t have; /* octets that are there; 0: nothing to go on with */
	char validator[RESUME_VALIDATOR_MAX]; /* "" if none */
	bool whole; /* not a part, but a file under its own name is there: is it
		       complete? */
};

/* Looks for a part of what `url` gives, or for the whole of it. */
void resume_look(struct resume *resume, const struct output *output,
	const struct client_url *url);

/* Notes what the part that is begun comes from; forgets with an absent
 * `validator`, or one that is too long. */
void resume_note(const struct output *output, const struct client_url *url,
	struct h1_span validator);
void resume_forget(const struct output *output);

#endif

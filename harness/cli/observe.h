/*
 * What can be observed of octets that a client sends: a text that two messages
 * share if they come to the same.
 */
#ifndef ASSAY_CLI_OBSERVE_H
#define ASSAY_CLI_OBSERVE_H

#include "case/octets.h"
#include "cli/reach_options.h"

/*
 * How the reference reads them: "accepted", "more is missing", or "refused" and
 * the code. `reading`: each message as well, with method, request-target, field
 * names and framing. Appends to `out`; false: out of memory.
 */
bool observe_reference(struct octets *out, const struct octets *octets,
	bool reading);

struct observed_target;

/*
 * A target, found and calibrated, for the command of that name. NULL: it has
 * been told why on stderr, and *status is the exit status. Freed by
 * observed_target_free().
 */
struct observed_target *observed_target_new(const char *command,
	const char *url, const struct reach_options *options, int *status);

/* What a play came to. */
enum observed {
	OBSERVED_EVENTS,
	OBSERVED_NOTHING, /* no connection, or no memory: the text says why */
	OBSERVED_STOP,	  /* the user wants to stop */
};

/*
 * Sends the octets over a connection of its own. Appends what the target did: its
 * statuses and whether it closed, as "200, 400, close".
 */
enum observed observe_target(struct observed_target *t, struct octets *out,
	const struct octets *octets);

void observed_target_free(struct observed_target *t);

#endif

/*
 * Whether the target is still there, and which case it died of.
 */
#ifndef ASSAY_RUN_SURVIVAL_H
#define ASSAY_RUN_SURVIVAL_H

#include "run/replay.h"

/* Whether a plain GET on a new connection is answered; tried three times. */
bool survival_is_alive(const struct play_context *context,
	const volatile bool *stop);

/* Starts the target again and waits for it; false: cannot be done. */
bool survival_restart(struct replay *s);

/* Writes s->problem: the target died during one of the results in `suspects`. */
void
survival_accuse(struct replay *s, const size_t *suspects, size_t n_suspects);

/* The result is the one that the target dies of. */
void survival_convict(struct result *r);

#endif

/*
 * Many plays side by side.
 */
#ifndef ASSAY_PLAY_BATCH_H
#define ASSAY_PLAY_BATCH_H

#include "play/play.h"

struct batch;

/*
 * A play is over. The function takes result->trace. False: start no further
 * plays; those under way are stopped, and come with PLAY_STOPPED.
 */
typedef bool batch_done(size_t i, struct play_result *result, void *data);

/*
 * Runs `specs` in order, at most `jobs` of them at once, nor more than the
 * context's max_connections (a play has one connection at a time), and returns when all
 * are over. `stop` (NULL: none) is looked at between plays: once it is true no
 * further ones are started and those under way are stopped. `done` is called
 * for every play that was started.
 *
 * Returns the number of plays that were started; they are the first ones.
 */
size_t batch_run(const struct play_context *context,
	const struct play_spec *specs, size_t n_specs, unsigned jobs,
	const volatile bool *stop, batch_done *done, void *data);

#endif

/*
 * What the exit status of `assay run` says of its results.
 */
#ifndef ASSAY_CLI_RUN_GATE_H
#define ASSAY_CLI_RUN_GATE_H

#include "cli/run_options.h"

/* Whether the gate, or the baseline that the run is held against, counts the
 * result as a miss. */
bool run_gate_misses(const struct run_options *o, const struct run *run,
	const struct result *r);

/* Whether there is such a result, a split variance, or a stale entry, that is
 * not let through. */
bool run_gate_stops(const struct run_options *o, const struct run *run);

/* Whether too many results are inconclusive: the run says little. */
bool run_gate_is_undecided(const struct run *run);

#endif

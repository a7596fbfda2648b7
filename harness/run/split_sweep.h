/*
 * What the parts of a split sweep share: split.c plays batches, split_confirm.c
 * looks at what differed, split_killer.c at a target that died.
 */
#ifndef ASSAY_RUN_SPLIT_SWEEP_H
#define ASSAY_RUN_SPLIT_SWEEP_H

#include "run/replay.h"
#include "run/split_trials.h"

struct sweep {
	struct replay *replay;
	struct trials trials;
	enum trial_state playing;
	size_t *order; /* indexes of the trials of the batch */
	size_t n_order;
	size_t n_started;
	size_t *recent; /* indexes, in order of their end */
	size_t n_recent;
	unsigned jobs;
	unsigned n_stalls;
	size_t n_done;
	unsigned n_crashes;
	bool lost; /* a connection could not be made */
	bool no_memory;
};

bool sweep_is_stopped(const struct sweep *w);

/* ---- split_confirm.c ---- */

/* The whole play that the trial is compared with; and what to play. */
struct result *sweep_result(const struct sweep *w, const struct trial *t);
struct play_spec sweep_spec(const struct sweep *w, const struct trial *t);

/* A play of the trial is over: notes whether it came to the same. Takes the
 * trace. */
void sweep_take(struct sweep *w, struct trial *t, struct trace *trace);

/* Plays the trial alone. NULL: no connection, or stopped. */
struct trace *sweep_play_alone(struct sweep *w, const struct play_spec *spec);

/* Puts it into the variances of the run. Takes the trace. False: out of
 * memory. */
bool sweep_add(struct sweep *w, const struct trial *t, struct trace *trace,
	const struct judgement *judgement, bool flaky);

/* The trials from `begin` to `end` are those of one result: the first that is
 * steady is told, else the first that is flaky. */
void sweep_settle(struct sweep *w, size_t begin, size_t end);

/* ---- split_killer.c ---- */

/* Starts the target again, and plays alone what it may have died of: what it
 * dies of again is told. False: the run ends here. */
bool sweep_find_killer(struct sweep *w);

#endif

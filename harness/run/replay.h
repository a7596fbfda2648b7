/*
 * Plays cases against a calibrated target: side by side first, then each that
 * missed once more alone, before it is believed.
 */
#ifndef ASSAY_RUN_REPLAY_H
#define ASSAY_RUN_REPLAY_H

#include "play/play.h"
#include "report/report.h"

enum replay_end {
	REPLAY_DONE,
	REPLAY_STOPPED,	    /* by `stop` */
	REPLAY_TARGET_DIED, /* `problem` names the suspects */
	REPLAY_NO_MEMORY,
};

struct replay {
	const struct play_context *context;
	struct run *run; /* its results are those of replay_select() */
	unsigned jobs;
	const volatile bool *stop;
	/* Starts the target again; NULL: cannot be done. */
	bool (*restart)(void *data);
	void *restart_data;
	/* A result is final. */
	void (*progress)(const struct result *r, size_t done, size_t total,
		void *data);
	/* So many plays of the splits are over; NULL: nobody follows. */
	void (*split_progress)(size_t done, size_t total, void *data);
	void *progress_data;
	size_t n_done;
	/* Rounds in which all is played, from 1. */
	unsigned repeat;
	struct result *before; /* of earlier rounds, the worst; or NULL */
	/* In the order that the seed gives; else in that of the results. */
	bool shuffle;
	uint32_t seed;
	/* The run ends once so many results are a miss; 0: with the last. */
	size_t max_misses;
	bool (*is_miss)(const struct result *r, void *data);
	void *miss_data;
	bool is_enough; /* it ended so; what was not played is a skip */
	char problem[512];
};

/* Which cases are played. */
struct replay_selection {
	/* Whether this one is; `id` has the variant behind the case's id. */
	bool (*is_selected)(const struct test_case *c, const char *id,
		void *data);
	void *data;
	bool with_dos;
	bool with_slow;
};

/*
 * Makes the results of `run` for each selected case and variant; those that
 * the target lacks a capability for, or that were not asked for, are a skip.
 * False: out of memory.
 */
bool replay_select(struct run *run, const struct test_case *const *cases,
	size_t n_cases, const struct replay_selection *selection,
	const struct play_context *context);

enum replay_end replay_run(struct replay *s);

/* Gives back what replay_select(), replay_run() and split_run() made. */
void replay_free_results(struct run *run);

#endif

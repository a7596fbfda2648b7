/*
 * Plays cases against a calibrated target: side by side first, then each that
 * missed once more alone, before it is believed.
 */
#ifndef ASSAY_RUN_SUITE_H
#define ASSAY_RUN_SUITE_H

#include "play/play.h"
#include "report/report.h"

enum suite_end {
	SUITE_DONE,
	SUITE_STOPPED,		/* by `stop` */
	SUITE_TARGET_DIED,	/* `problem` names the suspects */
	SUITE_NO_MEMORY,
};

struct suite {
	const struct play_context *context;
	struct run *run;	/* results filled in: see suite_select() */
	unsigned jobs;
	const volatile bool *stop;
	/* Starts the target again; NULL: cannot be done. */
	bool (*restart)(void *data);
	void *restart_data;
	/* A result is final. */
	void (*progress)(const struct result *r, size_t done, size_t total,
		void *data);
	void *progress_data;
	size_t n_done;
	char problem[512];
};

/* Which cases are played. Borrows everything. */
struct suite_selection {
	const char *const *globs;	/* of ids; none: all */
	size_t n_globs;
	bool with_dos;
	bool with_slow;
};

/*
 * Makes the results of `run` for each selected case and variant; those that
 * the target lacks a capability for, or that were not asked for, are a skip.
 * False: out of memory.
 */
bool suite_select(struct run *run, const struct test_case *const *cases,
	size_t n_cases, const struct suite_selection *selection,
	const struct play_context *context);

enum suite_end suite_run(struct suite *s);

/* Gives back what suite_select() and suite_run() made. */
void suite_free_results(struct run *run);

#endif

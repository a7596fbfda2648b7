/*
 * Which plays the split sweep makes, and how far each has got.
 */
#ifndef ASSAY_RUN_SPLIT_TRIALS_H
#define ASSAY_RUN_SPLIT_TRIALS_H

#include "play/cut.h"
#include "play/play.h"
#include "report/report.h"

enum trial_state {
	TRIAL_PENDING,
	TRIAL_ALIKE,	/* it came to what the whole play came to */
	TRIAL_VARIED,	/* it did not, once */
	TRIAL_REPLAYED, /* twice it did not */
	TRIAL_DISPUTED, /* its plays differ */
	TRIAL_TOLD,
};

/* One way to cut one case. */
struct trial {
	size_t result; /* index into the run's */
	enum split_kind kind;
	const size_t *cuts; /* into `lists` or `octets` */
	size_t n_cuts;
	enum trial_state state;
	bool waits;   /* the last play rests on what did not come */
	bool cleared; /* behind it the target lived */
};

/* Trials of one result stand together, single places first. */
struct trials {
	struct trial *all;
	size_t n;
	struct cut_list *lists; /* one per result of the run */
	size_t n_lists;
	size_t *octets; /* 1, 2, 3 ... */
};

/*
 * Lists the trials of all results whose verdict can be relied on: not of a
 * skip, nor of what was inconclusive or flaky. False: out of memory; free it
 * all the same.
 */
bool trials_make(struct trials *out, const struct run *run,
	const struct play_context *context);

void trials_free(struct trials *t);

/* Behind the last trial of the result that trial `i` is one of. */
size_t trials_end(const struct trials *t, size_t i);

/* How many trials the result has; `varied`: that did not come to the same. */
size_t trials_count(const struct trials *t, size_t result, bool varied);

#endif

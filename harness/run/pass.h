/*
 * How far each result of a run has got.
 */
#ifndef ASSAY_RUN_PASS_H
#define ASSAY_RUN_PASS_H

#include "run/control.h"
#include "run/replay.h"

enum result_state {
	STATE_PENDING,	/* not played, or without a connection */
	STATE_QUIET,	/* judged, and rests on what did not come */
	STATE_MISSED,	/* judged, to be replayed */
	STATE_WAITED,	/* the same, for something that did not come */
	STATE_DISPUTED, /* replayed, with another verdict */
	STATE_REPLAYED, /* the same verdict twice */
	STATE_FINAL,
};

/* Zero-initialised but for `replay` and `jobs`, then begun. */
struct pass {
	struct replay *replay;
	struct control_list controls;
	enum result_state *states;
	enum result_state playing; /* the state of what is played */
	size_t *sequence;	   /* indexes of all results, as played */
	size_t n_due;		   /* of these; the others are not yet */
	size_t *order;		   /* indexes of the results of the batch */
	size_t n_order;
	size_t n_started; /* of these */
	size_t *recent;	  /* indexes, in order of their end */
	size_t n_recent;
	unsigned jobs;
	unsigned n_stalls;   /* batches that found no connection */
	unsigned n_riddles;  /* deaths without a killer */
	uint64_t slowest_us; /* answer so far */
	bool lost;	     /* a connection could not be made */
	bool no_memory;	     /* for a play */
	size_t n_silent;     /* plays in a row to which nothing came */
};

/* Makes room, and asks the controls. False: out of memory, or stopped. */
bool pass_begin(struct pass *p);
void pass_free(struct pass *p);

bool pass_is_stopped(const struct pass *p);

/* Begins a batch of the due results in that state, and gives their number. */
size_t pass_list(struct pass *p, enum result_state state);

/* Makes the next results due, as many as are played before misses are counted.
 * False: all were, or the misses are enough. */
bool pass_more(struct pass *p);

/* The result is as it shall be: it is told to whoever follows the run. */
void pass_finalise(struct pass *p, size_t i);

/* A play of the batch is over, with its trace: notes what it tells about the
 * target. */
void pass_note(struct pass *p, size_t i, const struct trace *t);

/* The target may be gone: a connection could not be made, or nothing came to
 * as many plays in a row as run at once. */
bool pass_seems_gone(const struct pass *p);

/* The result was played once: final, or to be replayed. */
void pass_settle(struct pass *p, size_t i);

/* It was played again; `before` is the verdict that it had. */
void pass_compare(struct pass *p, size_t i, enum verdict before);

/*
 * Silence that was right is believed if all answers came well within the quiet
 * period; else load may have kept an answer back, and it counts as a miss.
 */
void pass_settle_quiet(struct pass *p);

/* The run ended early: what was played once only is not believed. */
void pass_leave_open(struct pass *p);

#endif

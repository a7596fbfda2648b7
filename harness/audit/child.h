/*
 * A program that is run for a while, in a process group of its own.
 */
#ifndef ASSAY_AUDIT_CHILD_H
#define ASSAY_AUDIT_CHILD_H

#include <stdbool.h>
#include <stdint.h>
#include <uv.h>

struct child;

/* It has ended, by `signal` if that is not 0; the struct may be used again. */
typedef void child_ended(struct child *c, int64_t status, int signal);

/* For child.c alone, but for `data` and `too_long`. */
struct child {
	void *data;    /* the user's */
	bool too_long; /* it was told to end since its time was over */
	uv_process_t process;
	uv_timer_t timer;
	child_ended *ended;
	unsigned n_told; /* how often it was told to end */
	int64_t status;
	int signal;
	unsigned n_open; /* handles */
};

/* What to run. Borrows everything for the time of the call. */
struct child_words {
	char **arguments; /* the first is the program's path; NULL at the end */
	const char *output; /* file that the standard output is added to */
	const char *errors; /* the same of the standard error */
	uint64_t limit_ms;
};

/*
 * Starts it; `ended` comes from the loop. When its time is over it is told to
 * end, as child_stop() does. Another code of libuv than 0: it was not started,
 * but `ended` comes all the same, with a status of -1.
 */
int child_start(struct child *c, uv_loop_t *loop,
	const struct child_words *words, child_ended *ended);

/*
 * Tells it to end: SIGINT for the first time, so that it ends in order; and for
 * the second, at which a run just ends. If it does not within some seconds,
 * that happens by itself, and then SIGKILL.
 */
void child_stop(struct child *c);

#endif

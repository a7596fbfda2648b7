#ifndef SERVER_TIMER_QUEUE_H
#define SERVER_TIMER_QUEUE_H

/*
 * Many timers, of which the next one is known. Made for timers that are put off
 * at each request and hardly ever expire: putting one off costs nothing, and it
 * is looked at again when it would have expired before.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TIMER_NEVER UINT64_MAX

/* To be embedded in what is timed; members are for the functions below. */
struct timer {
	uint64_t due; /* when it expires */
	uint64_t at;  /* its place in the queue: never behind `due` */
	size_t index;
};

/* Zero-initialised it is empty. A binary heap by `at`. */
struct timer_queue {
	struct timer **timers; /* owned; each of them is borrowed */
	size_t n_timers;
	size_t room;
};

/* Gives back the memory of an empty queue. */
void timer_queue_free(struct timer_queue *queue);

/* Adds a timer that never expires; false without memory. */
bool timer_queue_add(struct timer_queue *queue, struct timer *timer);

void timer_queue_remove(struct timer_queue *queue, struct timer *timer);

/* It expires at `due`, and no longer when it was to. */
void
timer_queue_set(struct timer_queue *queue, struct timer *timer, uint64_t due);

/* When to look for timers that have expired; TIMER_NEVER for not at all. */
uint64_t timer_queue_next(const struct timer_queue *queue);

/* One that has expired at `now`, and will not again until it is set; NULL if
 * there is none. */
struct timer *timer_queue_expired(struct timer_queue *queue, uint64_t now);

#endif

#include "server/timer_queue.h"

#include <stdlib.h>

#define LEAST_ROOM 16

void
timer_queue_free(struct timer_queue *queue)
{
	free(queue->timers);
	*queue = (struct timer_queue){0};
}

static void
place(struct timer_queue *queue, size_t index, struct timer *timer)
{
	queue->timers[index] = timer;
	timer->index = index;
}

/* Moves a timer to the front until its parent is not behind it. */
static void
rise(struct timer_queue *queue, struct timer *timer)
{
	size_t index = timer->index;

	while (index > 0) {
		size_t parent = (index - 1) / 2;

		if (queue->timers[parent]->at <= timer->at)
			break;
		place(queue, index, queue->timers[parent]);
		index = parent;
	}
	place(queue, index, timer);
}

/* Moves a timer to the back until both its children are not before it. */
static void
sink(struct timer_queue *queue, struct timer *timer)
{
	size_t index = timer->index;
	size_t child;

	while ((child = 2 * index + 1) < queue->n_timers) {
		if (child + 1 < queue->n_timers &&
			queue->timers[child + 1]->at < queue->timers[child]->at)
			child++;
		if (timer->at <= queue->timers[child]->at)
			break;
		place(queue, index, queue->timers[child]);
		index = child;
	}
	place(queue, index, timer);
}

static bool
make_room(struct timer_queue *queue)
{
	size_t room = queue->room ? 2 * queue->room : LEAST_ROOM;
	struct timer **timers;

	if (queue->n_timers < queue->room)
		return true;
	timers = realloc(queue->timers, room * sizeof(*timers));
	if (!timers)
		return false;
	queue->timers = timers;
	queue->room = room;
	return true;
}

bool
timer_queue_add(struct timer_queue *queue, struct timer *timer)
{
	if (!make_room(queue))
		return false;
	timer->due = timer->at = TIMER_NEVER;
	place(queue, queue->n_timers++, timer);
	return true;
}

void
timer_queue_remove(struct timer_queue *queue, struct timer *timer)
{
	struct timer *last = queue->timers[--queue->n_timers];

	if (last == timer)
		return;
	place(queue, timer->index, last);
	rise(queue, last);
	sink(queue, last);
}

void
timer_queue_set(struct timer_queue *queue, struct timer *timer, uint64_t due)
{
	timer->due = due;
	if (due >= timer->at)
		return;
	timer->at = due;
	rise(queue, timer);
}

uint64_t
timer_queue_next(const struct timer_queue *queue)
{
	return queue->n_timers ? queue->timers[0]->at : TIMER_NEVER;
}

struct timer *
timer_queue_expired(struct timer_queue *queue, uint64_t now)
{
	while (timer_queue_next(queue) <= now) {
		struct timer *timer = queue->timers[0];
		bool expired = timer->due <= now;

		if (expired)
			timer->due = TIMER_NEVER;
		timer->at = timer->due;
		sink(queue, timer);
		if (expired)
			return timer;
	}
	return NULL;
}

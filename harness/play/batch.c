#include "play/batch.h"

#include <stdlib.h>

/* How often `stop` is looked at while nothing else happens. */
#define STOP_POLL_MS 50

struct batch {
	const struct play_context *context;
	const struct play_spec *specs;
	size_t n_specs;
	size_t next;
	size_t n_running;
	unsigned jobs;
	bool stopping;
	const volatile bool *stop;
	batch_done *done;
	void *data;
	struct slot *slots;
	uv_timer_t poll;
};

/* One of `jobs` places in which a play runs. */
struct slot {
	struct batch *batch;
	struct play *play; /* NULL: free */
	size_t i;
};

static void fill(struct batch *b);

static void
stop_all(struct batch *b)
{
	b->stopping = true;
	for (unsigned i = 0; i < b->jobs; i++)
		if (b->slots[i].play != NULL)
			play_stop(b->slots[i].play);
}

static bool
is_stopped(const struct batch *b)
{
	return b->stopping || (b->stop != NULL && *b->stop);
}

static void
on_poll(uv_timer_t *timer)
{
	struct batch *b = timer->data;

	if (!b->stopping && is_stopped(b))
		stop_all(b);
}

static void
play_is_over(struct play_result *result, void *data)
{
	struct slot *slot = data;
	struct batch *b = slot->batch;

	slot->play = NULL;
	b->n_running--;
	if (!b->done(slot->i, result, b->data) && !b->stopping)
		stop_all(b);
	fill(b);
}

static void
start_next(struct batch *b, struct slot *slot)
{
	struct play_result failed = {.failure = PLAY_NO_MEMORY};

	slot->i = b->next++;
	slot->play =
		play_start(b->context, &b->specs[slot->i], play_is_over, slot);
	if (slot->play != NULL)
		b->n_running++;
	else if (!b->done(slot->i, &failed, b->data))
		stop_all(b);
}

static void
fill(struct batch *b)
{
	for (unsigned i = 0; i < b->jobs; i++) {
		if (b->next == b->n_specs || is_stopped(b))
			break;
		if (b->slots[i].play == NULL)
			start_next(b, &b->slots[i]);
	}
	if (b->n_running == 0 && !uv_is_closing((uv_handle_t *)&b->poll))
		uv_close((uv_handle_t *)&b->poll, NULL);
}

size_t
batch_run(const struct play_context *context, const struct play_spec *specs,
	size_t n_specs, unsigned jobs, const volatile bool *stop,
	batch_done *done, void *data)
{
	const unsigned most = context->max_connections;
	struct batch b = {
		.context = context,
		.specs = specs,
		.n_specs = n_specs,
		.jobs = most > 0 && most < jobs ? most : jobs,
		.stop = stop,
		.done = done,
		.data = data,
	};

	b.slots = calloc(b.jobs, sizeof(*b.slots));
	if (b.slots == NULL)
		return 0;
	for (unsigned i = 0; i < b.jobs; i++)
		b.slots[i].batch = &b;
	uv_timer_init(context->loop, &b.poll);
	b.poll.data = &b;
	uv_timer_start(&b.poll, on_poll, STOP_POLL_MS, STOP_POLL_MS);
	fill(&b);
	uv_run(context->loop, UV_RUN_DEFAULT);
	free(b.slots);
	return b.next;
}

/* The queue of timers against a plain list of what is due. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "server/timer_queue.h"

#define N_TIMERS 50
#define N_STEPS 20000
#define SEED 7

static uint32_t
next_random(uint32_t *state)
{
	*state = *state * UINT32_C(1664525) + UINT32_C(1013904223);
	return *state >> 16;
}

static void
test_empty(void **state)
{
	struct timer_queue queue = {0};

	(void)state;
	assert_true(timer_queue_next(&queue) == TIMER_NEVER);
	assert_null(timer_queue_expired(&queue, UINT64_MAX - 1));
	timer_queue_free(&queue);
}

static void
test_putting_off_costs_nothing_but_shows(void **state)
{
	struct timer_queue queue = {0};
	struct timer timer;

	(void)state;
	assert_true(timer_queue_add(&queue, &timer));
	assert_true(timer_queue_next(&queue) == TIMER_NEVER);
	timer_queue_set(&queue, &timer, 10);
	timer_queue_set(&queue, &timer, 20);
	assert_true(timer_queue_next(&queue) == 10);
	assert_null(timer_queue_expired(&queue, 15));
	assert_true(timer_queue_next(&queue) == 20);
	assert_null(timer_queue_expired(&queue, 19));
	assert_ptr_equal(timer_queue_expired(&queue, 20), &timer);
	assert_null(timer_queue_expired(&queue, 1000));
	timer_queue_remove(&queue, &timer);
	timer_queue_free(&queue);
}

struct model {
	struct timer timer;
	uint64_t due;
	bool there;
};

/* All that is due expires, each once, and nothing else does. */
static void
expire(struct timer_queue *queue, struct model *models, uint64_t now)
{
	struct timer *timer;
	size_t i;

	while ((timer = timer_queue_expired(queue, now))) {
		struct model *model = (struct model *)timer;

		assert_true(model->there && model->due <= now);
		model->due = TIMER_NEVER;
	}
	for (i = 0; i < N_TIMERS; i++)
		assert_false(models[i].there && models[i].due <= now);
}

static void
step(struct timer_queue *queue, struct model *model, uint64_t now,
	uint32_t random)
{
	if (!model->there) {
		assert_true(timer_queue_add(queue, &model->timer));
		model->there = true;
		model->due = TIMER_NEVER;
	} else if (random % 16 == 0) {
		timer_queue_remove(queue, &model->timer);
		model->there = false;
	} else {
		model->due =
			random % 16 == 1 ? TIMER_NEVER : now + 1 + random % 200;
		timer_queue_set(queue, &model->timer, model->due);
	}
}

static void
test_random_steps(void **state)
{
	static struct model models[N_TIMERS];
	struct timer_queue queue = {0};
	uint32_t random = SEED;
	uint64_t now = 0;
	size_t i;

	(void)state;
	for (i = 0; i < N_STEPS; i++) {
		struct model *model = &models[next_random(&random) % N_TIMERS];

		step(&queue, model, now, next_random(&random));
		now += next_random(&random) % 8;
		expire(&queue, models, now);
	}
	for (i = 0; i < N_TIMERS; i++)
		if (models[i].there)
			timer_queue_remove(&queue, &models[i].timer);
	assert_true(timer_queue_next(&queue) == TIMER_NEVER);
	timer_queue_free(&queue);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_putting_off_costs_nothing_but_shows),
		cmocka_unit_test(test_random_steps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

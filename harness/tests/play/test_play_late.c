/*
 * Answers that are due and come late are waited for, rather than asked past.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/play/case_text.h"
#include "tests/play/stage.h"
#include "tests/play/trace_items.h"

#define POST                                             \
	"{send: [\"POST {{target:ok}} HTTP/1.1\\r\\n\"," \
	" \"Host: {{host}}\\r\\n\\r\\n\"]}"
#define OK "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
#define CONTINUE "HTTP/1.1 100 Continue\r\n\r\n"

/* A server that is slower than the quiet period, twice over. */
#define QUIET_MS 10
#define LATE_MS 60

struct late {
	const char *at_once; /* what comes first; NULL: nothing */
	const char *late;
	struct peer_connection *c;
	uv_timer_t timer;
	size_t n_messages;
};

static void
on_time(uv_timer_t *timer)
{
	struct late *l = timer->data;

	peer_text(l->c, l->late);
}

static void
came(struct peer_connection *c)
{
	struct late *l = c->peer->data;

	if (c->fin || c->reset)
		return;
	l->c = c;
	if (l->n_messages++ > 0) {
		peer_text(c, STAGE_CANARY_ANSWER);
		return;
	}
	if (l->at_once != NULL)
		peer_text(c, l->at_once);
	l->timer.data = l;
	uv_timer_init(c->peer->loop, &l->timer);
	uv_timer_start(&l->timer, on_time, LATE_MS, 0);
	uv_unref((uv_handle_t *)&l->timer);
}

static struct trace *
play(struct late *l, const char *steps, unsigned patience)
{
	static const struct peer_manner manner = {.came = came};
	struct test_case *c = case_text_steps(steps);
	const struct play_spec spec = {.test_case = c, .patience = patience};
	struct play_result result;
	struct stage s;

	stage_open(&s, &manner, l);
	s.context.timing.quiet_ms = QUIET_MS;
	result = stage_play(&s, &spec);
	assert_int_equal(result.failure, PLAY_DONE);
	uv_close((uv_handle_t *)&l->timer, NULL);
	stage_close(&s);
	case_free(c);
	return result.trace;
}

static void
check(struct trace *t, size_t n_items)
{
	assert_int_equal(t->end, TRACE_ALIGNED);
	assert_int_equal(t->n_items, n_items + 1); /* the canary's */
	assert_true(t->items[n_items].canary);
	trace_free(t);
}

/* Behind 100 the final answer is due. */
static void
test_behind_interim(void **state)
{
	struct late l = {.at_once = CONTINUE, .late = OK};

	(void)state;
	check(play(&l, POST ", {expect: [{pass: [2xx, open]}]}", 1), 2);
}

/* Also in the next step, where nothing at all might pass. */
static void
test_in_next_step(void **state)
{
	struct late l = {.at_once = CONTINUE, .late = OK};

	(void)state;
	check(play(&l,
		      POST ", {expect: [{pass: [100]}]},"
			   "{expect: [{pass: [2xx, open]}, {pass: [open]}]}",
		      1),
		2);
}

/* In a replay any answer that would pass is, once more behind another. */
static void
test_in_replay(void **state)
{
	struct late nothing = {.late = OK};
	struct late another = {.at_once = OK, .late = OK};

	(void)state;
	check(play(&nothing,
		      POST ", {expect: [{pass: [2xx, open]}, {pass: [open]}]}",
		      2),
		1);
	check(play(&another, POST ", {expect: [{pass: [2xx, 2xx, open]}]}", 2),
		2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_behind_interim),
		cmocka_unit_test(test_in_next_step),
		cmocka_unit_test(test_in_replay),
	};

	return cmocka_run_group_tests_name("play late", tests, case_text_set_up,
		case_text_tear_down);
}

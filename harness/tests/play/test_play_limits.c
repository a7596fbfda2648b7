/*
 * A play ends whatever the peer does, and says when it could not be played.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/play/case_text.h"
#include "tests/play/script.h"
#include "tests/play/stage.h"
#include "tests/play/trace_items.h"

#define GET                                             \
	"{send: [\"GET {{target:ok}} HTTP/1.1\\r\\n\"," \
	" \"Host: {{host}}\\r\\n\\r\\n\"]}"
#define LARGE "{send: [{repeat: \"x\", times: 20000000}]}"
#define EXPECT(outcomes) ", {expect: [" outcomes "]}"
#define OK "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

/* ---- octets without end ---- */

#define DRIP_MS 5

static void
on_drip(uv_timer_t *timer)
{
	struct stage *s = timer->data;

	if (s->peer.n_connections > 0)
		peer_text(peer_nth(&s->peer, 0), "x");
}

static void
say_long_head(struct peer_connection *c)
{
	peer_text(c, "HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n");
}

/* Each octet makes the player wait again, but not beyond the most. */
static void
test_drip(void **state)
{
	static const struct peer_manner manner = {.opened = say_long_head};
	struct test_case *c =
		case_text_steps(GET EXPECT("{pass: [2xx, close]}"));
	struct stage s;
	struct trace *t;
	uv_timer_t timer;

	(void)state;
	stage_open(&s, &manner, NULL);
	s.context.timing.most_ms = 150;
	uv_timer_init(&s.loop, &timer);
	timer.data = &s;
	uv_timer_start(&timer, on_drip, DRIP_MS, DRIP_MS);
	uv_unref((uv_handle_t *)&timer);
	t = stage_trace(&s, c);
	assert_int_equal(t->end, TRACE_UNSEEN);
	assert_int_equal(t->n_items, 1);
	assert_int_equal(t->items[0].kind, ITEM_INCOMPLETE);
	assert_true(t->items[0].content.len > 0);
	assert_true(t->end_us >= 149000);
	uv_close((uv_handle_t *)&timer, NULL);
	trace_free(t);
	stage_close(&s);
	case_free(c);
}

static void
play_flood(const char *unit, size_t times, size_t n_items)
{
	struct test_case *c =
		case_text_steps(GET EXPECT("{pass: [2xx, open]}"));
	struct octets answer = {0};
	struct script script = {{{"\r\n\r\n", "", 0}}};
	struct stage s;
	struct trace *t;

	assert_true(octets_text(&answer, "HTTP/1.1 200 OK\r\n\r\n"));
	if (n_items > 1)
		octets_clear(&answer);
	assert_true(octets_repeat(&answer, unit, strlen(unit), times));
	assert_true(octets_append(&answer, "", 1));
	script.lines[0].say = (const char *)answer.at;
	stage_open(&s, &script_manner, &script);
	t = stage_trace(&s, c);
	assert_true(t->flooded);
	assert_false(t->canary_sent);
	assert_int_equal(t->end, TRACE_UNSEEN);
	assert_int_equal(t->n_items, n_items);
	trace_free(t);
	stage_close(&s);
	octets_free(&answer);
	case_free(c);
}

static void
test_flood(void **state)
{
	(void)state;
	play_flood("x", TRACE_IN_MAX, 1);
	play_flood(OK, TRACE_ITEMS_MAX + 1, TRACE_ITEMS_MAX);
}

/* ---- nobody reads ---- */

static void
play_deaf(const struct peer_manner *manner, const char *items)
{
	struct test_case *c =
		case_text_steps(LARGE EXPECT("{pass: [4xx, open]}"));
	struct stage s;
	struct trace *t;

	stage_open(&s, manner, NULL);
	s.context.timing.answer_ms = 200;
	t = stage_trace(&s, c);
	trace_items_are(t, items);
	assert_int_equal(t->end, TRACE_UNSEEN);
	assert_false(t->canary_sent);
	trace_free(t);
	stage_close(&s);
	case_free(c);
}

static void
say_too_large(struct peer_connection *c)
{
	peer_text(c, "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
}

static void
test_never_reads(void **state)
{
	static const struct peer_manner mute = {.deaf = true};
	static const struct peer_manner speaks = {
		.deaf = true, .opened = say_too_large};

	(void)state;
	play_deaf(&mute, "");
	play_deaf(&speaks, "413 []");
}

/* ---- not played ---- */

static void
test_refused(void **state)
{
	struct test_case *c = case_text_steps(GET EXPECT("{pass: [close]}"));
	const struct play_spec spec = {.test_case = c, .patience = 1};
	struct play_result result;
	struct stage s;

	(void)state;
	stage_open(&s, &script_manner, NULL);
	peer_die(&s.peer);
	uv_run(&s.loop, UV_RUN_DEFAULT);
	result = stage_play(&s, &spec);
	assert_int_equal(result.failure, PLAY_NO_CONNECTION);
	assert_int_equal(result.error, UV_ECONNREFUSED);
	assert_null(result.trace);
	stage_close(&s);
	case_free(c);
}

static void
test_no_route(void **state)
{
	struct test_case *c = case_text_steps(
		"{send: [\"x\"]}, {send: [\"{{target:echo}}\"]}" EXPECT(
			"{pass: [close]}"));
	const struct play_spec spec = {.test_case = c, .patience = 1};
	struct script script = {{{"never", "", 0}}};
	struct play_result result;
	struct stage s;

	(void)state;
	stage_open(&s, &script_manner, &script);
	s.context.values.routes[ROUTE_ECHO] = NULL;
	result = stage_play(&s, &spec);
	assert_int_equal(result.failure, PLAY_NO_ROUTE);
	assert_null(result.trace);
	stage_close(&s);
	case_free(c);
}

/* ---- stopped ---- */

struct stopped {
	struct play *play;
	struct play_result result;
	unsigned n_done;
};

static void
on_done(struct play_result *result, void *data)
{
	struct stopped *stopped = data;

	stopped->result = *result;
	stopped->n_done++;
}

static void
stop_play(struct peer_connection *c)
{
	struct stopped *stopped = c->peer->data;

	if (stopped->n_done == 0)
		play_stop(stopped->play);
}

/* Before it is connected, and while it waits for an answer. */
static void
test_stop(void **state)
{
	static const struct peer_manner manner = {.came = stop_play};
	struct test_case *c = case_text_steps(GET EXPECT("{pass: [close]}"));
	const struct play_spec spec = {.test_case = c, .patience = 1};

	(void)state;
	for (int at_once = 0; at_once <= 1; at_once++) {
		struct stopped stopped = {.n_done = 0};
		struct stage s;

		stage_open(&s, &manner, &stopped);
		stopped.play = play_start(&s.context, &spec, on_done, &stopped);
		assert_non_null(stopped.play);
		if (at_once)
			play_stop(stopped.play);
		assert_int_equal(stopped.n_done, 0);
		uv_run(&s.loop, UV_RUN_DEFAULT);
		assert_int_equal(stopped.n_done, 1);
		assert_int_equal(stopped.result.failure, PLAY_STOPPED);
		assert_null(stopped.result.trace);
		stage_close(&s);
	}
	case_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_drip),
		cmocka_unit_test(test_flood),
		cmocka_unit_test(test_never_reads),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_no_route),
		cmocka_unit_test(test_stop),
	};

	return cmocka_run_group_tests(tests, case_text_set_up,
		case_text_tear_down);
}

/*
 * Our own reset, and sends that are cut short.
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

#define CLOSING \
	"HTTP/1.1 400 Bad\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
#define OK "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

/* ---- after a reset ---- */

#define RESET                                              \
	"{send: [\"GET / HTTP/1.1\\r\\nHost: \"]}, reset," \
	"{expect: [{pass: [alive]}]}"

static struct trace *
play_reset(struct stage *s)
{
	struct test_case *c = case_text_steps(RESET);
	struct trace *t = stage_trace(s, c);

	assert_true(peer_nth(&s->peer, 0)->reset);
	assert_int_equal(t->n_items, 0);
	case_free(c);
	return t;
}

/* The second connection is answered. */
static void
test_alive(void **state)
{
	struct script script = {{{"\r\n\r\n", OK, 0}}};
	struct stage s;
	struct trace *t;

	(void)state;
	stage_open(&s, &script_manner, &script);
	t = play_reset(&s);
	assert_int_equal(t->end, TRACE_ALIVE);
	assert_int_equal(s.peer.n_connections, 2);
	trace_free(t);
	stage_close(&s);
}

/* The second connection waits for its turn too, which takes nothing from the
 * time that an answer has. */
static void
test_alive_in_turn(void **state)
{
	struct script script = {{{"\r\n\r\n", OK, 0}}};
	struct pace pace = {.interval_ns = 150000000};
	uint64_t start = uv_hrtime();
	struct stage s;
	struct trace *t;

	(void)state;
	stage_open(&s, &script_manner, &script);
	s.context.pace = &pace;
	s.context.timing.answer_ms = 100;
	t = play_reset(&s);
	assert_int_equal(t->end, TRACE_ALIVE);
	assert_true(uv_hrtime() - start >= pace.interval_ns - 1000000);
	trace_free(t);
	stage_close(&s);
}

static void
die_of_reset(struct peer_connection *c)
{
	if (c->reset)
		peer_die(c->peer);
}

static void
test_dead(void **state)
{
	static const struct peer_manner manner = {.came = die_of_reset};
	struct stage s;
	struct trace *t;

	(void)state;
	stage_open(&s, &manner, NULL);
	t = play_reset(&s);
	assert_int_equal(t->end, TRACE_DEAD);
	trace_free(t);
	stage_close(&s);
}

/* ---- cut ---- */

static struct trace *
play_cut(struct stage *s, const char *steps)
{
	struct test_case *c = case_text_steps(steps);
	const struct play_spec spec = {
		.test_case = c, .patience = 1, .cut = true};
	struct play_result result = stage_play(s, &spec);

	assert_int_equal(result.failure, PLAY_DONE);
	case_free(c);
	return result.trace;
}

/* Nothing is sent behind the first header section. */
static const struct {
	const char *steps;
	const char *came;
} cuts[] = {
	{"{send: [\"POST / HTTP/1.1\\r\\nA: b\\r\\n\\r\\n\", \"hello\"]}",
		"POST / HTTP/1.1\r\nA: b\r\n\r\n"},
	{"{send: [\"POST / HTTP/1.1\\r\\nA: b\\r\\n\\r\\n\"]},"
	 "{send: [\"hello\"]}, {send: [\"\\r\\n\\r\\n\"]}",
		"POST / HTTP/1.1\r\nA: b\r\n\r\n"},
	{"{send: [\"POST / HTTP/1.1\\r\\n\"]}, {pause: 1ms},"
	 "{send: [\"\\r\\n\\r\\nhello\"]}, {pause: 700ms},"
	 "{send: [\"more\"]}",
		"POST / HTTP/1.1\r\n\r\n\r\n"},
};

static void
test_cut(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
		struct script script = {{{"\r\n\r\n", CLOSING, SCRIPT_FIN}}};
		struct octets steps = {0};
		struct stage s;
		struct trace *t;

		assert_true(octets_format(&steps,
			"%s, {expect: [{pass: [400, close]}]}", cuts[i].steps));
		assert_true(octets_append(&steps, "", 1));
		stage_open(&s, &script_manner, &script);
		t = play_cut(&s, (const char *)steps.at);
		trace_items_are(t, "400 []");
		assert_int_equal(t->end, TRACE_FIN);
		assert_false(t->items[0].early);
		assert_int_equal(t->out.len, strlen(cuts[i].came));
		assert_memory_equal(t->out.at, cuts[i].came, t->out.len);
		assert_true(octets_equal(&t->out, &peer_nth(&s.peer, 0)->in));
		trace_free(t);
		stage_close(&s);
		octets_free(&steps);
	}
}

/* Behind half a message the canary would be its content. */
static void
test_cut_has_no_canary(void **state)
{
	struct script script = {{{"\r\n\r\n", OK, 0}}};
	struct stage s;
	struct trace *t;

	(void)state;
	stage_open(&s, &script_manner, &script);
	t = play_cut(&s, "{send: [\"POST / HTTP/1.1\\r\\n\\r\\n\", \"hello\"]},"
			 "{expect: [{pass: [200, open]}]}");
	trace_items_are(t, "200 []");
	assert_false(t->canary_sent);
	assert_int_equal(t->end, TRACE_UNSEEN);
	trace_free(t);
	stage_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alive),
		cmocka_unit_test(test_alive_in_turn),
		cmocka_unit_test(test_dead),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_cut_has_no_canary),
	};

	return cmocka_run_group_tests(tests, case_text_set_up,
		case_text_tear_down);
}

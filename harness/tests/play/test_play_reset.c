/*
 * Our own reset, and sends that go out octet by octet.
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

/* ---- octets one by one ---- */

static size_t
count_sent(const struct trace *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n_segments; i++)
		n += t->segments[i].out;
	return n;
}

static void
test_apart(void **state)
{
	static const struct {
		size_t apart;
		size_t n_segments;
	} rows[] = {{0, 2}, {1, 3}, {18, 19}, {20, 21}, {21, 21}, {99, 21}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct script script = {{{"hi", CLOSING, SCRIPT_FIN}}};
		struct test_case *c = case_text_steps(
			"{send: [\"GET / HTTP/1.1\\r\\n\\r\\n\"]},"
			"{send: [\"Ahi\"]}, {expect: [{pass: [400, close]}]}");
		const struct play_spec spec = {
			.test_case = c, .patience = 1, .apart = rows[i].apart};
		struct play_result result;
		struct stage s;

		stage_open(&s, &script_manner, &script);
		result = stage_play(&s, &spec);
		assert_int_equal(result.failure, PLAY_DONE);
		trace_items_are(result.trace, "400 []");
		assert_int_equal(result.trace->end, TRACE_FIN);
		assert_int_equal(count_sent(result.trace), rows[i].n_segments);
		assert_true(octets_equal(&result.trace->out,
			&peer_nth(&s.peer, 0)->in));
		trace_free(result.trace);
		stage_close(&s);
		case_free(c);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alive),
		cmocka_unit_test(test_alive_in_turn),
		cmocka_unit_test(test_dead),
		cmocka_unit_test(test_apart),
	};

	return cmocka_run_group_tests(tests, case_text_set_up,
		case_text_tear_down);
}

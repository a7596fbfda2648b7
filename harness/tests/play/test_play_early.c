/*
 * An answer that came before all was sent is marked, however the sending went
 * on, or did not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/play/case_text.h"
#include "tests/play/script.h"
#include "tests/play/stage.h"
#include "tests/play/trace_items.h"

#define LARGE "{send: [{repeat: \"x\", times: 20000000}]}"
#define CLOSE ", {expect: [{pass: [413, close]}]}"
#define TOO_LARGE "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n"

static struct trace *
play(const struct peer_manner *manner, struct script *script, const char *steps)
{
	struct test_case *c = case_text_steps(steps);
	struct stage s;
	struct trace *t;

	stage_open(&s, manner, script);
	s.context.timing.answer_ms = 700;
	t = stage_trace(&s, c);
	trace_items_are(t, "413 []");
	stage_close(&s);
	case_free(c);
	return t;
}

/* The server answers the first of two sends. */
static const struct {
	const char *steps;
	enum script_act act;
	bool early;
} rows[] = {
	{"{send: [\"one\"]}, {pause: 700ms}, {send: [\"two\"]}" CLOSE,
		SCRIPT_STAY, true},
	{"{send: [\"one\"]}, {pause: 700ms}, {send: [\"two\"]}" CLOSE,
		SCRIPT_FIN, true},
	{"{send: [\"one\"]}, {pause: 700ms}, {send: [\"two\"]}" CLOSE,
		SCRIPT_RESET, true},
	/* what follows is no octets */
	{"{send: [\"one\"]}, {pause: 1ms}, half-close" CLOSE, SCRIPT_FIN,
		false},
	{"{send: [\"one\"]}, {pause: 700ms}" CLOSE, SCRIPT_FIN, false},
	/* the send before belongs to another expect */
	{"{send: [\"a\"]}, {expect: [{pass: [silent]}]}, {send: [\"one\"]}" CLOSE,
		SCRIPT_FIN, false},
};

static void
test_between(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct script script = {{{"one", TOO_LARGE, rows[i].act}}};
		struct trace *t = play(&script_manner, &script, rows[i].steps);

		assert_int_equal(t->items[0].early, rows[i].early);
		trace_free(t);
	}
}

static void
refuse(struct peer_connection *c)
{
	peer_text(c, TOO_LARGE);
}

static void
refuse_and_end(struct peer_connection *c)
{
	peer_text(c, TOO_LARGE);
	peer_fin(c);
}

/* Nobody reads, so the first send is never done. */
static void
test_within(void **state)
{
	static const struct peer_manner stays = {
		.deaf = true, .opened = refuse};
	static const struct peer_manner ends = {
		.deaf = true, .opened = refuse_and_end};
	struct trace *t;

	(void)state;
	t = play(&stays, NULL, LARGE ", {send: [\"x\"]}" CLOSE);
	assert_true(t->items[0].early);
	assert_int_equal(t->end, TRACE_UNSEEN);
	trace_free(t);
	t = play(&ends, NULL, LARGE ", {send: [\"x\"]}" CLOSE);
	assert_true(t->items[0].early);
	assert_int_equal(t->end, TRACE_FIN);
	trace_free(t);
	/* one write is one message part: a refusal while it lasts is in time */
	t = play(&ends, NULL, LARGE CLOSE);
	assert_false(t->items[0].early);
	trace_free(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_between),
		cmocka_unit_test(test_within),
	};

	return cmocka_run_group_tests(tests, case_text_set_up,
		case_text_tear_down);
}

/*
 * What happened in one expect, in the words that a case would use.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "judge/judge.h"
#include "tests/judge/hand.h"
#include "tests/play/trace_items.h"

#define R(status) "HTTP/1.1 " status " x\r\nContent-Length: 0\r\n\r\n"

/* clang-format off */
static const struct {
	const char *came;
	enum trace_end end;
	const char *text;
} rows[] = {
	{"", TRACE_UNSEEN, "silent"},
	{"", TRACE_FIN, "fin"},
	{"", TRACE_RESET, "reset"},
	{"", TRACE_ALIGNED, "silent, but the canary was answered"},
	{"", TRACE_SHIFTED, "shifted"},
	{"", TRACE_ALIVE, "alive"},
	{"", TRACE_DEAD, "dead"},
	{R("200"), TRACE_UNSEEN, "200, still open"},
	{R("200"), TRACE_FIN, "200, fin"},
	{R("200"), TRACE_ALIGNED, "200, open"},
	{R("200"), TRACE_SHIFTED, "200, shifted"},
	{"HTTP/1.1 100 \r\n\r\n" R("200") R("404"), TRACE_RESET,
		"100, 200, 404, reset"},
	{"HTTP/1.1 200 x\r\nContent-Length: 9\r\n\r\nx", TRACE_FIN,
		"incomplete 200, fin"},
	{"HTTP/1.1 200 x\r\nContent", TRACE_FIN, "incomplete head, fin"},
	{R("200") "rubbish", TRACE_UNSEEN, "200, garbage, still open"},
};
/* clang-format on */

static void
describes(const struct trace *t, size_t expect, const char *wanted)
{
	struct octets text = {0};

	assert_true(octets_text(&text, "> "));
	judge_describe(t, expect, &text);
	assert_true(octets_append(&text, "", 1));
	assert_memory_equal(text.at, "> ", 2);
	assert_string_equal((const char *)text.at + 2, wanted);
	octets_free(&text);
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trace *t = hand_trace(rows[i].came, rows[i].end);

		describes(t, 0, rows[i].text);
		trace_free(t);
	}
}

/* Each step tells of its own, and of the end if it came by then. */
static void
test_steps(void **state)
{
	struct trace *t = trace_new();

	(void)state;
	assert_non_null(t);
	trace_items_came(t, R("200"), sizeof(R("200")) - 1, 99);
	trace_items_sent(t, "GET"); /* the last send: that was early */
	trace_next_expect(t);
	trace_next_expect(t);
	trace_items_came(t, R("404"), sizeof(R("404")) - 1, 99);
	trace_ended(t, TRACE_FIN, 1);
	describes(t, 0, "200 (early)");
	describes(t, 1, "silent");
	describes(t, 2, "404, fin");
	describes(t, 3, "fin");
	trace_free(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_steps),
	};

	return cmocka_run_group_tests(tests, case_text_set_up,
		case_text_tear_down);
}

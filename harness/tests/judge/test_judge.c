/*
 * From outcomes to a verdict: the first that matches decides, the level where
 * none does, and what cannot be seen proves nothing.
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
#define HALF "HTTP/1.1 200 x\r\nContent-Length: 5\r\n\r\nx"
#define SEND "{send: [\"GET\"]}, "
#define ONE(outcomes) SEND "{expect: [" outcomes "]}"
#define TWO(first, second) ONE(first) ", " ONE(second)

#define MUST LEVEL_MUST
#define SHOULD LEVEL_SHOULD
#define MAY LEVEL_MAY
#define HARDENING LEVEL_HARDENING
#define PASS VERDICT_PASS
#define WARN VERDICT_WARN
#define FAIL VERDICT_FAIL
#define NOTE VERDICT_NOTE
#define UNSEEN TRACE_UNSEEN
#define FIN TRACE_FIN
#define RST TRACE_RESET
#define ALIGNED TRACE_ALIGNED
#define SHIFTED TRACE_SHIFTED

/* What came in each expect; NULL: the play did not come so far. */
struct row {
	enum level level;
	const char *steps;
	const char *came[2];
	enum trace_end end;
	bool early; /* the last that came */
	enum verdict verdict;
	size_t expect; /* that decides */
	const char *reason;
};

#define NONE ": no outcome expects this"
#define AS_EXPECTED ": as expected"
#define WARNS ": this outcome warns"
#define FAILS ": this outcome fails"
#define NOTED ": this outcome is noted"
#define UNPROVEN ": alignment unseen, for want of a distinguishable canary"
#define CUT_SHORT ": the peer ended the connection before the exchange was over"
#define EARLY ": answered before all was sent, which decides nothing"

/* clang-format off */
static const struct row rows[] = {
	/* the first that matches decides */
	{MUST, ONE("{pass: [400, close]}"), {R("400")}, FIN, false,
		PASS, 0, "400, fin" AS_EXPECTED},
	{MUST, ONE("{pass: [400, close]}, {warn: [close]}"), {""}, RST, false,
		WARN, 0, "reset" WARNS},
	{MUST, ONE("{note: [4xx, close], why: n}, {fail: [400, close]}"),
		{R("400")}, FIN, false, NOTE, 0, "400, fin: n"},
	{MUST, ONE("{pass: [4xx, close]}, {fail: [2xx, fate], why: bad}"),
		{R("200")}, ALIGNED, false, FAIL, 0, "200, open: bad"},

	/* none does */
	{MUST, ONE("{pass: [400, close]}"), {R("200")}, FIN, false,
		FAIL, 0, "200, fin" NONE},
	{SHOULD, ONE("{pass: [400, close]}"), {R("200")}, FIN, false,
		WARN, 0, "200, fin" NONE},
	{MAY, ONE("{pass: [400, close]}"), {R("200")}, FIN, false,
		NOTE, 0, "200, fin" NONE},
	{HARDENING, ONE("{pass: [400, close]}"), {R("200")}, FIN, false,
		NOTE, 0, "200, fin" NONE},
	{MUST, ONE("{pass: [any, close]}"), {""}, UNSEEN, false,
		FAIL, 0, "silent" NONE},
	{MUST, ONE("{pass: [2xx, fate]}"), {R("200")}, SHIFTED, false,
		FAIL, 0, "200, shifted" NONE},

	/* what no canary has shown is no pass, and no less a miss */
	{MUST, ONE("{pass: [2xx, open]}"), {R("200")}, UNSEEN, false,
		NOTE, 0, "200, still open" UNPROVEN},
	{MUST, ONE("{pass: [2xx, fate]}"), {R("200")}, UNSEEN, false,
		NOTE, 0, "200, still open" UNPROVEN},
	{MUST, ONE("{pass: [2xx, fate]}"), {R("200")}, RST, false,
		PASS, 0, "200, reset" AS_EXPECTED},
	{MUST, ONE("{warn: [2xx, fate]}"), {R("200")}, UNSEEN, false,
		WARN, 0, "200, still open" WARNS},
	{MUST, ONE("{fail: [2xx, fate]}"), {R("200")}, UNSEEN, false,
		FAIL, 0, "200, still open" FAILS},
	{MUST, ONE("{pass: [{any: 2}]}"), {R("200")}, UNSEEN, false,
		PASS, 0, "200, still open" AS_EXPECTED},
	{MUST, ONE("{pass: [silent]}"), {""}, UNSEEN, false,
		PASS, 0, "silent" AS_EXPECTED},

	/* several expects: the first that does not pass decides */
	{MUST, TWO("{pass: [100]}", "{pass: [2xx, open]}"),
		{"HTTP/1.1 100 x\r\n\r\n", R("200")}, ALIGNED, false,
		PASS, 1, "200, open" AS_EXPECTED},
	{MUST, TWO("{pass: [100]}", "{pass: [2xx, open]}"),
		{"HTTP/1.1 100 x\r\n\r\n", R("400")}, ALIGNED, false,
		FAIL, 1, "400, open" NONE},
	{MUST, TWO("{pass: [100]}, {note: [2xx]}", "{pass: [2xx, open]}"),
		{R("200"), NULL}, UNSEEN, false,
		NOTE, 0, "200, still open" NOTED},
	{MUST, TWO("{pass: [silent]}", "{pass: [2xx, open]}"),
		{"", R("200")}, ALIGNED, false,
		PASS, 1, "200, open" AS_EXPECTED},
	{MUST, TWO("{pass: [silent]}", "{pass: [2xx, open]}"),
		{R("400"), NULL}, UNSEEN, false,
		FAIL, 0, "400, still open" NONE},
	/* or the one in which the connection closes */
	{MUST, TWO("{pass: [2xx, close]}", "{pass: [2xx, open]}"),
		{R("200"), NULL}, FIN, false,
		PASS, 0, "200, fin" AS_EXPECTED},
	{MUST, TWO("{pass: [2xx, fate]}", "{pass: [2xx, open]}"),
		{R("200"), NULL}, FIN, false,
		PASS, 0, "200, fin" AS_EXPECTED},
	{MUST, TWO("{pass: [2xx]}", "{pass: [2xx, open]}"),
		{R("200"), NULL}, FIN, false,
		NOTE, 0, "200, fin" CUT_SHORT},
	{MUST, TWO("{warn: [2xx]}", "{pass: [2xx, open]}"),
		{R("200"), NULL}, FIN, false,
		WARN, 0, "200, fin" WARNS},
	{MUST, TWO("{pass: [2xx]}", "{pass: [2xx, fate]}"),
		{R("200"), R("200")}, FIN, false,
		PASS, 1, "200, fin" AS_EXPECTED},
	{MUST, TWO("{pass: [2xx]}", "{pass: [2xx, fate]}"),
		{R("200"), ""}, RST, false,
		FAIL, 1, "reset" NONE},

	/* an early answer decides nothing, unless the exchange got out of step */
	{MUST, ONE("{pass: [400, close]}"), {R("400")}, FIN, true,
		NOTE, 0, "400 (early), fin" EARLY},
	{MUST, ONE("{pass: [400, close]}"), {R("200")}, ALIGNED, true,
		NOTE, 0, "200 (early), open" EARLY},
	{MUST, ONE("{fail: [2xx, fate]}"), {R("200")}, ALIGNED, true,
		NOTE, 0, "200 (early), open" EARLY},
	{MUST, ONE("{pass: [2xx, open]}"), {R("200")}, SHIFTED, true,
		FAIL, 0, "200 (early), shifted" NONE},
	{SHOULD, ONE("{pass: [4xx, close]}, {fail: [2xx, shifted]}"),
		{R("200")}, SHIFTED, true,
		FAIL, 0, "200 (early), shifted" FAILS},
	{MUST, TWO("{pass: [2xx]}", "{pass: [2xx, fate]}"),
		{R("200"), R("200")}, FIN, true,
		NOTE, 1, "200 (early), fin" EARLY},
	/* that is: a whole final one */
	{MUST, ONE("{pass: [incomplete, close]}"), {HALF}, FIN, true,
		PASS, 0, "incomplete 200 (early), fin" AS_EXPECTED},
	{MUST, ONE("{pass: [close]}"), {"HTTP/1.1 100 x\r\n\r\n"}, FIN, true,
		PASS, 0, "100 (early), fin" AS_EXPECTED},
};
/* clang-format on */

/* The last send comes before the answer to it, unless that is early. */
static void
play_expect(struct trace *t, const char *came, bool early)
{
	if (!early)
		trace_items_sent(t, "GET / HTTP/1.1\r\n\r\n");
	trace_items_came(t, came, strlen(came), SIZE_MAX);
	if (early)
		trace_items_sent(t, "GET / HTTP/1.1\r\n\r\n");
}

static struct trace *
play(const struct row *row)
{
	struct trace *t = trace_new();
	bool goes_on = row->came[1] != NULL;

	assert_non_null(t);
	play_expect(t, row->came[0], row->early && !goes_on);
	if (goes_on) {
		trace_next_expect(t);
		play_expect(t, row->came[1], row->early);
	}
	trace_ended(t, row->end, 1);
	return t;
}

static void
check(size_t i)
{
	const struct row *row = &rows[i];
	const struct case_text text = {
		.level = row->level, .steps = row->steps};
	struct test_case *c = case_text_read(&text);
	struct trace *t = play(row);
	struct judgement j;

	judge_play(c, NULL, t, ~0u, &j);
	if (j.verdict != row->verdict)
		fail_msg("row %zu: %s instead of %s (%s)", i,
			verdict_name(j.verdict), verdict_name(row->verdict),
			j.reason);
	assert_string_equal(j.reason, row->reason);
	assert_int_equal(j.expect, row->expect);
	assert_int_equal(j.outcome == NULL,
		strstr(j.reason, NONE) != NULL ||
			strstr(j.reason, EARLY) != NULL);
	trace_free(t);
	case_free(c);
}

static void
test_verdicts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check(i);
}

/* Whatever came, the sentence fits, and ends. */
static void
test_long_reason(void **state)
{
	struct octets came = {0};
	struct test_case *c = hand_case("{pass: [400, close]}");
	struct trace *t;
	struct judgement j;

	(void)state;
	assert_true(octets_repeat(&came, R("200"), sizeof(R("200")) - 1, 200));
	assert_true(octets_append(&came, "", 1));
	t = hand_trace((const char *)came.at, TRACE_FIN);
	judge_play(c, NULL, t, 0, &j);
	assert_int_equal(j.verdict, VERDICT_FAIL);
	assert_int_equal(strlen(j.reason), sizeof(j.reason) - 1);
	octets_free(&came);
	trace_free(t);
	case_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_verdicts),
		cmocka_unit_test(test_long_reason),
	};

	return cmocka_run_group_tests(tests, case_text_set_up,
		case_text_tear_down);
}

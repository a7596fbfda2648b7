/*
 * A miss is believed once a replay alone gives it again, and nothing is behind
 * it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "run/confirm.h"
#include "tests/play/case_text.h"
#include "tests/play/stage.h"

#define CASE                                                  \
	"{send: [\"POST /case HTTP/1.1\\r\\nHost: h\\r\\n\"," \
	" \"Content-Length: 5\\r\\n\\r\\n\", \"hello\"]},"    \
	"{expect: [{pass: [400, close]}, {warn: [close]}]}"
#define BAD                                                            \
	"HTTP/1.1 400 x\r\nConnection: close\r\nContent-Length: 0\r\n" \
	"\r\n"
#define OK                                                             \
	"HTTP/1.1 200 x\r\nConnection: close\r\nContent-Length: 0\r\n" \
	"\r\n"

/* ---- the server ---- */

/* What it does with the plays of the case, one letter each; the last one goes
 * on. b: 400, o: 200, f: FIN, r: RST, s: silent. */
struct plan {
	const char *whole; /* of the message */
	char head;	   /* of its header section alone; 0: waits for more */
	bool mute;	   /* answers nobody else */
	size_t n;	   /* plays so far */
};

static void
act(struct peer_connection *c, char letter)
{
	switch (letter) {
	case 'b':
		peer_text(c, BAD);
		peer_fin(c);
		break;
	case 'o':
		peer_text(c, OK);
		peer_fin(c);
		break;
	case 'f':
		peer_fin(c);
		break;
	case 'r':
		peer_reset(c);
		break;
	default:
		break;
	}
}

static bool
ends_in(const struct octets *in, const char *text)
{
	size_t len = strlen(text);

	return in->len >= len && memcmp(in->at + in->len - len, text, len) == 0;
}

static void
came(struct peer_connection *c)
{
	struct plan *plan = c->peer->data;
	bool is_case = octets_find(&c->in, 0, "/case", 5) != SIZE_MAX;
	bool is_head = ends_in(&c->in, "\r\n\r\n");

	if (c->fin || c->reset)
		return;
	if (is_case && ends_in(&c->in, "hello"))
		act(c, plan->whole[plan->n + 1 < strlen(plan->whole)
					   ? plan->n++
					   : strlen(plan->whole) - 1]);
	else if (is_case && is_head)
		act(c, plan->head);
	else if (is_head && !plan->mute)
		act(c, 'o');
}

static const struct peer_manner manner = {.came = came};

/* ---- confirming ---- */

static const struct {
	enum level level;
	struct plan plan; /* the first play gives the miss */
	enum verdict before;
	bool disputed;
	bool gone; /* the result says so */
	enum verdict verdict;
	bool flaky;
	unsigned plays;
	const char *reason; /* NULL: whatever the judge says */
} rows[] = {
	/* the same again */
	{LEVEL_MUST, {"oo", 0, false, 0}, VERDICT_FAIL, false, false,
		VERDICT_FAIL, false, 2, NULL},
	{LEVEL_MUST, {"ff", 0, false, 0}, VERDICT_WARN, false, false,
		VERDICT_WARN, false, 2, NULL},
	/* another one, three times */
	{LEVEL_MUST, {"obbb", 0, false, 0}, VERDICT_FAIL, false, false,
		VERDICT_PASS, false, 4, NULL},
	{LEVEL_MUST, {"offf", 0, false, 0}, VERDICT_FAIL, false, false,
		VERDICT_WARN, false, 4, NULL},
	/* now this, now that */
	{LEVEL_MUST, {"obo", 0, false, 0}, VERDICT_FAIL, false, false,
		VERDICT_INCONCLUSIVE, true, 3,
		"flaky: replays of this case give different verdicts"},
	{LEVEL_MUST, {"obbo", 0, false, 0}, VERDICT_FAIL, false, false,
		VERDICT_INCONCLUSIVE, true, 4,
		"flaky: replays of this case give different verdicts"},
	/* disputed already: three times the same */
	{LEVEL_MUST, {"oooo", 0, false, 0}, VERDICT_FAIL, true, false,
		VERDICT_FAIL, false, 4, NULL},
	{LEVEL_MUST, {"oob", 0, false, 0}, VERDICT_FAIL, true, false,
		VERDICT_INCONCLUSIVE, true, 3,
		"flaky: replays of this case give different verdicts"},
	/* RST behind content that may not have been read: octet by octet, more
	 * shows */
	{LEVEL_MUST, {"rr", 'b', false, 0}, VERDICT_WARN, false, false,
		VERDICT_PASS, false, 3, NULL},
	{LEVEL_MUST, {"rr", 'o', false, 0}, VERDICT_WARN, false, false,
		VERDICT_FAIL, false, 3, NULL},
	{LEVEL_MUST, {"rr", 'f', false, 0}, VERDICT_WARN, false, false,
		VERDICT_WARN, false, 2, NULL},
	{LEVEL_MUST, {"rrr", 's', false, 0}, VERDICT_WARN, false, false,
		VERDICT_WARN, false, 2, NULL},
	{LEVEL_MUST, {"rrs", 's', false, 0}, VERDICT_WARN, false, false,
		VERDICT_INCONCLUSIVE, false, 2,
		"reset behind octets that were not read: an answer may have "
		"been lost"},

	/* silence counts while others are answered */
	{LEVEL_MUST, {"ss", 0, false, 0}, VERDICT_FAIL, false, false,
		VERDICT_FAIL, false, 2, NULL},
	{LEVEL_SHOULD, {"ss", 0, false, 0}, VERDICT_WARN, false, false,
		VERDICT_WARN, false, 2, NULL},
	{LEVEL_MUST, {"ss", 0, true, 0}, VERDICT_FAIL, false, true,
		VERDICT_INCONCLUSIVE, false, 2,
		"silent, but a control on another connection was not answered "
		"either"},
};

static void
check(size_t i)
{
	const struct case_text text = {.level = rows[i].level, .steps = CASE};
	struct test_case *c = case_text_read(&text);
	const struct control_list no_controls = {0};
	struct plan plan = rows[i].plan;
	struct result r = {.test_case = c};
	struct stage s;
	bool alive;

	stage_open(&s, &manner, &plan);
	if (strchr(plan.whole, 's') != NULL || plan.head == 's')
		s.context.timing.answer_ms = 150;
	confirm_take(&r, &s.context, stage_trace(&s, c));
	assert_int_equal(r.judgement.verdict, rows[i].before);
	alive = confirm_result(&r, &s.context, &no_controls, rows[i].disputed,
		NULL);
	if (r.judgement.verdict != rows[i].verdict)
		fail_msg("row %zu: %s: %s", i,
			verdict_name(r.judgement.verdict), r.judgement.reason);
	assert_int_equal(alive, !rows[i].gone);
	assert_int_equal(r.flaky, rows[i].flaky);
	assert_int_equal(r.plays, rows[i].plays);
	if (rows[i].reason != NULL)
		assert_string_equal(r.judgement.reason, rows[i].reason);
	trace_free(r.trace);
	stage_close(&s);
	case_free(c);
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check(i);
}

/* A target that is gone leaves the result as it was. */
static void
test_gone(void **state)
{
	struct test_case *c = case_text_steps(CASE);
	const struct control_list no_controls = {0};
	struct plan plan = {.whole = "o"};
	struct result r = {.test_case = c};
	struct stage s;

	(void)state;
	stage_open(&s, &manner, &plan);
	confirm_take(&r, &s.context, stage_trace(&s, c));
	peer_die(&s.peer);
	assert_false(confirm_result(&r, &s.context, &no_controls, false, NULL));
	assert_int_equal(r.judgement.verdict, VERDICT_FAIL);
	assert_int_equal(r.plays, 1);
	trace_free(r.trace);
	stage_close(&s);
	case_free(c);
}

/* Where nothing came, the next play waits longer. */
static void
test_patience(void **state)
{
	static const struct {
		enum trace_end end;
		unsigned patience;
	} ends[] = {
		{TRACE_FIN, 1},
		{TRACE_RESET, 1},
		{TRACE_ALIGNED, 1},
		{TRACE_UNSEEN, 3},
		{TRACE_SHIFTED, 3},
		{TRACE_DEAD, 3},
	};
	const struct play_context context = {.timing.quiet_ms = 100};
	struct result r = {.trace = NULL};

	(void)state;
	assert_int_equal(confirm_spec(&r, &context).patience, 1);
	r.trace = trace_new();
	assert_non_null(r.trace);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		trace_ended(r.trace, ends[i].end, 1);
		assert_int_equal(confirm_spec(&r, &context).patience,
			ends[i].patience);
	}
	trace_free(r.trace);
}

/* So it does where an answer took long beside the quiet period. */
static void
test_slow(void **state)
{
	static const struct {
		uint64_t us;
		unsigned patience;
	} answers[] = {{20000, 1}, {30000, 3}};

	(void)state;
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		const struct play_context context = {.timing.quiet_ms = 100};
		struct result r = {.trace = trace_new()};

		assert_non_null(r.trace);
		assert_true(trace_sent(r.trace, "G", 1, true, 0));
		assert_true(trace_received(r.trace, "H", 1, answers[i].us));
		trace_ended(r.trace, TRACE_ALIGNED, 200000);
		assert_int_equal(confirm_spec(&r, &context).patience,
			answers[i].patience);
		trace_free(r.trace);
	}
}

/* So it is where something came that was too late for the expect before. */
static void
test_late(void **state)
{
	static const struct {
		size_t expects[2]; /* of two items */
		bool late;
	} rows_late[] = {
		{{0, 0}, false},
		{{0, 1}, false},
		{{1, 1}, true},
		{{0, 2}, true},
	};
	struct result r = {.trace = trace_new()};

	(void)state;
	assert_non_null(r.trace);
	r.trace->items = calloc(2, sizeof(*r.trace->items));
	assert_non_null(r.trace->items);
	r.trace->n_items = 2;
	trace_ended(r.trace, TRACE_FIN, 1);
	for (size_t i = 0; i < sizeof(rows_late) / sizeof(*rows_late); i++) {
		for (size_t k = 0; k < 2; k++)
			r.trace->items[k].expect = rows_late[i].expects[k];
		assert_int_equal(confirm_rests_on_waiting(&r),
			rows_late[i].late);
	}
	trace_free(r.trace);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_gone),
		cmocka_unit_test(test_patience),
		cmocka_unit_test(test_slow),
		cmocka_unit_test(test_late),
	};

	return cmocka_run_group_tests(tests, case_text_set_up,
		case_text_tear_down);
}

#include "fixture.h"

#include "report/actions.h"

static struct step steps_plain[] = {
	{.kind = STEP_SEND}, {.kind = STEP_HALF_CLOSE}, {.kind = STEP_EXPECT}};
static struct step steps_pause[] = {{.kind = STEP_SEND},
	{.kind = STEP_PAUSE, .pause_ms = 20},
	{.kind = STEP_PAUSE, .pause_ms = 30}, {.kind = STEP_HALF_CLOSE},
	{.kind = STEP_EXPECT}};
static struct step steps_later[] = {{.kind = STEP_PAUSE, .pause_ms = 20},
	{.kind = STEP_SEND}, {.kind = STEP_EXPECT}, {.kind = STEP_HALF_CLOSE},
	{.kind = STEP_EXPECT}};
static struct step steps_reset[] = {{.kind = STEP_SEND},
	{.kind = STEP_PAUSE, .pause_ms = 20}, {.kind = STEP_RESET},
	{.kind = STEP_EXPECT}};

#define CASE(steps)                                       \
	{                                                 \
		steps, sizeof(steps) / sizeof((steps)[0]) \
	}

struct row {
	struct {
		struct step *steps;
		size_t n;
	} played;
	bool half_closed;
	enum trace_end end;
	enum action_kind
		kind; /* of the last action; a send: there is no other */
	size_t received;
	uint64_t pause_us;
};

static const struct row rows[] = {
	{CASE(steps_plain), false, TRACE_FIN, ACTION_SEND, 27, 100000},
	{CASE(steps_plain), true, TRACE_FIN, ACTION_FIN, 0, 0},
	{CASE(steps_pause), true, TRACE_FIN, ACTION_FIN, 0, 50000},
	{CASE(steps_later), true, TRACE_FIN, ACTION_FIN, 27, 0},
	{CASE(steps_reset), false, TRACE_ALIVE, ACTION_RESET, 0, 20000},
	{CASE(steps_reset), false, TRACE_DEAD, ACTION_RESET, 0, 20000},
	{{NULL, 0}, true, TRACE_FIN, ACTION_FIN, 0, 0},
};

/* Two sends at once, an answer, and a third. */
static struct trace *
play(const struct row *row)
{
	struct trace *t = trace_new();

	assert_non_null(t);
	assert_true(trace_sent(t, "ab", 2, false, 100));
	assert_true(trace_sent(t, "c", 1, true, 200));
	assert_true(trace_received(t, "HTTP/1.1 204 No Content\r\n\r\n", 27,
		9000));
	assert_true(trace_sent(t, "d", 1, true, 109000));
	t->half_closed = row->half_closed;
	trace_ended(t, row->end, 200000);
	return t;
}

static void
check(const struct action *a, enum action_kind kind, size_t off, size_t len,
	size_t received, uint64_t pause_us)
{
	assert_int_equal(a->kind, kind);
	assert_int_equal(a->off, off);
	assert_int_equal(a->len, len);
	assert_int_equal(a->received, received);
	assert_int_equal(a->pause_us, pause_us);
}

static void
check_row(const struct row *row)
{
	const struct test_case c = {
		.steps = row->played.steps, .n_steps = row->played.n};
	struct trace *t = play(row);
	struct action a;
	size_t i = 0;

	assert_true(actions_next(t, &c, &i, &a));
	check(&a, ACTION_SEND, 0, 2, 0, 0);
	assert_true(actions_next(t, &c, &i, &a));
	check(&a, ACTION_SEND, 2, 1, 0, 50000);
	assert_true(actions_next(t, &c, &i, &a));
	check(&a, ACTION_SEND, 3, 1, 27, 100000);
	if (row->kind != ACTION_SEND) {
		assert_true(actions_next(t, &c, &i, &a));
		check(&a, row->kind, 0, 0, row->received, row->pause_us);
	}
	assert_false(actions_next(t, &c, &i, &a));
	trace_free(t);
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(&rows[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests_name("actions", tests, NULL, NULL);
}

/*
 * In which order a run plays, how often, and when it has seen enough.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "run/order.h"
#include "tests/run/crew.h"

static void
test_shuffle(void **state)
{
	struct crew_plan plans[] = {
		{"a", "b", 0},
		{"b", "b", 0},
		{"c", "b", 0},
		{"d", "b", 0},
		{"e", "b", 0},
		{"f", "b", 0},
		{NULL, NULL, 0},
	};
	size_t order[6];
	struct crew w;

	(void)state;
	order_fill(order, 6);
	order_shuffle(order, 6, 99);
	crew_begin(&w, plans, 1);
	w.replay.shuffle = true;
	w.replay.seed = 99;
	assert_int_equal(replay_run(&w.replay), REPLAY_DONE);
	assert_int_equal(w.n_progress, 6);
	for (size_t i = 0; i < 6; i++)
		assert_ptr_equal(w.told[i], &w.run.results[order[i]]);
	crew_end(&w);
}

static void
check_rounds(const struct result *r, unsigned pass, unsigned warn,
	unsigned fail)
{
	assert_int_equal(r->rounds[VERDICT_PASS], pass);
	assert_int_equal(r->rounds[VERDICT_WARN], warn);
	assert_int_equal(r->rounds[VERDICT_FAIL], fail);
}

/* "wavers" passes the first round, fails the second, passes the third. */
static void
test_repeat(void **state)
{
	struct crew_plan plans[] = {
		{"refuses", "b", 0},
		{"accepts", "o", 0},
		{"wavers", "boob", 0},
		{"worsens", "ffo", 0},
		{NULL, NULL, 0},
	};
	const struct result *r;
	struct crew w;

	(void)state;
	crew_begin(&w, plans, 2);
	w.replay.repeat = 3;
	assert_int_equal(replay_run(&w.replay), REPLAY_DONE);
	crew_is(&w, "refuses", VERDICT_PASS);
	r = crew_result(&w, "refuses");
	check_rounds(r, 3, 0, 0);
	assert_int_equal(r->plays, 3);
	crew_is(&w, "accepts", VERDICT_FAIL);
	r = crew_result(&w, "accepts");
	check_rounds(r, 0, 0, 3);
	assert_int_equal(r->plays, 6);
	assert_false(r->flaky);
	crew_is(&w, "wavers", VERDICT_INCONCLUSIVE);
	r = crew_result(&w, "wavers");
	check_rounds(r, 2, 0, 1);
	assert_true(r->flaky);
	assert_string_equal(r->judgement.reason,
		"flaky: of 3 rounds 2 pass, 1 fail");
	/* What is kept shows what went wrong. */
	assert_memory_equal(r->trace->in.at, "HTTP/1.1 200", 12);
	crew_is(&w, "worsens", VERDICT_INCONCLUSIVE);
	assert_string_equal(crew_result(&w, "worsens")->judgement.reason,
		"flaky: of 3 rounds 1 warn, 2 fail");
	assert_int_equal(w.n_progress, 12);
	assert_int_equal(w.run.n_rounds, 3);
	crew_end(&w);
}

/* What was a skip from the start is one in each round. */
static void
test_repeat_skip(void **state)
{
	struct crew_plan plans[] = {
		{"skipped", "oo", 0},
		{"refuses", "b", 0},
		{NULL, NULL, 0},
	};
	struct crew w;

	(void)state;
	crew_begin(&w, plans, 1);
	w.run.results[0].judgement.verdict = VERDICT_SKIP;
	w.replay.repeat = 2;
	assert_int_equal(replay_run(&w.replay), REPLAY_DONE);
	crew_is(&w, "skipped", VERDICT_SKIP);
	assert_int_equal(crew_result(&w, "skipped")->plays, 0);
	assert_false(crew_result(&w, "skipped")->flaky);
	assert_int_equal(plans[0].n, 0);
	assert_int_equal(crew_result(&w, "refuses")->plays, 2);
	crew_end(&w);
}

/* A round that was broken off tells only what is certain. */
static void
test_repeat_stopped(void **state)
{
	struct crew_plan plans[] = {
		{"a", "b", 0},
		{"b", "bo", 0},
		{"c", "b", 0},
		{NULL, NULL, 0},
	};
	struct crew w;

	(void)state;
	crew_begin(&w, plans, 1);
	w.replay.repeat = 3;
	w.stop_after = 5; /* b waits for its replay in the second round */
	assert_int_equal(replay_run(&w.replay), REPLAY_STOPPED);
	crew_is(&w, "a", VERDICT_PASS);
	check_rounds(crew_result(&w, "a"), 2, 0, 0);
	crew_is(&w, "b", VERDICT_PASS);
	check_rounds(crew_result(&w, "b"), 1, 0, 0);
	crew_is(&w, "c", VERDICT_PASS);
	assert_int_equal(w.run.n_rounds, 2);
	crew_end(&w);
}

/* "recovers" missed once and was not confirmed; that is not enough. */
static void
test_max_misses(void **state)
{
	struct crew_plan plans[] = {
		{"a-passes", "b", 0},
		{"b-recovers", "obbb", 0},
		{"c-accepts", "o", 0},
		{"d-closes", "f", 0},
		{"e-never", "o", 0},
		{"f-never", "b", 0},
		{NULL, NULL, 0},
	};
	struct crew w;

	(void)state;
	crew_begin(&w, plans, 1);
	crew_count_misses(&w, 2);
	assert_int_equal(replay_run(&w.replay), REPLAY_DONE);
	crew_is(&w, "a-passes", VERDICT_PASS);
	crew_is(&w, "b-recovers", VERDICT_PASS);
	crew_is(&w, "c-accepts", VERDICT_FAIL);
	crew_is(&w, "d-closes", VERDICT_WARN);
	crew_is(&w, "e-never", VERDICT_SKIP);
	crew_is(&w, "f-never", VERDICT_SKIP);
	assert_string_equal(crew_result(&w, "f-never")->judgement.reason,
		"not played: --max-fail 2");
	assert_int_equal(crew_result(&w, "f-never")->plays, 0);
	assert_int_equal(w.run.n_not_played, 2);
	crew_end(&w);
}

/* More than there are misses: all is played, and nothing said of it. */
static void
test_few_misses(void **state)
{
	struct crew_plan plans[] = {
		{"a", "o", 0},
		{"b", "b", 0},
		{"c", "b", 0},
		{NULL, NULL, 0},
	};
	struct crew w;

	(void)state;
	crew_begin(&w, plans, 2);
	crew_count_misses(&w, 2);
	assert_int_equal(replay_run(&w.replay), REPLAY_DONE);
	crew_is(&w, "a", VERDICT_FAIL);
	crew_is(&w, "b", VERDICT_PASS);
	crew_is(&w, "c", VERDICT_PASS);
	assert_int_equal(w.run.n_not_played, 0);
	crew_end(&w);
}

/* A miss of an earlier round counts on, and only once; another one ends the
 * run. */
static void
test_misses_of_rounds(void **state)
{
	struct crew_plan plans[] = {
		{"a", "oob", 0},
		{"b", "o", 0},
		{"c", "bo", 0},
		{"d", "b", 0},
		{NULL, NULL, 0},
	};
	struct crew w;

	(void)state;
	crew_begin(&w, plans, 1);
	crew_count_misses(&w, 3);
	w.replay.repeat = 5;
	assert_int_equal(replay_run(&w.replay), REPLAY_DONE);
	assert_int_equal(w.run.n_rounds, 2);
	crew_is(&w, "a", VERDICT_INCONCLUSIVE);
	check_rounds(crew_result(&w, "a"), 1, 0, 1);
	crew_is(&w, "b", VERDICT_FAIL);
	check_rounds(crew_result(&w, "b"), 0, 0, 2);
	crew_is(&w, "c", VERDICT_INCONCLUSIVE);
	crew_is(&w, "d", VERDICT_PASS);
	check_rounds(crew_result(&w, "d"), 1, 0, 0);
	assert_int_equal(w.run.n_not_played, 0);
	crew_end(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shuffle),
		cmocka_unit_test(test_repeat),
		cmocka_unit_test(test_repeat_skip),
		cmocka_unit_test(test_repeat_stopped),
		cmocka_unit_test(test_max_misses),
		cmocka_unit_test(test_few_misses),
		cmocka_unit_test(test_misses_of_rounds),
	};

	return cmocka_run_group_tests(tests, case_text_set_up,
		case_text_tear_down);
}

/*
 * A run of several cases against a target that lives.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/run/crew.h"

static void
test_verdicts(void **state)
{
	struct crew_plan plans[] = {
		{"refuses", "b", 0},
		{"accepts", "o", 0},
		{"closes", "f", 0},
		{"resets", "r", 0},
		{"wavers", "obob", 0},
		{"recovers", "obbb", 0},
		{NULL, NULL, 0},
	};
	struct crew w;

	(void)state;
	crew_begin(&w, plans, 4);
	assert_int_equal(replay_run(&w.replay), REPLAY_DONE);
	crew_is(&w, "refuses", VERDICT_PASS);
	assert_int_equal(crew_result(&w, "refuses")->plays, 1);
	crew_is(&w, "accepts", VERDICT_FAIL);
	assert_int_equal(crew_result(&w, "accepts")->plays, 2);
	crew_is(&w, "closes", VERDICT_WARN);
	assert_int_equal(crew_result(&w, "closes")->plays, 2);
	crew_is(&w, "resets", VERDICT_WARN);
	crew_is(&w, "wavers", VERDICT_INCONCLUSIVE);
	assert_true(crew_result(&w, "wavers")->flaky);
	crew_is(&w, "recovers", VERDICT_PASS);
	assert_false(crew_result(&w, "recovers")->flaky);
	assert_int_equal(w.n_progress, 6);
	assert_int_equal(w.replay.n_done, 6);
	assert_string_equal(w.replay.problem, "");
	crew_end(&w);
}

/* What a baseline says otherwise is played again, too. */
static void
test_known(void **state)
{
	static const struct known_deviation fails = {.verdict = VERDICT_FAIL};
	static const struct known_deviation varies = {
		.verdict = VERDICT_WARN, .varies = true};
	struct crew_plan plans[] = {
		{"known", "o", 0},
		{"mended", "b", 0},
		{"wavers", "bobo", 0},
		{"varies", "b", 0},
		{NULL, NULL, 0},
	};
	struct crew w;

	(void)state;
	crew_begin(&w, plans, 4);
	for (size_t i = 0; i < w.run.n_results; i++)
		w.run.results[i].known = &fails;
	w.run.results[3].known = &varies;
	assert_int_equal(replay_run(&w.replay), REPLAY_DONE);
	crew_is(&w, "known", VERDICT_FAIL);
	crew_is(&w, "mended", VERDICT_PASS);
	assert_int_equal(crew_result(&w, "mended")->plays, 2);
	assert_ptr_equal(crew_result(&w, "mended")->known, &fails);
	crew_is(&w, "wavers", VERDICT_INCONCLUSIVE);
	assert_true(crew_result(&w, "wavers")->flaky);
	crew_is(&w, "varies", VERDICT_PASS);
	assert_int_equal(crew_result(&w, "varies")->plays, 1);
	crew_end(&w);
}

/* Any number at once gives the same verdicts. */
static void
test_jobs(void **state)
{
	static const unsigned jobs[] = {1, 2, 64};

	(void)state;
	for (size_t i = 0; i < sizeof(jobs) / sizeof(jobs[0]); i++) {
		struct crew_plan plans[] = {
			{"a", "b", 0},
			{"b", "o", 0},
			{"c", "b", 0},
			{"d", "f", 0},
			{NULL, NULL, 0},
		};
		struct crew w;

		crew_begin(&w, plans, jobs[i]);
		assert_int_equal(replay_run(&w.replay), REPLAY_DONE);
		crew_is(&w, "a", VERDICT_PASS);
		crew_is(&w, "b", VERDICT_FAIL);
		crew_is(&w, "c", VERDICT_PASS);
		crew_is(&w, "d", VERDICT_WARN);
		crew_end(&w);
	}
}

/* What was a skip from the start is told of, and not played. */
static void
test_skips(void **state)
{
	struct crew_plan plans[] = {
		{"skipped", "o", 0},
		{"routeless", "o", 0},
		{NULL, NULL, 0},
	};
	struct crew w;

	(void)state;
	crew_begin(&w, plans, 2);
	w.run.results[0].judgement.verdict = VERDICT_SKIP;
	case_free(w.cases[1]);
	w.cases[1] = case_text_steps("{send: [\"GET {{target:echo}}\"]},"
				     "{expect: [{pass: [close]}]}");
	w.run.results[1].test_case = w.cases[1];
	w.stage.context.values.routes[ROUTE_ECHO] = NULL;
	assert_int_equal(replay_run(&w.replay), REPLAY_DONE);
	assert_int_equal(crew_result(&w, "skipped")->plays, 0);
	crew_is(&w, "routeless", VERDICT_SKIP);
	assert_string_equal(crew_result(&w, "routeless")->judgement.reason,
		"the target lacks a route that the case names");
	assert_int_equal(w.n_progress, 2);
	crew_end(&w);
}

#define GET(path) \
	"{send: [\"GET /" path " HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n\"]},"
#define TWICE(path)                       \
	GET(path)                         \
	"{expect: [{pass: [2xx]}]}," GET( \
		path) "{expect: [{pass: [2xx, fate]}, {note: [close]}]}"

/* Of what was perhaps an answer the end alone came. */
#define ONCE(path) \
	GET(path)  \
	"{expect: [{pass: [400, close]}, {note: [close]}]}"

/* A note that rests on a close before the last exchange, or on an end in the
 * place of an answer, is played again. */
static void
test_cut_short(void **state)
{
	static const char *const steps[] = {TWICE("short"), TWICE("shut"),
		ONCE("erased"), ONCE("reset"), ONCE("late"), ONCE("mute"),
		GET("dropped") "{expect: [{pass: [reset]}, {warn: [400, close]}]}"};
	struct crew_plan plans[] = {
		{"short", "ofo", 0},
		{"shut", "ofofof", 0},
		{"erased", "rb", 0},
		{"reset", "r", 0},
		{"late", "fb", 0},
		{"mute", "f", 0},
		{"dropped", "r", 0},
		{NULL, NULL, 0},
	};
	struct crew w;

	(void)state;
	crew_begin(&w, plans, 2);
	for (size_t i = 0; i < 7; i++) {
		case_free(w.cases[i]);
		w.cases[i] = case_text_steps(steps[i]);
		w.run.results[i].test_case = w.cases[i];
	}
	assert_int_equal(replay_run(&w.replay), REPLAY_DONE);
	crew_is(&w, "short", VERDICT_PASS);
	crew_is(&w, "shut", VERDICT_NOTE);
	assert_int_equal(crew_result(&w, "shut")->plays, 2);
	crew_is(&w, "erased", VERDICT_PASS);
	crew_is(&w, "reset", VERDICT_NOTE);
	assert_int_equal(crew_result(&w, "reset")->plays, 2);
	crew_is(&w, "late", VERDICT_PASS);
	crew_is(&w, "mute", VERDICT_NOTE);
	assert_int_equal(crew_result(&w, "mute")->plays, 2);
	crew_is(&w, "dropped", VERDICT_PASS);
	assert_int_equal(crew_result(&w, "dropped")->plays, 2);
	crew_end(&w);
}

/* Silence is a miss that counts only while others are answered. */
static void
test_silence(void **state)
{
	struct crew_plan plans[] = {
		{"silent", "s", 0},
		{"fine", "b", 0},
		{NULL, NULL, 0},
	};
	struct crew w;

	(void)state;
	crew_begin(&w, plans, 2);
	w.stage.context.timing.answer_ms = 200;
	assert_int_equal(replay_run(&w.replay), REPLAY_DONE);
	crew_is(&w, "silent", VERDICT_FAIL);
	crew_is(&w, "fine", VERDICT_PASS);
	crew_end(&w);
}

/* What was played once only is left open. */
static void
test_stopped(void **state)
{
	struct crew_plan plans[] = {
		{"a", "b", 0},
		{"b", "o", 0},
		{"c", "b", 0},
		{"d", "b", 0},
		{NULL, NULL, 0},
	};
	struct crew w;

	(void)state;
	crew_begin(&w, plans, 1);
	w.stop_after = 2; /* a and c; b waits for its replay */
	assert_int_equal(replay_run(&w.replay), REPLAY_STOPPED);
	crew_is(&w, "a", VERDICT_PASS);
	crew_is(&w, "b", VERDICT_INCONCLUSIVE);
	crew_is(&w, "c", VERDICT_PASS);
	crew_is(&w, "d", VERDICT_ERROR);
	assert_int_equal(crew_result(&w, "d")->plays, 0);
	crew_end(&w);
}

/* More than a trace can hold ends the run, instead of being tried for ever. */
static void
test_no_memory(void **state)
{
#define LARGE "{send: [{repeat: \"x\", times: 20000000}]},"
	struct crew_plan plans[] = {{"large", "b", 0}, {NULL, NULL, 0}};
	struct crew w;

	(void)state;
	crew_begin(&w, plans, 1);
	case_free(w.cases[0]);
	w.cases[0] = case_text_steps(LARGE LARGE LARGE LARGE
		"{expect: [{pass: [close]}]}");
	w.run.results[0].test_case = w.cases[0];
	assert_int_equal(replay_run(&w.replay), REPLAY_NO_MEMORY);
	crew_end(&w);
}

static void
test_none(void **state)
{
	struct crew_plan plans[] = {{NULL, NULL, 0}};
	struct crew w;

	(void)state;
	crew_begin(&w, plans, 1);
	assert_int_equal(replay_run(&w.replay), REPLAY_DONE);
	assert_int_equal(w.stage.peer.n_connections, 0);
	crew_end(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_verdicts),
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_jobs),
		cmocka_unit_test(test_skips),
		cmocka_unit_test(test_cut_short),
		cmocka_unit_test(test_silence),
		cmocka_unit_test(test_stopped),
		cmocka_unit_test(test_no_memory),
		cmocka_unit_test(test_none),
	};

	return cmocka_run_group_tests(tests, case_text_set_up,
		case_text_tear_down);
}

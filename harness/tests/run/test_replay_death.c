/*
 * A run against a target that dies: the case that kills it is named, and no
 * other is blamed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/run/crew.h"

#define CRASH "crash or hang: the target died of this case"

/* Wherever it stands, and however many run beside it. */
static void
play_killer(size_t at, char how, unsigned jobs)
{
	static const char *const names[] = {"a", "b", "c", "d", "e", "f"};
	const char does[] = {how, '\0'};
	struct crew_plan plans[7];
	struct crew w;

	for (size_t i = 0; i < 6; i++)
		plans[i] = (struct crew_plan){names[i], "b", 0};
	plans[at].does = does;
	plans[6] = (struct crew_plan){NULL, NULL, 0};
	crew_begin(&w, plans, jobs);
	crew_can_restart(&w);
	if (how == 'h')
		w.stage.context.timing.answer_ms = 150;
	assert_int_equal(replay_run(&w.replay), REPLAY_DONE);
	for (size_t i = 0; i < 6; i++)
		crew_is(&w, names[i], i == at ? VERDICT_FAIL : VERDICT_PASS);
	assert_string_equal(crew_result(&w, names[at])->judgement.reason,
		CRASH);
	assert_true(w.n_restarts > 0);
	crew_end(&w);
}

static void
test_dies(void **state)
{
	static const size_t places[] = {0, 2, 5};

	(void)state;
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		play_killer(places[i], 'd', 1);
		play_killer(places[i], 'd', 3);
	}
	play_killer(2, 'd', 16);
}

static void
test_hangs(void **state)
{
	(void)state;
	play_killer(1, 'h', 2);
	play_killer(5, 'h', 2);
}

/* Two of them. */
static void
test_killers(void **state)
{
	struct crew_plan plans[] = {
		{"a", "d", 0},
		{"b", "b", 0},
		{"c", "d", 0},
		{"d", "o", 0},
		{NULL, NULL, 0},
	};
	struct crew w;

	(void)state;
	crew_begin(&w, plans, 2);
	crew_can_restart(&w);
	assert_int_equal(replay_run(&w.replay), REPLAY_DONE);
	crew_is(&w, "a", VERDICT_FAIL);
	assert_string_equal(crew_result(&w, "a")->judgement.reason, CRASH);
	crew_is(&w, "b", VERDICT_PASS);
	crew_is(&w, "c", VERDICT_FAIL);
	assert_string_equal(crew_result(&w, "c")->judgement.reason, CRASH);
	crew_is(&w, "d", VERDICT_FAIL);
	assert_string_not_equal(crew_result(&w, "d")->judgement.reason, CRASH);
	crew_end(&w);
}

/* It dies of the replay of a miss: the others that missed stay what they are. */
static void
test_dies_later(void **state)
{
	struct crew_plan plans[] = {
		{"a", "o", 0},
		{"b", "od", 0},
		{"c", "o", 0},
		{NULL, NULL, 0},
	};
	struct crew w;

	(void)state;
	crew_begin(&w, plans, 1);
	crew_can_restart(&w);
	assert_int_equal(replay_run(&w.replay), REPLAY_DONE);
	crew_is(&w, "a", VERDICT_FAIL);
	assert_string_not_equal(crew_result(&w, "a")->judgement.reason, CRASH);
	crew_is(&w, "b", VERDICT_FAIL);
	assert_string_equal(crew_result(&w, "b")->judgement.reason, CRASH);
	crew_is(&w, "c", VERDICT_FAIL);
	assert_string_not_equal(crew_result(&w, "c")->judgement.reason, CRASH);
	crew_end(&w);
}

/* Once, and never again: nobody is blamed. */
static void
test_dies_once(void **state)
{
	struct crew_plan plans[] = {
		{"a", "b", 0},
		{"b", "db", 0},
		{"c", "b", 0},
		{NULL, NULL, 0},
	};
	struct crew w;

	(void)state;
	crew_begin(&w, plans, 1);
	crew_can_restart(&w);
	assert_int_equal(replay_run(&w.replay), REPLAY_DONE);
	crew_is(&w, "a", VERDICT_PASS);
	crew_is(&w, "b", VERDICT_PASS);
	crew_is(&w, "c", VERDICT_PASS);
	assert_int_equal(w.n_restarts, 1);
	crew_end(&w);
}

/* Nobody can start it again: the run ends, and names who may have done it. */
static void
test_no_restart(void **state)
{
	struct crew_plan plans[] = {
		{"a", "b", 0},
		{"b", "d", 0},
		{"c", "b", 0},
		{"d", "b", 0},
		{NULL, NULL, 0},
	};
	struct crew w;

	(void)state;
	crew_begin(&w, plans, 1);
	assert_int_equal(replay_run(&w.replay), REPLAY_TARGET_DIED);
	assert_string_equal(w.replay.problem,
		"the target died of one of these cases: server/crew/c, "
		"server/crew/b");
	crew_is(&w, "a", VERDICT_PASS);
	crew_is(&w, "b", VERDICT_INCONCLUSIVE);
	assert_int_equal(crew_result(&w, "d")->plays, 0);
	crew_end(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dies),
		cmocka_unit_test(test_hangs),
		cmocka_unit_test(test_killers),
		cmocka_unit_test(test_dies_later),
		cmocka_unit_test(test_dies_once),
		cmocka_unit_test(test_no_restart),
	};

	return cmocka_run_group_tests(tests, case_text_set_up,
		case_text_tear_down);
}

#include "fixture.h"

#include <string.h>

/* Verdicts in the order of the enum: pass warn fail note skip inconclusive
 * error; '#' stops. */
struct row {
	const char *gate;
	const char *tagged; /* a case with the tag smuggling */
	const char *untagged;
};

static const struct row rows[] = {
	{"must", "..#...#", "..#...#"},
	{"should", ".##...#", ".##...#"},
	{"any", ".###..#", ".###..#"},
	{"smuggling", ".##....", "......."},
	{"must,smuggling", ".##...#", "..#...#"},
	{"dos,smuggling,must", ".##...#", "..#...#"},
	{"must,any", ".###..#", ".###..#"},
	{"dos", ".......", "......."},
};

static void
check(const struct gate *g, const struct test_case *c, const char *wanted)
{
	for (int v = 0; v < N_VERDICTS; v++) {
		const struct result r = {
			.test_case = c,
			.judgement = {.verdict = (enum verdict)v},
		};

		if (gate_stops(g, &r) != (wanted[v] == '#'))
			fail_msg("%s", verdict_name((enum verdict)v));
	}
}

static void
test_decisions(void **state)
{
	static const char *tags[] = {"cve-2020-0001", "smuggling"};
	const struct test_case tagged = {.tags = tags, .n_tags = 2};
	const struct test_case untagged = {.n_tags = 0};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *message = NULL;
		struct gate *g = gate_new(rows[i].gate, &message);

		assert_non_null(g);
		check(g, &tagged, rows[i].tagged);
		check(g, &untagged, rows[i].untagged);
		gate_free(g);
	}
}

/* The same of a split variance that came to the verdict. */
static const struct row variance_rows[] = {
	{"must", "..#...#", "..#...#"},
	{"should", ".##...#", ".##...#"},
	{"any", "#######", "#######"},
	{"split-variance", "#######", "#######"},
	{"must,split-variance", "#######", "#######"},
	{"smuggling", ".##....", "......."},
};

static void
check_variance(const struct gate *g, const struct test_case *c,
	const char *wanted)
{
	const struct result whole = {.test_case = c};

	for (int v = 0; v < N_VERDICTS; v++) {
		struct split_variance variance = {
			.result = &whole,
			.judgement = {.verdict = (enum verdict)v},
		};

		if (gate_stops_variance(g, &variance) != (wanted[v] == '#'))
			fail_msg("%s", verdict_name((enum verdict)v));
		variance.flaky = true;
		assert_false(gate_stops_variance(g, &variance));
		assert_false(gate_stops(g, &whole));
	}
}

static void
test_variances(void **state)
{
	static const char *tags[] = {"smuggling"};
	const struct test_case tagged = {.tags = tags, .n_tags = 1};
	const struct test_case untagged = {.n_tags = 0};

	(void)state;
	for (size_t i = 0; i < sizeof(variance_rows) / sizeof(variance_rows[0]);
		i++) {
		const char *message = NULL;
		struct gate *g = gate_new(variance_rows[i].gate, &message);

		assert_non_null(g);
		check_variance(g, &tagged, variance_rows[i].tagged);
		check_variance(g, &untagged, variance_rows[i].untagged);
		gate_free(g);
	}
}

/* Verdicts as above, of results that are known to be: nothing, a fail, a warn,
 * and one that varies. */
static const struct {
	const char *gate; /* NULL: any that is new */
	bool strict;
	const char *unknown;
	const char *fails;
	const char *warns;
	const char *varies;
} standing_rows[] = {
	{NULL, false, ".##...#", ".#....#", "..#...#", "......#"},
	{NULL, true, ".##..##", "##.####", "#.#####", "....#.#"},
	{"must", false, "..#...#", "......#", "..#...#", "......#"},
	{"smuggling", false, ".......", ".......", ".......", "......."},
	{"smuggling", true, ".....#.", "#..###.", "#..###.", "....#.."},
};

static void
check_standing(const struct gate *g, bool strict,
	const struct known_deviation *known, const char *wanted)
{
	static const struct test_case untagged = {.n_tags = 0};
	struct run_baseline baseline = {.strict = strict};
	const struct run run = {.baseline = &baseline};

	for (int v = 0; v < N_VERDICTS; v++) {
		const struct result r = {
			.test_case = &untagged,
			.judgement = {.verdict = (enum verdict)v},
			.plays = 1,
			.known = known,
		};

		baseline.is_other = false;
		if (gate_stops_standing(g, &run, &r) != (wanted[v] == '#'))
			fail_msg("%s", verdict_name((enum verdict)v));
		baseline.is_other = true;
		assert_false(gate_stops_standing(g, &run, &r));
	}
}

static void
test_standings(void **state)
{
	static const struct known_deviation fails = {.verdict = VERDICT_FAIL};
	static const struct known_deviation warns = {.verdict = VERDICT_WARN};
	static const struct known_deviation varies = {.varies = true};

	(void)state;
	for (size_t i = 0; i < sizeof(standing_rows) / sizeof(*standing_rows);
		i++) {
		const char *gate = standing_rows[i].gate;
		bool strict = standing_rows[i].strict;
		const char *message = NULL;
		struct gate *g = gate == NULL ? NULL : gate_new(gate, &message);

		check_standing(g, strict, NULL, standing_rows[i].unknown);
		check_standing(g, strict, &fails, standing_rows[i].fails);
		check_standing(g, strict, &warns, standing_rows[i].warns);
		check_standing(g, strict, &varies, standing_rows[i].varies);
		gate_free(g);
	}
}

/* What an interrupted run did not play says nothing. */
static void
test_not_played(void **state)
{
	static const struct known_deviation fails = {.verdict = VERDICT_FAIL};
	struct result r = {.judgement = {.verdict = VERDICT_ERROR}};

	(void)state;
	assert_int_equal(standing_of(&r), STANDING_NONE);
	r.known = &fails;
	assert_int_equal(standing_of(&r), STANDING_UNJUDGED);
}

static void
test_refused(void **state)
{
	static const char *const texts[] = {
		"",
		",",
		"must,",
		",must",
		"must,,any",
		"must, any",
		"Must",
		"smuggling;dos",
		"must\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const char *message = NULL;

		assert_null(gate_new(texts[i], &message));
		assert_string_equal(message, "expected must, should, any or "
					     "tags, separated by commas");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decisions),
		cmocka_unit_test(test_variances),
		cmocka_unit_test(test_standings),
		cmocka_unit_test(test_not_played),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests_name("gate", tests, NULL, NULL);
}

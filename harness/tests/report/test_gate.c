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
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests_name("gate", tests, NULL, NULL);
}

/*
 * A baseline and the cases: what is wrong between them, and which result gets
 * which entry.
 */
#include "suite_by_hand.h"

#include <string.h>

#include "baseline/pattern.h"

#define HEAD "target: t\ndeviations:\n"
#define ENTRY(cases, verdict, reason) \
	"  - {cases: [" cases "], verdict: " verdict ", reason: " reason "}\n"

static const struct {
	const char *text;
	const char *wanted;
} bad[] = {
	{HEAD ENTRY("server/a/plain", "fail", "it does so"), ""},
	{HEAD ENTRY("server/a/plain, server/a/*", "fail", "it does so"), ""},
	{HEAD ENTRY("server/a/plain", "fail", "TODO say it"),
		"3:54: expected the reason of the deviation, found `TODO say "
		"it`\n"},
	{HEAD ENTRY("server/a/*", "fail", "it does so")
			ENTRY("server/a/plain", "warn", "or so it is"),
		"4:14: expected a case that no other entry claims, found "
		"server/a/plain, which `server/a/*` in line 3 claims\n"},
	{HEAD ENTRY("server/a/three", "fail", "it does so")
			ENTRY("\"server/?/*[t*]\"", "fail", "or so it is"),
		"4:14: expected a case that no other entry claims, found "
		"server/a/three[two], which `server/a/three` in line 3 "
		"claims\n"},
};

static void
test_check(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct diagnostics d = {0};
		struct baseline *b = read_good(bad[i].text);

		assert_int_equal(baseline_check(b, &suite_by_hand, &d),
			*bad[i].wanted == '\0');
		same_diagnostics(&d, bad[i].wanted);
		diagnostics_free(&d);
		baseline_free(b);
	}
}

static void
test_stale(void **state)
{
	struct baseline *b = read_good(HEAD ENTRY("server/a/plain, server/gone",
		"fail", "it does so")
			ENTRY("\"server/c/*\"", "warn", "it does so"));
	struct stale stale[3];

	(void)state;
	assert_int_equal(baseline_count_patterns(b), 3);
	assert_int_equal(baseline_find_stale(b, &suite_by_hand, stale), 2);
	assert_string_equal(stale[0].pattern, "server/gone");
	assert_int_equal(stale[0].line, 3);
	assert_string_equal(stale[1].pattern, "server/c/*");
	assert_int_equal(stale[1].line, 4);
	baseline_free(b);
}

/* An id that a case had before is the one that it has now. */
static void
test_renamed(void **state)
{
	static const char names[] = "server/x/old server/a/plain\n"
				    "server/x/v server/a/three\n";
	const struct built_in file = {"RENAMED", names, sizeof(names) - 1};
	const struct files files = {.built_in = &file, .n_built_in = 1};
	struct baseline *b = read_good(
		HEAD ENTRY("server/x/old, \"server/x/v[two]\", \"server/x/*\", "
			   "server/b/other",
			"fail", "it does so"));
	struct diagnostics d = {0};
	const struct baseline_pattern *p = b->entries[0].patterns;
	struct stale stale[4];

	(void)state;
	assert_true(baseline_rename(b, &files, &d));
	assert_string_equal(p[0].text, "server/a/plain");
	assert_string_equal(p[0].old, "server/x/old");
	assert_string_equal(p[1].text, "server/a/three[two]");
	assert_string_equal(p[2].text, "server/x/*");
	assert_null(p[2].old);
	assert_null(p[3].old);
	assert_int_equal(baseline_find_stale(b, &suite_by_hand, stale), 1);
	diagnostics_free(&d);
	baseline_free(b);
}

/* Which of the six plays of all cases have an entry. */
static void
check_bound(const struct baseline *b, struct baseline_asked asked,
	const char *wanted)
{
	struct result results[6];
	struct run run = {.results = results};

	memset(results, 0, sizeof(results));
	for (size_t i = 0; i < suite_by_hand.n; i++) {
		const struct test_case *c = suite_by_hand.cases[i];

		for (size_t k = 0; k < pattern_plays(c); k++) {
			results[run.n_results].test_case = c;
			results[run.n_results++].variant =
				pattern_variant(c, k);
		}
	}
	baseline_bind(b, asked, &run);
	for (size_t i = 0; i < run.n_results; i++)
		assert_int_equal(results[i].known != NULL, wanted[i] == '#');
}

static void
test_bind(void **state)
{
	struct baseline *b =
		read_good(HEAD ENTRY("\"server/a/three[two]\", \"server/b/*\"",
			"fail", "it does so"));

	(void)state;
	check_bound(b, (struct baseline_asked){.slow = true}, "..#.##");
	check_bound(b, (struct baseline_asked){.dos = true}, "..#.#.");
	baseline_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_stale),
		cmocka_unit_test(test_renamed),
		cmocka_unit_test(test_bind),
	};

	return cmocka_run_group_tests_name("bind", tests, NULL, NULL);
}

/*
 * Baselines: what they say, and where they are wrong.
 */
#include "suite_by_hand.h"

#include <string.h>

#define HEAD "target: t\ndeviations:\n"

static void
test_all_keys(void **state)
{
	struct baseline *b = read_good("# a comment\n"
				       "target: some server\n"
				       "version: [\"1.0\", 1.*]\n"
				       "deviations:\n"
				       "  - cases: [server/a/plain, "
				       "\"server/a/three[*]\"]\n"
				       "    verdict: fail\n"
				       "    reason: it does not look\n"
				       "      at it\n"
				       "  - cases:\n"
				       "      - server/b/other\n"
				       "    verdict: warn\n"
				       "    reason: \"a word: another\"\n");

	(void)state;
	assert_string_equal(b->target, "some server");
	assert_int_equal(b->n_versions, 2);
	assert_string_equal(b->versions[1], "1.*");
	assert_int_equal(b->n_entries, 2);
	assert_int_equal(baseline_count_patterns(b), 3);
	assert_string_equal(b->entries[0].patterns[1].text,
		"server/a/three[*]");
	assert_int_equal(b->entries[0].patterns[1].line, 5);
	assert_int_equal(b->entries[0].patterns[1].column, 29);
	assert_int_equal(b->entries[0].known.verdict, VERDICT_FAIL);
	assert_string_equal(b->entries[0].known.reason,
		"it does not look at it");
	assert_int_equal(b->entries[1].known.verdict, VERDICT_WARN);
	assert_int_equal(b->entries[1].reason_line, 12);
	baseline_free(b);
}

static void
test_least(void **state)
{
	struct baseline *b = read_good("target: t\ndeviations: []\n");

	(void)state;
	assert_int_equal(b->n_entries, 0);
	assert_true(baseline_is_for(b, "any"));
	assert_true(baseline_is_for(b, ""));
	baseline_free(b);
}

static void
test_versions(void **state)
{
	struct baseline *b = read_good("target: t\nversion: \"x 1.2*\"\n"
				       "deviations: []\n");

	(void)state;
	assert_true(baseline_is_for(b, "x 1.2"));
	assert_true(baseline_is_for(b, "x 1.2-3 (Debian)"));
	assert_false(baseline_is_for(b, "x 1.3"));
	assert_false(baseline_is_for(b, ""));
	baseline_free(b);
}

#define ENTRY(cases, verdict, reason)                      \
	HEAD "  - cases: " cases "\n    verdict: " verdict \
	     "\n    reason: " reason "\n"

static const struct {
	const char *text;
	const char *wanted;
} bad[] = {
	{"", "1:1: expected a document, found nothing\n"},
	{"[]\n", "1:1: expected a baseline, found an empty list\n"},
	{"target: t\n",
		"1:1: expected a baseline with `deviations`, found none\n"},
	{"deviations: []\ntarget: t\n",
		"2:1: expected `target` before `deviations`, found it "
		"behind\n"},
	{"target: t\nverdicts: []\ndeviations: []\n",
		"2:1: expected a key of a baseline (`target`, `version`, "
		"`deviations`), found `verdicts`\n"},
	{"target: t\nversion: []\ndeviations: []\n",
		"2:10: expected a version, found an empty list\n"},
	{"target: t\nversion:\ndeviations: []\n",
		"2:9: expected a version, found nothing\n"},
	{"target: t\ndeviations: {}\n",
		"2:13: expected a list of deviations, found an empty map\n"},
	{HEAD "  - server/a/plain\n",
		"3:5: expected a deviation, found `server/a/plain`\n"},
	{ENTRY("server/a/plain", "fail", "it does so"),
		"3:12: expected a list of ids, found `server/a/plain`\n"},
	{ENTRY("[]", "fail", "it does so"),
		"3:12: expected a list of ids, found an empty list\n"},
	{ENTRY("[plain]", "fail", "it does so"),
		"3:13: expected the id of a case, found `plain`\n"},
	{ENTRY("[\"server/a b\"]", "fail", "it does so"),
		"3:13: expected the id of a case, found \"server/a b\"\n"},
	{ENTRY("[server/a]", "note", "it does so"),
		"4:14: expected `fail`, `warn` or `varies`, found `note`\n"},
	{ENTRY("[server/a]", "fail", "so what"),
		"5:13: expected a sentence that says why, found `so what`\n"},
	{ENTRY("[server/a]", "fail", ""),
		"5:12: expected a sentence, found nothing\n"},
	{HEAD "  - cases: [server/a]\n    verdict: fail\n",
		"3:5: expected a deviation with `reason`, found none\n"},
	{HEAD "  - cases: [server/a]\n    why: no\n    verdict: fail\n"
	      "    reason: it does so\n",
		"4:5: expected a key of a deviation (`cases`, `verdict`, "
		"`reason`), found `why`\n"},
};

static void
test_bad(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct diagnostics d = {0};
		const char *file;

		assert_null(read_text(bad[i].text, &file, &d));
		assert_string_equal(d.list[0].file, file);
		same_diagnostics(&d, bad[i].wanted);
		diagnostics_free(&d);
	}
}

static void
test_no_file(void **state)
{
	struct diagnostics d = {0};

	(void)state;
	assert_null(baseline_read("/nonexistent/baseline.yaml", &d));
	same_diagnostics(&d, "0:0: No such file or directory\n");
	diagnostics_free(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_keys),
		cmocka_unit_test(test_least),
		cmocka_unit_test(test_versions),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_no_file),
	};

	return cmocka_run_group_tests_name("read", tests, NULL, NULL);
}

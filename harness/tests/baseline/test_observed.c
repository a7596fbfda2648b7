/*
 * Reports as `assay baseline update` reads them.
 */
#include "suite_by_hand.h"

#include "baseline/observed.h"

#define TARGET "\"target\": {\"name\": \"t\", \"server\": \"s\", "
#define REPORT(target, results)                           \
	"{\"format\": 1, \"interrupted\": false, " target \
	", \"results\": " results "}\n"

static void
test_good(void **state)
{
	struct arena *arena = arena_new();
	struct observations o;
	struct diagnostics d = {0};

	(void)state;
	assert_true(observed_read(&o, arena,
		write_text(REPORT(TARGET "\"version\": \"1.0\"}",
			"[{\"id\": \"b\", \"verdict\": \"fail\", \"x\": "
			"\"\\u0000\"}, {\"id\": \"a[v]\", \"verdict\": "
			"\"pass\"}]")),
		&d));
	assert_string_equal(o.target, "t");
	assert_string_equal(o.version, "1.0");
	assert_int_equal(o.n, 2);
	assert_int_equal(observed_find(&o, "a[v]")->verdict, VERDICT_PASS);
	assert_int_equal(observed_find(&o, "b")->verdict, VERDICT_FAIL);
	assert_null(observed_find(&o, "c"));
	arena_free(arena);
}

/* Where there is no version command the Server field speaks. */
static void
test_version(void **state)
{
	struct arena *arena = arena_new();
	struct observations o;
	struct diagnostics d = {0};

	(void)state;
	assert_true(observed_read(&o, arena,
		write_text(REPORT("\"target\": {\"name\": null, \"server\": "
				  "\"s/2\", \"version\": \"\"}",
			"[]")),
		&d));
	assert_null(o.target);
	assert_string_equal(o.version, "s/2");
	assert_null(observed_find(&o, "a"));
	arena_free(arena);
}

static const struct {
	const char *text;
	const char *wanted;
} bad[] = {
	{"", "1:0: expected JSON: '[' or '{' expected near end of file\n"},
	{"[]", "0:0: expected a report with `format` 1, found something "
	       "else\n"},
	{"{\"format\": 2}", "0:0: expected a report with `format` 1, found "
			    "something else\n"},
	{"{\"format\": 1, \"interrupted\": true}",
		"0:0: expected a report of a run that was not interrupted, "
		"found something else\n"},
	{REPORT("\"target\": 1", "[]"),
		"0:0: expected a `target` with `server`, found something "
		"else\n"},
	{REPORT(TARGET "\"version\": \"\"}", "{}"),
		"0:0: expected a list of `results`, found something else\n"},
	{REPORT(TARGET "\"version\": \"\"}", "[1]"),
		"0:0: expected results with `id` and `verdict`, found "
		"something else\n"},
	{REPORT(TARGET "\"version\": \"\"}",
		 "[{\"id\": \"a\", \"verdict\": \"good\"}]"),
		"0:0: expected results with `id` and `verdict`, found "
		"something else\n"},
};

static void
test_bad(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct arena *arena = arena_new();
		struct observations o;
		struct diagnostics d = {0};

		assert_false(observed_read(&o, arena, write_text(bad[i].text),
			&d));
		same_diagnostics(&d, bad[i].wanted);
		diagnostics_free(&d);
		arena_free(arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_version),
		cmocka_unit_test(test_bad),
	};

	return cmocka_run_group_tests_name("observed", tests, NULL, NULL);
}

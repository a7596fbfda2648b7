#include "fixture.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is refused ---- */

static const struct {
	const char *json;
	const char *told;
} refused[] = {
	{"", "expected JSON, found: "},
	{"{\"format\": 1", "expected JSON, found: "},
	{"{\"format\": 1} x", "expected JSON, found: end of file expected"},
	{"{\"format\": 1, \"format\": 1}", "expected JSON, found: duplicate"},
	{"[]", "expected a report, an object, found an array"},
	{"{}", "format: expected 1, found nothing"},
	{"{\"format\": 2}", "format: expected 1, found 2"},
	{"{\"format\": \"1\"}", "format: expected 1, found \"1\""},
	{"{\"format\": 1, \"suite\": {}, \"results\": []}",
		"target: expected an object, found nothing"},
	{"{\"format\": 1, \"suite\": {}, \"target\": {}}",
		"results: expected an array, found nothing"},
	{REPORT("\"seconds\": -1, ", ""),
		"seconds: expected a number that is not negative, found -1"},
	{REPORT("\"interrupted\": \"no\", ", ""),
		"interrupted: expected true or false, found \"no\""},
	{REPORT("\"options\": [], ", ""),
		"options: expected an object, found an array"},
	{REPORT("\"calibration\": {\"capabilities\": [1]}, ", ""),
		"capabilities: expected a string, found 1"},
	{REPORT("", "7"), "results[0].id: expected a string, found nothing"},
	{REPORT("", "{\"id\": \"a\", \"level\": \"must\"}"),
		"results[0].verdict: expected one of pass warn fail note skip "
		"inconclusive error, found nothing"},
	{REPORT("", RESULT("a", "pass", "") ", " RESULT("b", "good", "")),
		"results[1].verdict: expected one of pass warn fail note skip "
		"inconclusive error, found \"good\""},
	{REPORT("", "{\"id\": \"a\", \"verdict\": \"pass\", \"level\": 1}"),
		"results[0].level: expected one of must should may hardening, "
		"found 1"},
	{REPORT("", RESULT("a\\u0000", "pass", "")),
		"results[0].id: expected a string without NUL, found \"a\""},
	{REPORT("", RESULT("[x]", "pass", "")),
		"results[0].id: expected the id of a case, found \"[x]\""},
	{REPORT("", RESULT("a", "pass", ", \"tags\": \"x\"")),
		"results[0].tags: expected an array, found \"x\""},
	{REPORT("", RESULT("a", "pass", ", \"flaky\": 1")),
		"results[0].flaky: expected true or false, found 1"},
	{REPORT("", RESULT("a", "fail", ", \"trace\": [{\"ms\": 1}]")),
		"results[0].trace[0].octets: expected a string, found nothing"},
	{REPORT("", RESULT("a", "fail", ", \"trace\": 1")),
		"results[0].trace: expected an array, found 1"},
	{REPORT("", RESULT("a", "pass", "") ", " RESULT("a", "pass", "")),
		"results: expected each id once, found \"a\" again"},
	/* By its new name it is there already. */
	{REPORT("", RESULT("server/old/a", "pass",
			    "") ", " RESULT("server/new/a", "pass", "")),
		"results: expected each id once, found \"server/new/a\" again"},
};

static void
test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct compare_report r;
		char *told;

		if (fixture_try(refused[i].json, &r, &told))
			fail_msg("accepted: %s", refused[i].json);
		if (strncmp(told, refused[i].told, strlen(refused[i].told)) !=
			0)
			fail_msg("%s\nand not: %s", told, refused[i].told);
		free(told);
		compare_report_free(&r);
	}
}

static void
test_deep_nesting(void **state)
{
	enum {
		DEPTH = 100000
	};
	char *json = malloc(DEPTH + 1);
	struct compare_report r;
	char *told;

	(void)state;
	assert_non_null(json);
	memset(json, '[', DEPTH);
	json[DEPTH] = '\0';
	assert_false(fixture_try(json, &r, &told));
	free(told);
	free(json);
	compare_report_free(&r);
}

/* ---- what is read ---- */

#define OPTIONS                                               \
	"\"options\": {\"jobs\": 128, \"quiet_ms\": 200, "    \
	"\"repeat\": 3, \"shard\": null}, \"calibration\": {" \
	"\"capabilities\": [\"echo\", \"head\"]}, \"new\": [{}], "

static void
test_run(void **state)
{
	struct compare_report r;

	(void)state;
	fixture_read(REPORT(OPTIONS, RESULT("b", "warn",
					     ", \"new\": 1") ", " RESULT("a",
					     "fail", ", \"flaky\": true")),
		&r);
	assert_string_equal(r.suite, "1.0");
	assert_string_equal(r.url, "http://127.0.0.1:8080/");
	assert_string_equal(r.name, "");
	assert_int_equal(r.n_results, 2);
	assert_string_equal(r.results[0].id, "a");
	assert_int_equal(r.counts[VERDICT_FAIL], 1);
	assert_int_equal(r.counts[VERDICT_WARN], 1);
	assert_int_equal(r.n_flaky, 1);
	assert_ptr_equal(compare_report_find(&r, "b"), &r.results[1]);
	assert_null(compare_report_find(&r, "c"));
	/* Without those that follow from the target's speed. */
	assert_int_equal(r.n_facts, 3);
	assert_string_equal(r.facts[0].name, "options.repeat");
	assert_string_equal(r.facts[0].value, "3");
	assert_string_equal(r.facts[2].name, "capability head");
	compare_report_free(&r);
}

static void
test_result(void **state)
{
	struct compare_report r;
	const struct compare_result *a;

	(void)state;
	fixture_read(
		REPORT("",
			RESULT("server/old/a[x]", "fail",
				", \"tags\": [\"t\", \"u\"], \"baseline\": "
				"{\"standing\": \"known\", \"reason\": \"old\"}, "
				"\"requires\": "
				"[\"9112-3-1\"], \"text\": \"told\", "
				"\"trace\": [{\"ms\": 1.5, \"out\": true, "
				"\"octets\": \"\\u0000\\u00e9\", "
				"\"octets_total\": 9}], \"trace_total\": 3")),
		&r);
	a = &r.results[0];
	assert_string_equal(a->id, "server/new/a[x]");
	assert_string_equal(a->case_id, "server/new/a");
	assert_string_equal(a->variant, "x");
	assert_string_equal(a->tags[1], "u");
	assert_string_equal(a->requires[0], "9112-3-1");
	assert_string_equal(a->text, "told");
	assert_string_equal(a->known, "old");
	assert_int_equal(a->n_segments, 1);
	assert_true(a->segments[0].out);
	assert_int_equal(a->segments[0].len, 3);
	assert_memory_equal(a->segments[0].octets, "\0\xc3\xa9", 3);
	assert_int_equal(a->segments[0].total, 9);
	assert_int_equal(a->trace_total, 3);
	compare_report_free(&r);
}

/* Of what is as it should be no wire is kept, and none is looked at. */
static void
test_no_wire(void **state)
{
	struct compare_report r;

	(void)state;
	fixture_read(REPORT("", RESULT("a", "note", ", \"trace\": 7")), &r);
	assert_int_equal(r.results[0].n_segments, 0);
	assert_string_equal(r.results[0].text, "");
	compare_report_free(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_deep_nesting),
		cmocka_unit_test(test_run),
		cmocka_unit_test(test_result),
		cmocka_unit_test(test_no_wire),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

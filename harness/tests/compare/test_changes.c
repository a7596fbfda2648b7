#include "fixture.h"

#include <string.h>

#include "compare/changes.h"

/* ---- kinds ---- */

static const struct {
	const char *before; /* "": not there */
	const char *after;
	int kind; /* -1: no change */
} kinds[] = {
	{"pass", "pass", -1},
	{"pass", "note", CHANGE_OTHER},
	{"note", "pass", CHANGE_OTHER},
	{"pass", "warn", CHANGE_REGRESSION},
	{"note", "warn", CHANGE_REGRESSION},
	{"pass", "fail", CHANGE_REGRESSION},
	{"warn", "fail", CHANGE_REGRESSION},
	{"fail", "warn", CHANGE_FIX},
	{"fail", "note", CHANGE_FIX},
	{"warn", "pass", CHANGE_FIX},
	{"fail", "fail", -1},
	{"pass", "skip", CHANGE_OTHER},
	{"skip", "fail", CHANGE_OTHER},
	{"pass", "inconclusive", CHANGE_OTHER},
	{"inconclusive", "fail", CHANGE_OTHER},
	{"inconclusive", "inconclusive", -1},
	{"pass", "error", CHANGE_OTHER},
	{"pass", "pass\", \"flaky\": true, \"x\": \"", CHANGE_OTHER},
	{"", "fail", CHANGE_NEW},
	{"fail", "", CHANGE_REMOVED},
};

static void
read_one(const char *verdict, struct compare_report *out)
{
	struct octets json = {0};

	octets_format(&json, REPORT("", "%s%s%s") "%c",
		verdict[0] != '\0' ? "{\"id\": \"a\", \"level\": \"must\", "
				     "\"verdict\": \""
				   : "",
		verdict, verdict[0] != '\0' ? "\"}" : "", '\0');
	fixture_read((const char *)json.at, out);
	octets_free(&json);
}

static void
test_kinds(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct compare_report before;
		struct compare_report after;
		struct changes c;
		int kind;

		read_one(kinds[i].before, &before);
		read_one(kinds[i].after, &after);
		assert_true(changes_find(&before, &after, &c));
		kind = c.n > 0 ? (int)c.list[0].kind : -1;
		if (kind != kinds[i].kind)
			fail_msg("%s -> %s is %d", kinds[i].before,
				kinds[i].after, kind);
		assert_int_equal(c.n, kind < 0 ? 0 : 1);
		assert_int_equal(c.n_same, kind < 0 ? 1 : 0);
		changes_free(&c);
		compare_report_free(&before);
		compare_report_free(&after);
	}
}

/* ---- all of them ---- */

static void
test_order(void **state)
{
	static const char before_json[] = REPORT("",
		RESULT("a", "fail", "") ", " RESULT("b", "pass",
			"") ", " RESULT("c", "warn", "") ", " RESULT("same",
			"pass", ", \"events\": \"400, close\""));
	static const char after_json[] = REPORT("",
		RESULT("new", "pass", "") ", " RESULT("same", "pass",
			", \"events\": \"400, open\"") ", " RESULT("b", "warn",
			"") ", "
			    "{\"id\": \"a\", \"verdict\": \"pass\", \"level\": \"should\"}, " RESULT(
				    "d", "skip", ""));
	static const char wanted[] = "regression b, fix a, new d, new new, "
				     "removed c, ";
	struct compare_report before;
	struct compare_report after;
	struct octets got = {0};
	struct changes c;

	(void)state;
	fixture_read(before_json, &before);
	fixture_read(after_json, &after);
	assert_true(changes_find(&before, &after, &c));
	for (size_t i = 0; i < c.n; i++)
		octets_format(&got, "%s %s, ", change_kind_name(c.list[i].kind),
			change_result(&c.list[i])->id);
	assert_int_equal(got.len, strlen(wanted));
	assert_memory_equal(got.at, wanted, got.len);
	assert_int_equal(c.n_same, 1);
	assert_int_equal(c.n_events, 1);
	assert_int_equal(c.counts[CHANGE_NEW], 2);
	octets_free(&got);
	changes_free(&c);
	compare_report_free(&before);
	compare_report_free(&after);
}

/* ---- how they were made ---- */

static void
test_differences(void **state)
{
	static const char *const wanted[] = {"interrupted false true",
		"options.repeat 1 3", "capability echo yes -",
		"capability head - yes"};
	struct compare_report before;
	struct compare_report after;
	struct fact_difference d;
	size_t at = 0;

	(void)state;
	fixture_read(REPORT("\"options\": {\"repeat\": 1, \"jobs\": 9}, "
			    "\"calibration\": {\"capabilities\": [\"echo\", "
			    "\"body\"]}, ",
			     ""),
		&before);
	fixture_read(REPORT("\"options\": {\"repeat\": 3, \"jobs\": 8}, "
			    "\"interrupted\": true, "
			    "\"calibration\": {\"capabilities\": [\"body\", "
			    "\"head\"]}, ",
			     ""),
		&after);
	for (size_t i = 0; fact_difference_next(&before, &after, &at, &d);
		i++) {
		char got[100];

		(void)snprintf(got, sizeof(got), "%s %s %s", d.name,
			d.before != NULL ? d.before : "-",
			d.after != NULL ? d.after : "-");
		assert_true(i < sizeof(wanted) / sizeof(wanted[0]));
		assert_string_equal(got, wanted[i]);
	}
	at = 0;
	assert_false(fact_difference_next(&after, &after, &at, &d));
	compare_report_free(&before);
	compare_report_free(&after);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_differences),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

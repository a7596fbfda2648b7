#include "fixture.h"

#include <string.h>

#include "compare/table.h"

/* Three reports, and a table of them. */
struct three {
	struct compare_report reports[3];
	struct compare_table table;
};

static void
open_three(struct three *t, const char *a, const char *b, const char *c)
{
	fixture_read(a, &t->reports[0]);
	fixture_read(b, &t->reports[1]);
	fixture_read(c, &t->reports[2]);
	t->reports[1].path = "reports/two.json";
	t->reports[2].path = "reports/three.json";
	assert_true(compare_table_make(t->reports, 3, &t->table));
}

static void
close_three(struct three *t)
{
	compare_table_free(&t->table);
	for (size_t i = 0; i < 3; i++)
		compare_report_free(&t->reports[i]);
}

/* ---- rows ---- */

static void
test_rows(void **state)
{
	static const struct {
		const char *id;
		const char *cells; /* first letters */
		bool agree;
		bool steady;
	} rows[] = {
		{"flaky", "ppp", true, false},
		{"one", "-f-", true, false},
		{"same", "fff", true, true},
		{"skip", "ssp", true, false},
		{"undecided", "iii", true, true},
		{"worse", "ppn", false, false},
	};
	struct three t;

	(void)state;
	open_three(&t,
		REPORT("", RESULT("worse", "pass", "") ", " RESULT("same",
				   "fail", "") ", " RESULT("skip", "skip",
				   "") ", " RESULT("undecided", "inconclusive",
				   "") ", " RESULT("flaky", "pass",
				   ", \"flaky\": true")),
		REPORT("", RESULT("worse", "pass", "") ", " RESULT("same",
				   "fail", "") ", " RESULT("one", "fail",
				   "") ", " RESULT("skip", "skip",
				   "") ", " RESULT("undecided", "inconclusive",
				   "") ", " RESULT("flaky", "pass",
				   ", \"flaky\": true")),
		REPORT("", RESULT("worse", "note", "") ", " RESULT("same",
				   "fail", "") ", " RESULT("skip", "pass",
				   "") ", " RESULT("undecided", "inconclusive",
				   "") ", " RESULT("flaky", "pass",
				   ", \"flaky\": true")));
	assert_int_equal(t.table.n_rows, sizeof(rows) / sizeof(rows[0]));
	for (size_t i = 0; i < t.table.n_rows; i++) {
		const struct compare_row *row = &t.table.rows[i];

		assert_string_equal(row->any->id, rows[i].id);
		for (size_t k = 0; k < 3; k++)
			assert_int_equal(
				row->cells[k] == NULL
					? '-'
					: verdict_name(row->cells[k]
							       ->verdict)[0],
				rows[i].cells[k]);
		assert_int_equal(compare_agree(&t.table, row), rows[i].agree);
		assert_int_equal(compare_is_steady(&t.table, row),
			rows[i].steady);
	}
	close_three(&t);
}

static void
test_distance(void **state)
{
	struct three t;
	size_t judged;

	(void)state;
	open_three(&t,
		REPORT("", RESULT("a", "pass", "") ", " RESULT("b", "fail",
				   "") ", " RESULT("c", "skip", "")),
		REPORT("", RESULT("a", "warn", "") ", " RESULT("b", "fail",
				   "") ", " RESULT("c", "fail", "")),
		REPORT("", RESULT("c", "fail", "")));
	assert_int_equal(compare_distance(&t.table, 0, 1, &judged), 1);
	assert_int_equal(judged, 2);
	assert_int_equal(compare_distance(&t.table, 1, 2, &judged), 0);
	assert_int_equal(judged, 1);
	/* Nothing to compare is not being alike. */
	assert_int_equal(compare_distance(&t.table, 0, 2, &judged), 0);
	assert_int_equal(judged, 0);
	assert_true(t.table.clusters.merges[1].distance > .7);
	close_three(&t);
}

/* ---- labels ---- */

static const struct {
	const char *paths[3];
	const char *targets[3];
	const char *told; /* version of the first */
	const char *names[3];
	const char *version;
} labels[] = {
	{{"1.json", "2.json", "3.json"}, {"nginx", "node", "h2o"},
		"nginx version: nginx/1.22.1", {"nginx", "node", "h2o"},
		"1.22.1"},
	{{"x/one.json", "two", ".json"}, {"", "node", ""}, "v20.20.2",
		{"one", "node", ".json"}, "20.20.2"},
	/* Two of one name: the files tell them apart. */
	{{"one.json", "two.json", "three.json"}, {"nginx", "nginx", "h2o"},
		"nginx 2.6.12-1+deb12u4 (x)", {"one", "two", "three"},
		"2.6.12-1"},
	{{"r/1/nginx.json", "r/2/nginx.json", "nginx.json"},
		{"nginx", "nginx", "nginx"}, "version 7",
		{"1/nginx", "2/nginx", "nginx"}, ""},
	{{"x/1/nginx.json", "y/1/nginx.json", "z"}, {"nginx", "nginx", "z"}, "",
		{"x/1/nginx.json", "y/1/nginx.json", "z"}, ""},
};

static void
test_labels(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
		struct arena *arena = arena_new();
		struct compare_report r[3];
		const struct compare_label *got;

		for (size_t k = 0; k < 3; k++)
			r[k] = (struct compare_report){
				.path = labels[i].paths[k],
				.name = labels[i].targets[k],
				.version = labels[i].told,
				.server = "",
			};
		got = compare_labels(r, 3, arena);
		for (size_t k = 0; k < 3; k++)
			assert_string_equal(got[k].name, labels[i].names[k]);
		assert_string_equal(got[0].version, labels[i].version);
		arena_free(arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_distance),
		cmocka_unit_test(test_labels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

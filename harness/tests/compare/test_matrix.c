#include "fixture.h"

#include <stdlib.h>
#include <string.h>

#include "compare/matrix.h"

/* ---- the requirements that the cases cite ---- */

static const char tsv[] =
	"id\tlevel\tactor\troles\tanchor\tparagraph\tsection\tsummary\treason\n"
	"9112-3-1\tMUST\tserver\tserver\trequest.line\trfc.section.3.p.1\t"
	"Request Line\trefuse it\t\n"
	"9110-9.1-1\tMUST\tserver\tserver\tmethods\t\tMethods\tknow it\t\n";

static struct requirements *
read_requirements(void)
{
	static const struct built_in file = {
		"requirements/rfc.tsv", tsv, sizeof(tsv) - 1};
	const struct files files = {.built_in = &file, .n_built_in = 1};
	struct diagnostics d = {0};
	struct requirements *r = requirements_read(&files, "requirements", &d);

	assert_non_null(r);
	return r;
}

/* ---- two reports ---- */

#define ABOUT(area, requirement) \
	", \"area\": \"" area "\", \"requires\": [\"" requirement "\"]"

static const char one[] = REPORT("",
	RESULT("server/a/y", "pass",
		ABOUT("a", "9110-9.1-1")) ", " RESULT("server/a/x[v]", "fail",
		ABOUT("a", "9112-3-1")) ", " RESULT("server/a/x[w]", "warn",
		ABOUT("a", "9112-3-1")) ", " RESULT("server/b/z", "note",
		", \"area\": \"b\""));
static const char two[] =
	REPORT("", RESULT("server/a/x[v]", "pass",
			   ABOUT("a", "9112-3-1") ", \"flaky\": true"));

struct matrix {
	struct compare_report reports[2];
	struct compare_table table;
	struct requirements *requirements;
};

static int
open_matrix(void **state)
{
	struct matrix *m = calloc(1, sizeof(*m));

	assert_non_null(m);
	fixture_read(one, &m->reports[0]);
	fixture_read(two, &m->reports[1]);
	m->reports[1].path = "two<&.json";
	assert_true(compare_table_make(m->reports, 2, &m->table));
	m->requirements = read_requirements();
	*state = m;
	return 0;
}

static int
close_matrix(void **state)
{
	struct matrix *m = *state;

	compare_table_free(&m->table);
	compare_report_free(&m->reports[0]);
	compare_report_free(&m->reports[1]);
	requirements_free(m->requirements);
	free(m);
	return 0;
}

static void
check_value(const json_t *object, const char *key, const char *wanted)
{
	char *got = json_dumps(json_object_get(object, key),
		JSON_ENCODE_ANY | JSON_COMPACT);

	assert_non_null(got);
	assert_string_equal(got, wanted);
	free(got);
}

static void
test_data(void **state)
{
	struct matrix *m = *state;
	json_t *data =
		compare_matrix_data(&m->table, m->requirements, "/nowhere");
	const json_t *cases = json_object_get(data, "cases");

	assert_non_null(data);
	check_value(data, "sections",
		"[[\"9112-3\",\"Request Line\",\"https://httpwg.org/specs/"
		"rfc9112.html#rfc.section.3\"],[\"9110-9.1\",\"Methods\","
		"\"https://httpwg.org/specs/rfc9110.html#rfc.section.9.1\"],"
		"[\"\",\"\",\"\"]]");
	check_value(data, "requirements",
		"{\"9112-3-1\":[\"MUST\",\"refuse it\",\"https://httpwg.org/"
		"specs/rfc9112.html#rfc.section.3.p.1\"],\"9110-9.1-1\":"
		"[\"MUST\",\"know it\",\"https://httpwg.org/specs/"
		"rfc9110.html#methods\"]}");
	check_value(data, "merges", "[[0,1,1.0]]");
	assert_int_equal(json_array_size(cases), 3);
	check_value(json_array_get(cases, 0), "id", "\"server/a/x\"");
	check_value(json_array_get(cases, 0), "rows",
		"[[\"v\",\"fP\",[0,0],{}],[\"w\",\"w \",[0,-1],{}]]");
	check_value(json_array_get(cases, 2), "id", "\"server/b/z\"");
	json_decref(data);
}

static void
test_picture(void **state)
{
	struct matrix *m = *state;
	struct octets svg = {0};

	compare_matrix_svg(&m->table, &svg);
	fixture_has(&svg, "two&#60;&#38;");
	fixture_has_not(&svg, "two<");
	fixture_has(&svg, ">F1</text>");
	fixture_has(&svg, ">b</text>");
	fixture_has(&svg, "</svg>\n");
	octets_free(&svg);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_data, open_matrix,
			close_matrix),
		cmocka_unit_test_setup_teardown(test_picture, open_matrix,
			close_matrix),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

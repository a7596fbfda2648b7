#include "fixture.h"

#include <stdlib.h>
#include <string.h>

static size_t
count(const char *text, const char *part)
{
	size_t n = 0;

	while ((text = strstr(text, part)) != NULL) {
		n++;
		text++;
	}
	return n;
}

struct row {
	const char *fail_on;
	size_t failures;
	size_t told; /* as system-out */
};

/* The fixture has one fail, three warns with a tag, and a note. */
static const struct row rows[] = {
	{"must", 1, 5},
	{"smuggling", 4, 2},
	{"should", 4, 2},
	{"any", 5, 1},
};

static void
test_gates(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *text;

		f->run.fail_on = rows[i].fail_on;
		text = fixture_text(&f->run, REPORT_report_junit);
		assert_int_equal(count(text, "<failure "), rows[i].failures);
		assert_int_equal(count(text, "<system-out>"), rows[i].told);
		assert_int_equal(count(text, "<testcase "), FIXTURE_N);
		assert_int_equal(count(text, "<skipped "), 4);
		free(text);
	}
}

static void
test_elements(void **state)
{
	struct fixture *f = *state;
	char *text;

	f->run.fail_on = "must";
	text = fixture_text(&f->run, REPORT_report_junit);
	fixture_has(text,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<testsuites name=\"assay\" tests=\"10\" failures=\"1\""
		" errors=\"0\" time=\"2.125\">\n"
		" <testsuite name=\"chunked\" tests=\"3\" failures=\"0\""
		" errors=\"0\" skipped=\"0\" time=\"0.451000\""
		" timestamp=\"2025-01-02T03:04:05Z\">\n");
	fixture_has(text, "<testcase classname=\"server.fields\" "
			  "name=\"space-before-colon\" time=\"0.001300\">\n"
			  "   <failure type=\"must/fail\" message=\"");
	fixture_has(text, "name=\"size-hex-prefix[lower]\"");
	fixture_has(text, "<skipped type=\"may/skip\" message=\"needs echo\">"
			  "</skipped>");
	fixture_has(text, "type=\"may/inconclusive\"");
	fixture_has(text, "otherwise: fail &lt;-- this\n");
	free(text);
}

static void
test_error(void **state)
{
	struct fixture *f = *state;
	char *text;

	f->results[FIXTURE_SKIP_A].judgement.verdict = VERDICT_ERROR;
	text = fixture_text(&f->run, REPORT_report_junit);
	fixture_has(text, "<error type=\"may/error\" message=\"needs echo\">");
	fixture_has(text, "errors=\"1\"");
	free(text);
}

static void
test_interrupted(void **state)
{
	struct fixture *f = *state;
	char *text;

	f->results[FIXTURE_SKIP_A].judgement.verdict = VERDICT_ERROR;
	f->results[FIXTURE_SKIP_A].plays = 0;
	f->run.interrupted = true;
	text = fixture_text(&f->run, REPORT_report_junit);
	fixture_has(text, "tests=\"11\"");
	fixture_has(text, "errors=\"1\"");
	fixture_has(text, "<error type=\"interrupted\"");
	fixture_has(text, "<skipped type=\"may/error\"");
	fixture_has(text, "<property name=\"interrupted\" value=\"true\"/>");
	free(text);
}

/* Names and versions are whatever the target says. */
static void
test_hostile_names(void **state)
{
	struct fixture *f = *state;
	char *text;

	f->run.server = "\"/><x>\x01\xff&\n";
	f->run.target_version = NULL;
	text = fixture_text(&f->run, REPORT_report_junit);
	fixture_has(text, "value=\"&quot;/&gt;&lt;x&gt;\\x01\\xff&amp;\n\"/>");
	free(text);
}

static const struct known_deviation known = {VERDICT_WARN, false, "as ever"};

/* What is known passes; what is better fails only where that is asked for. */
static void
test_baseline(void **state)
{
	struct run_baseline baseline = {.file = "known.yaml"};
	struct fixture *f = *state;
	char *text;

	f->run.fail_on = "should";
	f->run.baseline = &baseline;
	f->results[FIXTURE_WARN_LOWER].known = &known;
	f->results[FIXTURE_PASS].known = &known;
	text = fixture_text(&f->run, REPORT_report_junit);
	assert_int_equal(count(text, "<failure "), 3);
	fixture_has(text, "<system-out>should/warn: ");
	fixture_has(text, "; known as warn: as ever\n");
	fixture_has(text, "name=\"baseline\" value=\"known.yaml\"/>");
	free(text);
	baseline.strict = true;
	text = fixture_text(&f->run, REPORT_report_junit);
	assert_int_equal(count(text, "<failure "), 5); /* one inconclusive */
	fixture_has(text, "<failure type=\"must/pass\" message=\"");
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_gates),
		FIXTURE_TEST(test_elements),
		FIXTURE_TEST(test_error),
		FIXTURE_TEST(test_interrupted),
		FIXTURE_TEST(test_hostile_names),
		FIXTURE_TEST(test_baseline),
	};

	return cmocka_run_group_tests_name("junit", tests, NULL, NULL);
}

#include "fixture.h"

#include <stdlib.h>
#include <string.h>

/* What GitHub takes for the summary of a step. */
#define SUMMARY_MAX ((size_t)1 << 20)

static char *
write_markdown(const struct run *r)
{
	char *text = fixture_text(r, REPORT_report_markdown);

	assert_true(strlen(text) <= SUMMARY_MAX);
	return text;
}

static void
test_summary(void **state)
{
	struct fixture *f = *state;
	char *text = write_markdown(&f->run);

	fixture_has(text, "## HTTP/1.1 conformance: http://127.0.0.1:8080/\n");
	fixture_has(text,
		"\n**1 MUST failure, 3 warnings**, 1 passed of 10.\n");
	fixture_has(text, "\n- server: nginx/1.22.1\n");
	fixture_has(text, "\n| level | pass | warn | fail | note | skip | "
			  "inconclusive | error |\n");
	fixture_has(text, "\n| should | 0 | 3 | 0 | 0 | 0 | 0 | 0 |\n");
	fixture_has(text,
		"### MUST failures\n\n"
		"- `server/fields/space-before-colon`: 9112-5.1-2: "
		"A space between field name and colon is refused with "
		"400. Happened: 200, fin.\n");
	fixture_has(text, "<details><summary>fail "
			  "<code>server/fields/space-before-colon</code>"
			  "</summary>\n\n```text\nfail  server/fields");
	fixture_has(text, "  the same in upper\n```\n\n</details>\n");
	free(text);
}

static void
test_conforms(void **state)
{
	struct fixture *f = *state;
	char *text;

	f->run.results += FIXTURE_PASS;
	f->run.n_results = 1;
	text = write_markdown(&f->run);
	fixture_has(text, "**0 MUST failures, 0 warnings**, 1 passed of 1.\n");
	assert_null(strstr(text, "###"));
	free(text);
}

static void
test_baseline(void **state)
{
	struct fixture *f = *state;
	char *text;

	f->run.baseline = &fixture_baseline;
	text = write_markdown(&f->run);
	fixture_has(text, "\n### New MUST failures\n");
	free(text);
	f->results[FIXTURE_FAIL].known = &fixture_known;
	text = write_markdown(&f->run);
	fixture_has(text, "\n- baseline known.yaml: 1 known, 3 new, 0 fixed, "
			  "1 not judged, 0 stale\n");
	assert_null(strstr(text, "MUST failures\n"));
	assert_null(strstr(text, "<summary>fail"));
	free(text);
}

static void
test_interrupted(void **state)
{
	struct fixture *f = *state;
	char *text;

	f->run.interrupted = true;
	text = write_markdown(&f->run);
	fixture_has(text, "\n> The run was interrupted: results are missing");
	free(text);
}

static void
test_hostile_server(void **state)
{
	struct fixture *f = *state;
	char *text;

	f->run.server = "x\n# <script>`|\x1b\xff";
	text = write_markdown(&f->run);
	fixture_has(text, "\n- server: x\\\\n\\# \\<script>\\`\\|"
			  "\\\\x1b\\\\xff\n");
	free(text);
}

/* A fence is longer than what is in it. */
static void
test_fence(void **state)
{
	struct fixture *f = *state;
	struct trace *t = f->results[FIXTURE_FAIL].trace;
	char *text;

	assert_true(trace_sent(t, "````\r\n", 6, true, 2000));
	text = write_markdown(&f->run);
	fixture_has(text, "</summary>\n\n`````text\nfail");
	free(text);
}

/* Many deviations, none alike: what has no place is counted. */
static void
test_limit(void **state)
{
	enum {
		N = 3000
	};
	struct fixture *f = *state;
	struct result *many = calloc(N, sizeof(*many));
	struct test_case *cases = calloc(N, sizeof(*cases));
	char *text;

	assert_non_null(many);
	assert_non_null(cases);
	for (size_t i = 0; i < N; i++) {
		many[i] = f->results[FIXTURE_FAIL];
		cases[i] = *many[i].test_case;
		many[i].test_case = &cases[i];
	}
	f->run.results = many;
	f->run.n_results = N;
	text = write_markdown(&f->run);
	fixture_has(text, "\n- and 2600 more\n");
	fixture_has(text, " more are left out here; ");
	assert_true(strlen(text) > SUMMARY_MAX / 2);
	free(text);
	free(cases);
	free(many);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_summary),
		FIXTURE_TEST(test_conforms),
		FIXTURE_TEST(test_baseline),
		FIXTURE_TEST(test_interrupted),
		FIXTURE_TEST(test_hostile_server),
		FIXTURE_TEST(test_fence),
		FIXTURE_TEST(test_limit),
	};

	return cmocka_run_group_tests_name("markdown", tests, NULL, NULL);
}

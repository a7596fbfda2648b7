#include "fixture.h"

#include <stdlib.h>
#include <string.h>

/* The lines that are neither comments nor diagnostics, as one text. */
static void
take_points(const char *text, struct octets *out)
{
	while (*text != '\0') {
		size_t len = strcspn(text, "\n") + 1;

		if (*text != ' ' && *text != '#')
			assert_true(octets_append(out, text, len));
		text += len;
	}
}

static void
check_points(const struct run *r, const char *wanted)
{
	char *text = fixture_text(r, REPORT_report_tap);
	struct octets points = {0};

	take_points(text, &points);
	fixture_same_text(&points, wanted);
	octets_free(&points);
	free(text);
}

#define CHUNKED "server/chunked/size-hex-prefix"

#define REST                                                               \
	"ok 5 - server/fields/space-before-colon\n"                        \
	"ok 6 - server/methods/unknown # SKIP needs echo\n"                \
	"ok 7 - server/methods/unknown # SKIP the control was answered "   \
	"with 405\n"                                                       \
	"ok 8 - server/methods/unknown # SKIP the control was answered "   \
	"with 405\n"                                                       \
	"ok 9 - server/methods/unknown # SKIP inconclusive: reset before " \
	"anything was answered, also in a second play alone\n"             \
	"ok 10 - server/methods/unknown\n"

static void
test_points(void **state)
{
	struct fixture *f = *state;

	f->run.fail_on = "must";
	check_points(&f->run,
		"TAP version 14\n"
		"1..10\n"
		"not ok 1 - server/fields/space-before-colon\n"
		"not ok 2 - " CHUNKED "[lower] # TODO below the gate\n"
		"not ok 3 - " CHUNKED "[upper] # TODO below the gate\n"
		"not ok 4 - " CHUNKED "[spaced] # TODO below the gate\n" REST);
}

static void
test_gate(void **state)
{
	struct fixture *f = *state;

	f->run.fail_on = "smuggling";
	check_points(&f->run, "TAP version 14\n"
			      "1..10\n"
			      "not ok 1 - server/fields/space-before-colon\n"
			      "not ok 2 - " CHUNKED "[lower]\n"
			      "not ok 3 - " CHUNKED "[upper]\n"
			      "not ok 4 - " CHUNKED "[spaced]\n" REST);
}

static void
test_baseline(void **state)
{
	static const struct known_deviation known = {
		VERDICT_WARN, false, "as # ever"};
	static const struct run_baseline baseline = {.file = "known.yaml"};
	struct fixture *f = *state;

	f->run.fail_on = "should";
	f->run.baseline = &baseline;
	f->results[FIXTURE_WARN_LOWER].known = &known;
	check_points(&f->run,
		"TAP version 14\n"
		"1..10\n"
		"not ok 1 - server/fields/space-before-colon\n"
		"not ok 2 - " CHUNKED "[lower] # TODO known: as \\# ever\n"
		"not ok 3 - " CHUNKED "[upper]\n"
		"not ok 4 - " CHUNKED "[spaced]\n" REST);
}

static void
test_interrupted(void **state)
{
	struct fixture *f = *state;

	f->run.interrupted = true;
	f->run.n_results = 1;
	check_points(&f->run, "TAP version 14\n"
			      "1..1\n"
			      "not ok 1 - server/fields/space-before-colon\n"
			      "Bail out! interrupted: results are missing\n");
}

static void
test_diagnostics(void **state)
{
	struct fixture *f = *state;
	char *text;

	f->run.n_results = 1;
	f->run.server = "x\n1..3 # \x1b";
	text = fixture_text(&f->run, REPORT_report_tap);
	assert_non_null(strstr(text, "\n# server: x\\n1..3 \\# \\x1b\n"));
	assert_non_null(strstr(text, "\n  ---\n"
				     "  verdict: \"fail\"\n"
				     "  level: \"must\"\n"
				     "  message: \""));
	assert_non_null(strstr(text, "\n  events: \"200, fin\"\n"
				     "  requires:\n"
				     "    - 9112-5.1-2\n"
				     "  text: |\n"
				     "    fail  server/fields"));
	assert_non_null(strstr(text, "\n  ...\n"));
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_points),
		FIXTURE_TEST(test_gate),
		FIXTURE_TEST(test_baseline),
		FIXTURE_TEST(test_interrupted),
		FIXTURE_TEST(test_diagnostics),
	};

	return cmocka_run_group_tests_name("tap", tests, NULL, NULL);
}

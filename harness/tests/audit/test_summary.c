/*
 * The table of an audit, for a terminal and as Markdown.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "audit/audit.h"

static struct audit_target targets[] = {
	{
		.name = "x",
		.end = AUDIT_DEVIATES,
		.version = "a version that is too long to be shown",
		.has_report = true,
		.counts = {[VERDICT_PASS] = 4000, [VERDICT_FAIL] = 12},
		.n_flaky = 1,
		.seconds = 12.34,
	},
	{
		.name = "long-name",
		.end = AUDIT_NOT_INSTALLED,
		.reason = "needs /a|b",
	},
	{
		.name = "y",
		.end = AUDIT_HOLDS,
		.has_report = true,
		.seconds = 1234.5,
	},
};

static const struct audit audit = {
	.targets = targets,
	.n = sizeof(targets) / sizeof(targets[0]),
	.folder = "/nonexistent",
	.started = "2025-01-02T03:04:05Z",
	.seconds = 1250.04,
};

static void
is_text(struct octets *text, const char *expected)
{
	assert_true(octets_append(text, "", 1));
	assert_string_equal((const char *)text->at, expected);
	octets_free(text);
}

static void
test_rows(void **state)
{
	struct octets text = {0};

	(void)state;
	audit_put_head(&audit, &text);
	for (size_t i = 0; i < audit.n; i++)
		audit_put_row(&audit, &targets[i], &text);
	is_text(&text,
		"target     version                       pass  warn  fail  "
		"note  skip flaky inconclusive  seconds  status\n"
		"x          a version that is too long t  4000     0    12     "
		"0     0     1            0     12.3  deviates\n"
		"long-name                                   -     -     -     "
		"-     -     -            -      0.0  "
		"not installed: needs /a|b\n"
		"y                                           0     0     0     "
		"0     0     0            0   1234.5  ok\n");
}

static void
test_foot(void **state)
{
	struct octets text = {0};
	struct audit interrupted = audit;

	(void)state;
	audit_put_foot(&audit, &text);
	is_text(&text,
		"3 targets in 1250.0 s: 1 ok, 1 deviating, 1 not judged; "
		"reports in /nonexistent\n");
	interrupted.interrupted = true;
	audit_put_foot(&interrupted, &text);
	is_text(&text,
		"interrupted\n3 targets in 1250.0 s: 1 ok, 1 deviating, 1 not "
		"judged; reports in /nonexistent\n");
}

/* Files that are not there are no links. */
static void
test_markdown(void **state)
{
	struct octets text = {0};

	(void)state;
	audit_put_markdown(&audit, &text);
	is_text(&text,
		"# Audit\n\nassay " ASSAY_VERSION ", 2025-01-02T03:04:05Z, "
		"1250.0 s: 1 ok, 1 deviating, 1 not judged.\n\n"
		"| target | version | pass | warn | fail | note | skip | flaky "
		"| inconclusive | seconds | status | files |\n"
		"| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: "
		"| ---: | --- | --- |\n"
		"| x | a version that is too long to be shown | 4000 | 0 | 12 "
		"| 0 | 0 | 1 | 0 | 12.3 | deviates | |\n"
		"| long-name |  | | | | | | | | 0.0 | not installed: needs "
		"/a\\|b | |\n"
		"| y |  | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 1234.5 | ok | |\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_foot),
		cmocka_unit_test(test_markdown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * What became of a run, as its status, its report and its last words tell.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "audit/audit.h"

static char folder[] = "/tmp/assay-test-outcome-XXXXXX";
static char report[64], messages[64];

static int
set_up(void **state)
{
	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	(void)snprintf(report, sizeof(report), "%s/x.json", folder);
	(void)snprintf(messages, sizeof(messages), "%s/x.err", folder);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	(void)unlink(report);
	(void)unlink(messages);
	return rmdir(folder);
}

/* NULL: there is no file. */
static void
write_file(const char *path, const char *text)
{
	FILE *f;

	(void)unlink(path);
	if (text == NULL)
		return;
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

#define WHOLE                                                          \
	"{\"target\": {\"version\": \"x 1\"}, \"interrupted\": false," \
	" \"summary\": {\"pass\": 3, \"fail\": 2}, \"results\":"       \
	" [{\"flaky\": true}, {\"flaky\": false}, {\"octets\": \"\\u0000\"}]}"
#define PARTIAL "{\"interrupted\": true, \"summary\": {\"pass\": 1}}"

static const struct {
	const char *report;
	const char *messages;
	long status;
	int signal;
	enum audit_end end;
	const char *reason;
} rows[] = {
	{WHOLE, NULL, 0, 0, AUDIT_HOLDS, ""},
	{WHOLE, "a warning\n", 1, 0, AUDIT_DEVIATES, ""},
	{WHOLE, "assay run: much too much\n", 3, 0, AUDIT_FAILED,
		"much too much"},
	{WHOLE, NULL, 0, 6, AUDIT_CRASHED, "signal 6 (Aborted)"},
	{PARTIAL, "assay run: interrupted\n", 3, 0, AUDIT_FAILED,
		"interrupted"},
	/* a status without the whole of a report says nothing */
	{PARTIAL, NULL, 0, 0, AUDIT_FAILED,
		"the run gave status 0, and no reason"},
	{NULL, "trouble\nERROR: x\n\n", 1, 0, AUDIT_FAILED, "ERROR: x"},
	{"", "", 1, 0, AUDIT_FAILED, "the run gave status 1, and no reason"},
	{"[1]", NULL, 0, 0, AUDIT_FAILED,
		"the run gave status 0, and no reason"},
	{"{\"summary\": 7}", NULL, 0, 0, AUDIT_FAILED,
		"the run gave status 0, and no reason"},
	{"{\"summary\": {\"pass\": 3", NULL, 1, 0, AUDIT_FAILED,
		"the run gave status 1, and no reason"},
	/* what the row says already is left out */
	{NULL, "x\nassay run: x: accepts no connections\n", 3, 0, AUDIT_FAILED,
		"accepts no connections"},
	{NULL, "assay run: xy: z\n", 3, 0, AUDIT_FAILED, "xy: z"},
	{NULL, "assay run: \x1b[1m\xc3\n", 3, 0, AUDIT_FAILED, "?[1m?"},
};

static void
test_outcomes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct audit_target t = {.name = "x", .end = AUDIT_RUNS};

		write_file(report, rows[i].report);
		write_file(messages, rows[i].messages);
		audit_take(&t, rows[i].status, rows[i].signal, report,
			messages);
		assert_int_equal(t.end, rows[i].end);
		assert_string_equal(t.reason, rows[i].reason);
		assert_int_equal(audit_is_judged(&t),
			t.end == AUDIT_HOLDS || t.end == AUDIT_DEVIATES);
	}
}

static void
test_counts(void **state)
{
	struct audit_target t = {.name = "x", .end = AUDIT_RUNS};

	(void)state;
	write_file(report, WHOLE);
	audit_take(&t, 0, 0, report, messages);
	assert_true(t.has_report);
	assert_int_equal(t.counts[VERDICT_PASS], 3);
	assert_int_equal(t.counts[VERDICT_FAIL], 2);
	assert_int_equal(t.counts[VERDICT_WARN], 0);
	assert_int_equal(t.n_flaky, 1);
	assert_string_equal(t.version, "x 1");
	assert_false(t.is_partial);
}

/* Why it ended is known; what it had found by then still counts. */
static void
test_ended_by_us(void **state)
{
	struct audit_target t = {
		.name = "x", .end = AUDIT_TOO_LONG, .reason = "more than 1 s"};

	(void)state;
	write_file(report, PARTIAL);
	write_file(messages, "assay run: interrupted\n");
	audit_take(&t, 3, 0, report, messages);
	assert_int_equal(t.end, AUDIT_TOO_LONG);
	assert_string_equal(t.reason, "more than 1 s");
	assert_int_equal(t.counts[VERDICT_PASS], 1);
	assert_true(t.is_partial);
}

/* The longest reason that fits, and no octet more. */
static void
test_long_reason(void **state)
{
	struct audit_target t = {.name = "x", .end = AUDIT_RUNS};
	char text[9000];

	(void)state;
	memset(text, 'y', sizeof(text) - 2);
	text[sizeof(text) - 2] = '\n';
	text[sizeof(text) - 1] = '\0';
	write_file(report, NULL);
	write_file(messages, text);
	audit_take(&t, 3, 0, report, messages);
	assert_int_equal(strlen(t.reason), sizeof(t.reason) - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_outcomes),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_ended_by_us),
		cmocka_unit_test(test_long_reason),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

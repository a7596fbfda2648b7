/*
 * A run as the player would leave it, made by hand and judged by the judge.
 */
#ifndef ASSAY_TESTS_REPORT_FIXTURE_H
#define ASSAY_TESTS_REPORT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/report.h"

/* Names of the results in the run, by index. */
enum {
	FIXTURE_FAIL,	    /* must, no outcome matched */
	FIXTURE_WARN_LOWER, /* should, two variants, same outcome */
	FIXTURE_WARN_UPPER,
	FIXTURE_WARN_OTHER, /* the third variant, another outcome */
	FIXTURE_PASS,
	FIXTURE_SKIP_A,
	FIXTURE_SKIP_B,
	FIXTURE_SKIP_C,
	FIXTURE_INCONCLUSIVE,
	FIXTURE_FLAKY, /* a note */
	FIXTURE_N
};

struct fixture {
	struct run run;
	struct result results[FIXTURE_N];
};

/* A baseline, and what it may know of a result: a fail, "as ever". */
extern const struct run_baseline fixture_baseline;
extern const struct known_deviation fixture_known;

/* cmocka set-up and tear-down; *state is a struct fixture. */
int fixture_setup(void **state);
int fixture_teardown(void **state);

/* The row of a test that needs one. */
#define FIXTURE_TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

/* Compares, and shows both texts if they differ. */
void fixture_same_text(const struct octets *got, const char *wanted);

/* Fails if a line is wider than 80 columns or holds anything but printable
 * ASCII. */
void fixture_is_plain(const struct octets *text);

/* Writes the report, and gives what is in its file with a NUL behind it, which
 * is not counted. Freed by the caller. */
char *fixture_report(const struct run *r, enum report_format f, size_t *len);

/* The same of a report that is text, without a NUL in it. */
char *fixture_text(const struct run *r, enum report_format f);

/* Fails, and shows the text, if `wanted` is not in it. */
void fixture_has(const char *text, const char *wanted);

/* Fails unless the report says with errno why it cannot be written: there is no
 * such folder, or no room. */
void fixture_is_not_written(const struct run *r, enum report_format f);

/* What was written to `f` since its beginning. */
void fixture_read(FILE *f, struct octets *out);

#endif

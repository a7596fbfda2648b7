/*
 * Test cases of a JUnit file.
 */
#ifndef ASSAY_REPORT_JUNIT_CASE_H
#define ASSAY_REPORT_JUNIT_CASE_H

#include <stdint.h>
#include <stdio.h>

#include "report/ruling.h"
#include "report/tally.h"

/* A file that is being written. Borrows everything. */
struct junit {
	FILE *out;
	const struct run *run;
	const struct gate *gate; /* of the run */
	const struct tally *areas;
};

/* Writes ` name="value"`, and ` time="..."` in seconds. */
void
junit_put_attribute(const struct junit *x, const char *name, const char *value);
void junit_put_seconds(const struct junit *x, uint64_t us);

/* Writes a testcase element. */
void junit_put_result(const struct junit *x, const struct result *r);
void junit_put_variance(const struct junit *x, const struct split_variance *v);

#endif

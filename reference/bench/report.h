#ifndef BENCH_REPORT_H
#define BENCH_REPORT_H

#include "measure.h"

/* What is told at the head of a report. */
struct report {
	const struct measure_options *options;
	const struct timings *timings;
	const struct bench_workload *workloads;
	size_t n_workloads;
};

/* Prints the table and the goals on standard output. */
void report_print(const struct report *report);

/* Writes all of it into a file; false, after telling why, if that fails. */
bool report_json(const struct report *report, const char *path);

#endif

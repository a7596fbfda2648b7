/*
 * Split variances as text.
 */
#ifndef ASSAY_REPORT_VARIANCE_H
#define ASSAY_REPORT_VARIANCE_H

#include "report/report.h"

/* What stands on both sides of the cut, at most VARIANCE_SIDE octets each;
 * borrowed from the trace of the whole play. */
#define VARIANCE_SIDE 12

struct variance_sides {
	const uint8_t *left;
	size_t left_len;
	const uint8_t *right;
	size_t right_len;
};

struct variance_sides variance_sides(const struct split_variance *v);

/* How many of the variances are flaky. */
size_t variance_n_flaky(const struct run *r);

/* Appends all of them; and how many there were, if cases were split. */
void variance_put_all(const struct run *r, struct octets *out);
void variance_put_counts(const struct run *r, struct octets *out);

#endif

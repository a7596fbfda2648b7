/*
 * Reports side by side: what each came to, result by result.
 */
#ifndef ASSAY_COMPARE_TABLE_H
#define ASSAY_COMPARE_TABLE_H

#include "compare/clusters.h"
#include "compare/labels.h"
#include "compare/report_file.h"

/* All reports of one result. */
struct compare_row {
	const struct compare_result *any; /* of the first that has it */
	const struct compare_result *
		*cells; /* one per report; NULL: not there */
};

struct compare_table {
	const struct compare_report *reports; /* borrowed */
	size_t n;
	const struct compare_label *labels;
	struct compare_row *rows; /* by id */
	size_t n_rows;
	struct clusters clusters; /* of the reports, by compare_distance() */
	struct arena *arena;
};

/* The reports are borrowed. False: out of memory; compare_table_free() is due
 * in any case. */
bool compare_table_make(const struct compare_report *reports, size_t n,
	struct compare_table *out);
void compare_table_free(struct compare_table *t);

/* Whether all reports that judged it came to the same verdict. Nothing follows
 * from that: all may be wrong. */
bool compare_agree(const struct compare_table *t, const struct compare_row *r);

/* Whether it is in all reports, with one verdict, and never flaky: as it has to
 * be if they are of the same target. */
bool
compare_is_steady(const struct compare_table *t, const struct compare_row *r);

/* How many results both reports judged, and how many otherwise. */
size_t compare_distance(const struct compare_table *t, size_t a, size_t b,
	size_t *n_judged);

#endif

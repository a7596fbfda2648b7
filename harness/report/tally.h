/*
 * Results counted by verdict, in groups.
 */
#ifndef ASSAY_REPORT_TALLY_H
#define ASSAY_REPORT_TALLY_H

#include "report/report.h"

/* A row of a table. `name` is borrowed from the cases. */
struct tally_row {
	const char *name;
	size_t counts[N_VERDICTS];
};

struct tally {
	struct tally_row *rows;
	size_t n_rows;
};

/* By level; always N_LEVELS rows, in their order. */
bool tally_levels(const struct run *r, struct tally *out);

/* By area, in order of the alphabet. */
bool tally_areas(const struct run *r, struct tally *out);

/* By tag; only tags with a fail or a warn. */
bool tally_tags(const struct run *r, struct tally *out);

/*
 * Reasons of all results with verdict `v`; counts[v] says how often, the most
 * frequent first. Names are borrowed from the run.
 */
bool tally_reasons(const struct run *r, enum verdict v, struct tally *out);

/* Each of these gives false when memory ran out; `out` can then be freed. */
void tally_free(struct tally *t);

#endif

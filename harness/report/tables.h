/*
 * Counts as aligned columns.
 */
#ifndef ASSAY_REPORT_TABLES_H
#define ASSAY_REPORT_TABLES_H

#include "report/tally.h"

/* Appends a table with one column per verdict; `title` heads the names. */
void
tables_counts(struct octets *out, const char *title, const struct tally *t);

/* Appends the reasons, each behind how often it was one. */
void tables_reasons(struct octets *out, const char *title,
	const struct tally *t, enum verdict v);

#endif

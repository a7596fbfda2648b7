/*
 * Verdicts of a table, counted by area and report.
 */
#ifndef ASSAY_COMPARE_MATRIX_AREAS_H
#define ASSAY_COMPARE_MATRIX_AREAS_H

#include "compare/table.h"

struct matrix_area {
	const char *name;	      /* "chunked"; "": all areas together */
	size_t (*counts)[N_VERDICTS]; /* per report */
};

struct matrix_areas {
	struct matrix_area *list; /* in order of the alphabet, all at the end;
				   * beyond sixty they are "others" */
	size_t n;
};

/* What is made lies in the arena of the table. False: out of memory. */
bool matrix_areas_make(const struct compare_table *t, struct matrix_areas *out);

/* The worst verdict that is counted: fail, error, inconclusive, warn, note,
 * pass, skip. False: none is. */
bool matrix_worst(const size_t *counts, enum verdict *worst);

#endif

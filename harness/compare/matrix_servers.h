/*
 * The servers of the matrix, as JSON (matrix.h has its shape). NULL: out of
 * memory.
 */
#ifndef ASSAY_COMPARE_MATRIX_SERVERS_H
#define ASSAY_COMPARE_MATRIX_SERVERS_H

#include <jansson.h>

#include "compare/table.h"
#include "compare/wires.h"

/* All of them, the alike together. Pages of their own are looked for in
 * `folder`; `targets` has one for each report. */
json_t *matrix_servers(const struct compare_table *t, const char *folder,
	const struct wires_target *targets);

/* Which of them are joined, the most alike first. */
json_t *matrix_merges(const struct compare_table *t);

#endif

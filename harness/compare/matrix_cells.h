/*
 * Rows of the picture of the matrix.
 */
#ifndef ASSAY_COMPARE_MATRIX_CELLS_H
#define ASSAY_COMPARE_MATRIX_CELLS_H

#include "compare/matrix_areas.h"
#include "compare/matrix_layout.h"

/* Appends the row of an area, from 0: its name, and a cell for each server with
 * the worst verdict, how many results have it, and the shares of others. */
void matrix_cells(struct octets *out, const struct compare_table *t,
	const struct matrix_layout *l, const struct matrix_area *area,
	size_t row);

#endif

/*
 * Where things are in the picture of the matrix. All is in pixels.
 */
#ifndef ASSAY_COMPARE_MATRIX_LAYOUT_H
#define ASSAY_COMPARE_MATRIX_LAYOUT_H

#include <stddef.h>

#define MATRIX_MARGIN 24
#define MATRIX_ROW 26
#define MATRIX_TITLE 64
#define MATRIX_TREE 56
#define MATRIX_GAP 8 /* above the row of all */
#define MATRIX_LEGEND 124

struct matrix_layout {
	size_t n;    /* servers */
	size_t rows; /* areas */
	double cell;
	double left;
	double top; /* of the first row */
	double width;
	double height;
};

/* Gives the layout for so many servers, and rows of areas. */
struct matrix_layout matrix_lay_out(size_t servers, size_t rows);

#endif

#include "compare/matrix_layout.h"

#define WIDTH 1200
#define LABELS 190 /* names of areas */
#define NAMES 132
#define CELL_MIN 28
#define CELL_MAX 96
#define WIDTH_MIN 760 /* for title and legend */

struct matrix_layout
matrix_lay_out(size_t servers, size_t rows)
{
	struct matrix_layout l = {
		.n = servers, .rows = rows, .left = MATRIX_MARGIN + LABELS};
	double room = WIDTH - 2 * MATRIX_MARGIN - LABELS;

	l.cell = servers > 0 ? room / (double)servers : CELL_MAX;
	l.cell = l.cell < CELL_MIN   ? CELL_MIN
		 : l.cell > CELL_MAX ? CELL_MAX
				     : l.cell;
	l.width = l.left + l.cell * (double)l.n + MATRIX_MARGIN;
	if (l.width < WIDTH_MIN)
		l.width = WIDTH_MIN;
	l.top = MATRIX_TITLE + MATRIX_TREE + NAMES;
	l.height =
		l.top + MATRIX_ROW * (double)rows + MATRIX_GAP + MATRIX_LEGEND;
	return l;
}

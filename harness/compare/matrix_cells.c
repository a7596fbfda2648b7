#include "compare/matrix_cells.h"

#include "compare/svg_text.h"

#define STRIP 3	       /* of a row: how much of each verdict there is */
#define CELL_NARROW 36 /* for four characters of the usual size */

static const char *
class_of(enum verdict v)
{
	switch (v) {
	case VERDICT_FAIL:
	case VERDICT_WARN:
	case VERDICT_NOTE:
	case VERDICT_PASS:
	case VERDICT_SKIP:
		return verdict_name(v);
	case VERDICT_INCONCLUSIVE:
	case VERDICT_ERROR:
		break;
	}
	return "odd";
}

/* The letter says what the colour says. */
static void
put_mark(struct octets *out, enum verdict worst, size_t n)
{
	switch (worst) {
	case VERDICT_FAIL:
		octets_format(out, "F%zu", n);
		return;
	case VERDICT_WARN:
		octets_format(out, "W%zu", n);
		return;
	case VERDICT_INCONCLUSIVE:
	case VERDICT_ERROR:
		octets_format(out, "?%zu", n);
		return;
	case VERDICT_NOTE:
		octets_text(out, "n");
		return;
	case VERDICT_PASS:
		octets_text(out, "\xe2\x9c\x93");
		return;
	case VERDICT_SKIP:
		octets_text(out, "\xe2\x80\x93");
		return;
	}
}

/* How much of the area came to what. */
static void
put_strip(struct octets *out, const struct matrix_layout *l, double x, double y,
	const size_t *counts)
{
	static const enum verdict order[] = {
		VERDICT_FAIL, VERDICT_WARN, VERDICT_NOTE};
	double width = l->cell - 2;
	size_t all = 0;

	for (int v = 0; v < N_VERDICTS; v++)
		all += counts[v];
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		double part = width * (double)counts[order[i]] / (double)all;

		if (counts[order[i]] == 0)
			continue;
		octets_format(out,
			"<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" "
			"width=\"%.1f\" height=\"%d\"/>",
			class_of(order[i]), x, y, part, STRIP);
		x += part;
	}
}

static void
put_cell(struct octets *out, const struct matrix_layout *l, double x, double y,
	const size_t *counts)
{
	enum verdict worst;

	if (!matrix_worst(counts, &worst))
		return;
	octets_format(out,
		"<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
		"height=\"%d\" rx=\"2\"/>"
		"<text class=\"c%s on-%s\" x=\"%.1f\" y=\"%.1f\">",
		class_of(worst), x + 1, y + 1, l->cell - 2,
		MATRIX_ROW - 4 - STRIP, l->cell < CELL_NARROW ? " n" : "",
		class_of(worst), x + l->cell / 2, y + 15);
	put_mark(out, worst, counts[worst]);
	octets_text(out, "</text>");
	put_strip(out, l, x + 1, y + MATRIX_ROW - 2 - STRIP, counts);
	octets_text(out, "\n");
}

void
matrix_cells(struct octets *out, const struct compare_table *t,
	const struct matrix_layout *l, const struct matrix_area *area,
	size_t row)
{
	bool all = area->name[0] == '\0';
	double y = l->top + MATRIX_ROW * (double)row + (all ? MATRIX_GAP : 0);

	svg_label(out, all ? "e b" : "e", l->left - 12, y + 16,
		all ? "all" : area->name);
	for (size_t i = 0; i < t->n; i++)
		put_cell(out, l, l->left + l->cell * (double)i, y,
			area->counts[t->clusters.order[i]]);
}

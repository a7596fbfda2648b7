#include <math.h>

#include "compare/matrix.h"
#include "compare/matrix_areas.h"
#include "compare/matrix_cells.h"
#include "compare/svg_text.h"

#define NAME_MAX_LEN 19 /* characters that there is room for */

/* ---- head ---- */

static void
put_head(struct octets *out, const struct matrix_layout *l,
	const struct compare_table *t)
{
	octets_format(out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
		"viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\">\n"
		"<title>Results of %zu servers by area</title>\n<style>"
		"text{font:13px system-ui,'Segoe UI','Noto Sans',"
		"'DejaVu Sans',sans-serif;fill:#1b1f24}"
		".h{font-size:20px;font-weight:650}"
		".s{font-size:12px;font-weight:400;fill:#57606a}"
		".e{text-anchor:end}"
		".b{font-weight:650}"
		".c{font:700 12px ui-monospace,'DejaVu Sans Mono',monospace;"
		"text-anchor:middle}.n{font-size:10.5px}"
		".fail{fill:#c2182b}.warn{fill:#f5c04a}.note{fill:#d4e4fa}"
		".pass{fill:#e3f3e7}.skip{fill:#eceff2}.odd{fill:#7d4fc4}"
		".on-fail,.on-odd{fill:#fff}.on-warn{fill:#3a2600}"
		".on-note{fill:#0a3a78}.on-pass{fill:#146330}"
		".on-skip{fill:#57606a}"
		".t{fill:none;stroke:#8c959f;stroke-width:1.5}</style>\n"
		"<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
		l->width, l->height, l->width, l->height, t->n);
	svg_label(out, "h", MATRIX_MARGIN, 32, "HTTP/1.1, server by server");
	octets_format(out,
		"<text class=\"s\" x=\"%d\" y=\"52\">%zu results each, by area;"
		" what behaves alike stands together. Assay ",
		MATRIX_MARGIN, t->n_rows);
	svg_short(out, t->n > 0 ? t->reports[0].suite : "", 40);
	octets_text(out, "</text>\n");
}

/* ---- the tree ---- */

/* Where the line of a group comes down, and how high it stands. */
struct knot {
	double x;
	double y;
};

static struct knot
knot_of(const struct compare_table *t, const struct matrix_layout *l,
	const struct knot *knots, size_t group)
{
	size_t place = 0;

	if (group >= t->n)
		return knots[group - t->n];
	while (t->clusters.order[place] != group)
		place++;
	return (struct knot){l->left + l->cell * ((double)place + .5),
		MATRIX_TITLE + MATRIX_TREE};
}

/* The higher two are joined, the more they answer otherwise: by the root of the
 * share, so that small differences are seen, too. */
static void
put_tree(struct octets *out, const struct compare_table *t,
	const struct matrix_layout *l)
{
	struct knot *knots = arena_alloc(t->arena, t->n, sizeof(*knots));
	double most = t->n > 1 ? t->clusters.merges[t->n - 2].distance : 0;

	for (size_t i = 0; knots != NULL && i + 1 < t->n; i++) {
		const struct cluster_merge *m = &t->clusters.merges[i];
		struct knot a = knot_of(t, l, knots, m->left);
		struct knot b = knot_of(t, l, knots, m->right);
		double share = most > 0 ? m->distance / most : 0;
		double y = MATRIX_TITLE + MATRIX_TREE - 4 -
			   sqrt(share) * (MATRIX_TREE - 10);

		octets_format(out,
			"<path class=\"t\" d=\"M%.1f %.1fV%.1fH%.1fV%.1f\"/>\n",
			a.x, a.y, y, b.x, b.y);
		knots[i] = (struct knot){(a.x + b.x) / 2, y};
	}
	if (t->n > 1)
		octets_format(out,
			"<text class=\"s\" x=\"%d\" y=\"%d\">"
			"%.0f %% answered otherwise at the top</text>\n",
			MATRIX_MARGIN, MATRIX_TITLE + 16, 100 * most);
}

static void
put_names(struct octets *out, const struct compare_table *t,
	const struct matrix_layout *l)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct compare_label *label =
			&t->labels[t->clusters.order[i]];
		double x = l->left + l->cell * ((double)i + .5);

		size_t name = svg_columns(label->name);

		octets_format(out,
			"<g transform=\"translate(%.1f %.1f) rotate(-90)\">",
			x + 4, l->top - 8);
		octets_text(out, "<text class=\"b\">");
		svg_short(out, label->name, NAME_MAX_LEN);
		octets_text(out, " <tspan class=\"s\">");
		if (name + 3 < NAME_MAX_LEN)
			svg_short(out, label->version, NAME_MAX_LEN - name);
		octets_text(out, "</tspan></text></g>\n");
	}
}

/* ---- legend ---- */

static void
put_legend(struct octets *out, const struct matrix_layout *l)
{
	static const struct {
		const char *class;
		const char *mark;
		const char *text;
		double width;
	} rows[] = {
		{"fail", "F7", "results that break a MUST", 200},
		{"warn", "W7", "no fail, but a SHOULD not met", 226},
		{"note", "n", "notes only", 110},
		{"pass", "\xe2\x9c\x93", "all pass", 94},
		{"skip", "\xe2\x80\x93", "not judged", 110},
		{"odd", "?7", "undecided", 100},
	};
	double x = MATRIX_MARGIN;
	double y = l->height - MATRIX_LEGEND + 20;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (x + rows[i].width > l->width) {
			x = MATRIX_MARGIN;
			y += MATRIX_ROW + 2;
		}
		octets_format(out,
			"<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" "
			"width=\"30\" height=\"%d\" rx=\"2\"/>"
			"<text class=\"c on-%s\" x=\"%.1f\" y=\"%.1f\">%s"
			"</text>",
			rows[i].class, x, y, MATRIX_ROW - 4, rows[i].class,
			x + 15, y + 15, rows[i].mark);
		svg_label(out, "s", x + 38, y + 15.5, rows[i].text);
		x += rows[i].width + 38;
	}
	svg_label(out, "s", MATRIX_MARGIN, y + MATRIX_ROW + 16,
		"The worst verdict of an area, how many results have it, and "
		"below it the share of fail, warn and note.");
	svg_label(out, "s", MATRIX_MARGIN, y + MATRIX_ROW + 34,
		"That servers agree does not make them right.");
}

void
compare_matrix_svg(const struct compare_table *t, struct octets *out)
{
	struct matrix_areas areas;
	struct matrix_layout l;

	if (matrix_areas_make(t, &areas)) {
		l = matrix_lay_out(t->n, areas.n);
		put_head(out, &l, t);
		put_tree(out, t, &l);
		put_names(out, t, &l);
		for (size_t i = 0; i < areas.n; i++)
			matrix_cells(out, t, &l, &areas.list[i], i);
		put_legend(out, &l);
		octets_text(out, "</svg>\n");
	}
}

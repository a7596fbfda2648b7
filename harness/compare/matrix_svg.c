#include <math.h>
#include <string.h>

#include "compare/matrix.h"
#include "compare/matrix_areas.h"

/* All in pixels. */
#define WIDTH 1200
#define MARGIN 24
#define LABELS 190 /* names of areas */
#define ROW 26
#define TITLE 64
#define TREE 56
#define NAMES 132
#define GAP 8 /* above the row of all */
#define LEGEND 124
#define STRIP 3 /* of a row: how much of each verdict there is */
#define CELL_MIN 28
#define CELL_NARROW 36 /* for four characters of the usual size */
#define CELL_MAX 96
#define WIDTH_MIN 760	/* for title and legend */
#define NAME_MAX_LEN 19 /* characters that there is room for */

/* Where things are. */
struct layout {
	size_t n;    /* servers */
	size_t rows; /* areas */
	double cell;
	double left;
	double top; /* of the first row */
	double width;
	double height;
};

/* ---- what is drawn with ---- */

static bool
begins_character(char c)
{
	return ((unsigned char)c & 0xc0) != 0x80;
}

static size_t
columns(const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		n += begins_character(*text);
	return n;
}

/* At most `most` characters. Control characters are none that XML has. */
static void
put_short(struct octets *out, const char *text, size_t most)
{
	bool cut = columns(text) > most;
	size_t n = 0;

	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		n += begins_character(*text);
		if (cut && n == most) {
			octets_text(out, "\xe2\x80\xa6");
			return;
		}
		if (c < 0x20 || c == 0x7f)
			octets_text(out, "?");
		else if (strchr("<>&\"'", c) != NULL)
			octets_format(out, "&#%u;", c);
		else
			octets_append(out, &c, 1);
	}
}

static void
put_label(struct octets *out, const char *class, double x, double y,
	const char *text)
{
	octets_format(out, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">", class,
		x, y);
	put_short(out, text, 200);
	octets_text(out, "</text>\n");
}

static struct layout
lay_out(const struct compare_table *t, size_t rows)
{
	struct layout l = {.n = t->n, .rows = rows, .left = MARGIN + LABELS};
	double room = WIDTH - 2 * MARGIN - LABELS;

	l.cell = t->n > 0 ? room / (double)t->n : CELL_MAX;
	l.cell = l.cell < CELL_MIN   ? CELL_MIN
		 : l.cell > CELL_MAX ? CELL_MAX
				     : l.cell;
	l.width = l.left + l.cell * (double)l.n + MARGIN;
	if (l.width < WIDTH_MIN)
		l.width = WIDTH_MIN;
	l.top = TITLE + TREE + NAMES;
	l.height = l.top + ROW * (double)rows + GAP + LEGEND;
	return l;
}

/* ---- head ---- */

static void
put_head(struct octets *out, const struct layout *l,
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
	put_label(out, "h", MARGIN, 32, "HTTP/1.1, server by server");
	octets_format(out,
		"<text class=\"s\" x=\"%d\" y=\"52\">%zu results each, by area;"
		" what behaves alike stands together. Assay ",
		MARGIN, t->n_rows);
	put_short(out, t->n > 0 ? t->reports[0].suite : "", 40);
	octets_text(out, "</text>\n");
}

/* ---- the tree ---- */

/* Where the line of a group comes down, and how high it stands. */
struct knot {
	double x;
	double y;
};

static struct knot
knot_of(const struct compare_table *t, const struct layout *l,
	const struct knot *knots, size_t group)
{
	size_t place = 0;

	if (group >= t->n)
		return knots[group - t->n];
	while (t->clusters.order[place] != group)
		place++;
	return (struct knot){
		l->left + l->cell * ((double)place + .5), TITLE + TREE};
}

/* The higher two are joined, the more they answer otherwise: by the root of the
 * share, so that small differences are seen, too. */
static void
put_tree(struct octets *out, const struct compare_table *t,
	const struct layout *l)
{
	struct knot *knots = arena_alloc(t->arena, t->n, sizeof(*knots));
	double most = t->n > 1 ? t->clusters.merges[t->n - 2].distance : 0;

	for (size_t i = 0; knots != NULL && i + 1 < t->n; i++) {
		const struct cluster_merge *m = &t->clusters.merges[i];
		struct knot a = knot_of(t, l, knots, m->left);
		struct knot b = knot_of(t, l, knots, m->right);
		double share = most > 0 ? m->distance / most : 0;
		double y = TITLE + TREE - 4 - sqrt(share) * (TREE - 10);

		octets_format(out,
			"<path class=\"t\" d=\"M%.1f %.1fV%.1fH%.1fV%.1f\"/>\n",
			a.x, a.y, y, b.x, b.y);
		knots[i] = (struct knot){(a.x + b.x) / 2, y};
	}
	if (t->n > 1)
		octets_format(out,
			"<text class=\"s\" x=\"%d\" y=\"%d\">"
			"%.0f %% answered otherwise at the top</text>\n",
			MARGIN, TITLE + 16, 100 * most);
}

static void
put_names(struct octets *out, const struct compare_table *t,
	const struct layout *l)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct compare_label *label =
			&t->labels[t->clusters.order[i]];
		double x = l->left + l->cell * ((double)i + .5);

		size_t name = columns(label->name);

		octets_format(out,
			"<g transform=\"translate(%.1f %.1f) rotate(-90)\">",
			x + 4, l->top - 8);
		octets_text(out, "<text class=\"b\">");
		put_short(out, label->name, NAME_MAX_LEN);
		octets_text(out, " <tspan class=\"s\">");
		if (name + 3 < NAME_MAX_LEN)
			put_short(out, label->version, NAME_MAX_LEN - name);
		octets_text(out, "</tspan></text></g>\n");
	}
}

/* ---- cells ---- */

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
put_strip(struct octets *out, const struct layout *l, double x, double y,
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
put_cell(struct octets *out, const struct layout *l, double x, double y,
	const size_t *counts)
{
	enum verdict worst;

	if (!matrix_worst(counts, &worst))
		return;
	octets_format(out,
		"<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
		"height=\"%d\" rx=\"2\"/>"
		"<text class=\"c%s on-%s\" x=\"%.1f\" y=\"%.1f\">",
		class_of(worst), x + 1, y + 1, l->cell - 2, ROW - 4 - STRIP,
		l->cell < CELL_NARROW ? " n" : "", class_of(worst),
		x + l->cell / 2, y + 15);
	put_mark(out, worst, counts[worst]);
	octets_text(out, "</text>");
	put_strip(out, l, x + 1, y + ROW - 2 - STRIP, counts);
	octets_text(out, "\n");
}

static void
put_row(struct octets *out, const struct compare_table *t,
	const struct layout *l, const struct matrix_area *area, size_t row)
{
	bool all = area->name[0] == '\0';
	double y = l->top + ROW * (double)row + (all ? GAP : 0);

	put_label(out, all ? "e b" : "e", l->left - 12, y + 16,
		all ? "all" : area->name);
	for (size_t i = 0; i < t->n; i++)
		put_cell(out, l, l->left + l->cell * (double)i, y,
			area->counts[t->clusters.order[i]]);
}

/* ---- legend ---- */

static void
put_legend(struct octets *out, const struct layout *l)
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
	double x = MARGIN;
	double y = l->height - LEGEND + 20;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (x + rows[i].width > l->width) {
			x = MARGIN;
			y += ROW + 2;
		}
		octets_format(out,
			"<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" "
			"width=\"30\" height=\"%d\" rx=\"2\"/>"
			"<text class=\"c on-%s\" x=\"%.1f\" y=\"%.1f\">%s"
			"</text>",
			rows[i].class, x, y, ROW - 4, rows[i].class, x + 15,
			y + 15, rows[i].mark);
		put_label(out, "s", x + 38, y + 15.5, rows[i].text);
		x += rows[i].width + 38;
	}
	put_label(out, "s", MARGIN, y + ROW + 16,
		"The worst verdict of an area, how many results have it, and "
		"below it the share of fail, warn and note.");
	put_label(out, "s", MARGIN, y + ROW + 34,
		"That servers agree does not make them right.");
}

void
compare_matrix_svg(const struct compare_table *t, struct octets *out)
{
	struct matrix_areas areas;
	struct layout l;

	if (matrix_areas_make(t, &areas)) {
		l = lay_out(t, areas.n);
		put_head(out, &l, t);
		put_tree(out, t, &l);
		put_names(out, t, &l);
		for (size_t i = 0; i < areas.n; i++)
			put_row(out, t, &l, &areas.list[i], i);
		put_legend(out, &l);
		octets_text(out, "</svg>\n");
	}
}

#include <string.h>

#include "report/report.h"
#include "report/whole_file.h"

/*
 * An SVG badge: what failed, counted; never a score. White on each colour has
 * a contrast of at least 4.5 (WCAG 2.1, 1.4.3).
 */

#define LABEL "HTTP/1.1"
#define LABEL_COLOUR "#4d4d4d"

#define PADDING 6 /* on both sides of a text */
#define TEXT_MAX 80

/*
 * How wide the printable characters are in Verdana, in 1/2048 of the size of
 * the letters. Where the font is another, `textLength` stretches the text.
 */
static const unsigned short widths[] = {
	720, 806, 940, 1676, 1302, 2204, 1488, 550,	/*  !"#$%&' */
	930, 930, 1302, 1676, 745, 930, 745, 930,	/* ()*+,-./ */
	1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302, /* 01234567 */
	1302, 1302, 930, 930, 1676, 1676, 1676, 1117,	/* 89:;<=>? */
	2048, 1400, 1404, 1430, 1578, 1295, 1177, 1588, /* @ABCDEFG */
	1539, 862, 931, 1419, 1140, 1726, 1532, 1612,	/* HIJKLMNO */
	1235, 1612, 1424, 1400, 1262, 1499, 1400, 2025, /* PQRSTUVW */
	1403, 1260, 1403, 930, 930, 930, 1676, 1302,	/* XYZ[\]^_ */
	1302, 1230, 1276, 1067, 1276, 1220, 720, 1276,	/* `abcdefg */
	1296, 562, 705, 1212, 562, 1992, 1296, 1243,	/* hijklmno */
	1276, 1276, 874, 1067, 807, 1296, 1212, 1676,	/* pqrstuvw */
	1212, 1212, 1076, 1300, 930, 1300, 1676,	/* xyz{|}~ */
};

#define FONT_SIZE 11
#define UNITS 2048

/* In pixels, rounded up. */
static unsigned
text_width(const char *text)
{
	unsigned units = 0;

	for (; *text != '\0'; text++)
		units += widths[*text - ' '];
	return (units * FONT_SIZE + UNITS - 1) / UNITS;
}

/* ---- what it says ---- */

struct message {
	char text[TEXT_MAX];
	const char *colour;
};

#define RED "#b3261e"
#define AMBER "#8a5700"
#define GREEN "#1f7a34"
#define GREY "#5c5c5c"

static void
count(struct message *m, size_t n, const char *what)
{
	size_t len = strlen(m->text);

	if (n > 0)
		(void)snprintf(m->text + len, sizeof(m->text) - len, "%s%zu %s",
			len > 0 ? ", " : "", n, what);
}

/* The worst decides about the colour. */
static void
say(const struct run *r, struct message *m)
{
	size_t counts[N_VERDICTS];

	report_counts(r, counts);
	*m = (struct message){.colour = GREY};
	if (r->interrupted) {
		(void)snprintf(m->text, sizeof(m->text), "incomplete");
		counts[VERDICT_ERROR] = 0; /* not played */
	}
	count(m, counts[VERDICT_FAIL], "must fail");
	count(m, counts[VERDICT_ERROR], "not played");
	count(m, counts[VERDICT_WARN], "should warn");
	if (counts[VERDICT_FAIL] + counts[VERDICT_ERROR] > 0)
		m->colour = RED;
	else if (!r->interrupted && counts[VERDICT_WARN] > 0)
		m->colour = AMBER;
	if (m->text[0] != '\0')
		return;
	if (counts[VERDICT_PASS] > 0)
		m->colour = GREEN;
	(void)snprintf(m->text, sizeof(m->text), "%s",
		counts[VERDICT_PASS] > 0 ? "conforms" : "nothing played");
}

/* ---- how it looks ---- */

static void
put_box(FILE *out, unsigned x, unsigned width, const char *colour)
{
	(void)fprintf(out,
		"<rect x=\"%u\" width=\"%u\" height=\"20\" fill=\"%s\"/>\n", x,
		width, colour);
}

static void
put_label(FILE *out, unsigned x, const char *text)
{
	(void)fprintf(out,
		"<text x=\"%u\" y=\"14\" textLength=\"%u\">%s</text>\n",
		x + PADDING, text_width(text), text);
}

static void
put_badge(FILE *out, const void *data)
{
	unsigned left = text_width(LABEL) + 2 * PADDING;
	struct message m;
	unsigned right;

	say(data, &m);
	right = text_width(m.text) + 2 * PADDING;
	(void)fprintf(out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" "
		"height=\"20\" role=\"img\" aria-label=\"" LABEL ": %s\">\n"
		"<title>" LABEL ": %s</title>\n"
		"<clipPath id=\"r\"><rect width=\"%u\" height=\"20\" rx=\"3\"/>"
		"</clipPath>\n"
		"<g clip-path=\"url(#r)\">\n",
		left + right, m.text, m.text, left + right);
	put_box(out, 0, left, LABEL_COLOUR);
	put_box(out, left, right, m.colour);
	(void)fputs("</g>\n<g fill=\"#fff\" font-family=\"Verdana,DejaVu "
		    "Sans,sans-serif\" font-size=\"11\">\n",
		out);
	put_label(out, 0, LABEL);
	put_label(out, left, m.text);
	(void)fputs("</g>\n</svg>\n", out);
}

bool
report_badge(const struct run *r, const char *path)
{
	return whole_file_write(path, put_badge, r);
}

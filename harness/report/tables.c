#include "report/tables.h"

#include <string.h>

#include "report/prose.h"

#define NAME_MIN 12
#define NAME_MAX 24
#define NUMBER_MIN 4
#define GAP 2

/* Columns are as wide as their longest text, within limits. */
static int
name_width(const struct tally *t)
{
	size_t width = NAME_MIN;

	for (size_t i = 0; i < t->n_rows; i++)
		if (strlen(t->rows[i].name) > width)
			width = strlen(t->rows[i].name);
	return (int)(width > NAME_MAX ? NAME_MAX : width);
}

static int
number_width(enum verdict v)
{
	size_t len = strlen(verdict_name(v));

	return GAP + (int)(len < NUMBER_MIN ? NUMBER_MIN : len);
}

/* Nothing is said quietly: a table of mostly zeros is hard to read. */
static void
put_number(struct octets *out, enum verdict v, size_t n)
{
	if (n == 0)
		octets_format(out, "%*s", number_width(v), "-");
	else
		octets_format(out, "%*zu", number_width(v), n);
}

static void
put_row(struct octets *out, int width, const struct tally_row *row)
{
	octets_format(out, "%-*.*s", width, width, row->name);
	for (int v = 0; v < N_VERDICTS; v++)
		put_number(out, (enum verdict)v, row->counts[v]);
	octets_text(out, "\n");
}

static void
put_head(struct octets *out, int width, const char *title)
{
	octets_format(out, "%-*s", width, title);
	for (int v = 0; v < N_VERDICTS; v++)
		octets_format(out, "%*s", number_width((enum verdict)v),
			verdict_name((enum verdict)v));
	octets_text(out, "\n");
}

void
tables_counts(struct octets *out, const char *title, const struct tally *t)
{
	int width = name_width(t);

	if (t->n_rows == 0)
		return;
	put_head(out, width, title);
	for (size_t i = 0; i < t->n_rows; i++)
		put_row(out, width, &t->rows[i]);
	octets_text(out, "\n");
}

void
tables_reasons(struct octets *out, const char *title, const struct tally *t,
	enum verdict v)
{
	if (t->n_rows == 0)
		return;
	octets_format(out, "%s\n", title);
	for (size_t i = 0; i < t->n_rows; i++) {
		octets_format(out, "%6zu  ", t->rows[i].counts[v]);
		prose_wrap(out, 8, t->rows[i].name);
	}
	octets_text(out, "\n");
}

#include "coverage/html_text.h"

#include "report/escape.h"

void
html_text(struct octets *out, const char *text)
{
	for (; *text != '\0'; text++) {
		const char *name = escape_entity(*text);

		if (name != NULL)
			octets_text(out, name);
		else
			octets_append(out, text, 1);
	}
}

static void
put_part(struct octets *out, const struct coverage_count *n,
	enum coverage_state s)
{
	if (n->states[s] > 0)
		octets_format(out,
			"<i class=\"%s\" style=\"flex-grow:%zu\"></i>",
			coverage_state_name(s), n->states[s]);
}

void
html_bar(struct octets *out, const struct coverage_count *n)
{
	octets_format(out, "<span class=\"bar\" aria-hidden=\"true\">");
	put_part(out, n, COVERAGE_COVERED);
	put_part(out, n, COVERAGE_ARGUED);
	put_part(out, n, COVERAGE_MISSING);
	octets_text(out, "</span>");
}

void
html_counts(struct octets *out, const struct coverage_count *n)
{
	octets_text(out, "<span class=\"counts\">");
	if (n->visible == 0)
		octets_format(out, "%zu not visible", n->statements);
	else
		octets_format(out, "<b>%zu</b> of %zu covered",
			n->states[COVERAGE_COVERED], n->visible);
	if (n->states[COVERAGE_ARGUED] > 0)
		octets_format(out, ", %zu argued", n->states[COVERAGE_ARGUED]);
	if (n->states[COVERAGE_MISSING] > 0)
		octets_format(out, ", %zu missing",
			n->states[COVERAGE_MISSING]);
	octets_text(out, "</span>");
}

#include "coverage/html_text.h"

/* ---- what covers it ---- */

static size_t
count_cases(const struct coverage_statement *s)
{
	const struct coverage_witness *w = s->witnesses;
	const struct test_case *before = NULL;
	size_t n = 0;

	for (; w != NULL; w = w->next) {
		n += w->test_case != before;
		before = w->test_case;
	}
	return n;
}

static size_t
count_faults(const struct coverage_statement *s)
{
	const struct fault_row *before = NULL;
	size_t n = 0;

	for (const struct coverage_catch *k = s->catches; k; k = k->next) {
		n += k->fault != before;
		before = k->fault;
	}
	return n;
}

static void
put_witnesses(struct octets *out, const struct coverage_statement *s)
{
	const struct coverage_witness *w = s->witnesses;

	octets_text(out, "<ul class=\"cases\">");
	while (w != NULL) {
		const struct test_case *t = w->test_case;

		octets_text(out, "<li><code>");
		html_text(out, t->id);
		octets_text(out, "</code> <span>");
		html_text(out, t->title);
		octets_text(out, "</span> <small>");
		for (; w != NULL && w->test_case == t; w = w->next) {
			html_text(out, w->answer->name);
			if (w->next != NULL && w->next->test_case == t)
				octets_text(out, ", ");
		}
		octets_text(out, "</small></li>");
	}
	octets_text(out, "</ul>");
}

static void
put_catches(struct octets *out, const struct coverage_statement *s)
{
	const struct coverage_catch *k = s->catches;

	octets_text(out, "<ul class=\"faults\">");
	while (k != NULL) {
		const struct fault_row *fault = k->fault;

		octets_text(out, "<li><code>--fault ");
		html_text(out, fault->name);
		octets_text(out, "</code> <span>");
		html_text(out, fault->text);
		octets_text(out, "</span> <small>");
		for (; k != NULL && k->fault == fault; k = k->next) {
			html_text(out, k->test_case->id);
			if (k->next != NULL && k->next->fault == fault)
				octets_text(out, ", ");
		}
		octets_text(out, "</small></li>");
	}
	octets_text(out, "</ul>");
}

static const char *
plural(size_t n)
{
	return n == 1 ? "" : "s";
}

/* Long lists are folded, each with its number. */
static void
put_covering(struct octets *out, const struct coverage_statement *s)
{
	size_t n_cases = count_cases(s);
	size_t n_faults = count_faults(s);

	if (n_cases > 0) {
		octets_format(out, "<details><summary>%zu case%s</summary>",
			n_cases, plural(n_cases));
		put_witnesses(out, s);
		octets_text(out, "</details>");
	}
	if (n_faults > 0) {
		octets_format(out, "<details><summary>%zu fault%s</summary>",
			n_faults, plural(n_faults));
		put_catches(out, s);
		octets_text(out, "</details>");
	}
}

/* ---- the statement ---- */

static void
put_link(struct octets *out, const struct requirement *row)
{
	struct octets link = {0};

	requirement_link(row, &link);
	octets_append(&link, "", 1);
	octets_text(out, "<a class=\"rfc\" rel=\"noreferrer\" href=\"");
	html_text(out, link.at != NULL ? (const char *)link.at : "");
	octets_format(out, "\">RFC %.4s</a>", row->id);
	octets_free(&link);
}

static void
put_first_line(struct octets *out, const struct coverage_statement *s)
{
	const char *state = coverage_state_name(s->state);

	octets_format(out,
		"<p class=\"first\"><span class=\"state\">%s</span> "
		"<b class=\"keyword\">%s</b> ",
		state, s->row->keyword);
	octets_format(out, "<a class=\"id\" href=\"#%s\">%s</a> ", s->row->id,
		s->row->id);
	put_link(out, s->row);
	octets_text(out, " <small>for ");
	html_text(out, s->row->actor);
	octets_text(out, "; seen from ");
	html_text(out, s->row->roles);
	octets_text(out, "</small></p>");
}

void
html_statement(struct octets *out, const struct coverage_statement *s)
{
	octets_format(out,
		"<li id=\"%s\" class=\"statement %s\" data-level=\"%s\">",
		s->row->id, coverage_state_name(s->state),
		coverage_group_name(s->group));
	put_first_line(out, s);
	octets_text(out, "<p class=\"summary\">");
	html_text(out, s->row->summary[0] != '\0' ? s->row->summary
						  : "No summary yet.");
	octets_text(out, "</p>");
	if (s->row->reason[0] != '\0') {
		octets_text(out, "<p class=\"reason\">");
		html_text(out, s->row->reason);
		octets_text(out, "</p>");
	}
	put_covering(out, s);
	octets_text(out, "</li>\n");
}

#include <string.h>

#include "coverage/coverage.h"
#include "report/prose.h"

#define NUMBER_WIDTH 8
#define TITLE_WIDTH 31

/* ---- a table ---- */

static void
put_number(struct octets *out, size_t n)
{
	if (n == 0)
		octets_format(out, "%*s", NUMBER_WIDTH, "-");
	else
		octets_format(out, "%*zu", NUMBER_WIDTH, n);
}

static void
put_row(struct octets *out, const char *number, const char *title,
	const struct coverage_count *n)
{
	octets_format(out, "%-9s%-*.*s", number, TITLE_WIDTH, TITLE_WIDTH,
		title);
	put_number(out, n->statements);
	put_number(out, n->visible);
	put_number(out, n->states[COVERAGE_COVERED]);
	put_number(out, n->states[COVERAGE_ARGUED]);
	put_number(out, n->states[COVERAGE_MISSING]);
	octets_text(out, "\n");
}

static void
put_head(struct octets *out, const char *title)
{
	octets_format(out, "%-*s%*s%*s%*s%*s%*s\n", TITLE_WIDTH + 9, title,
		NUMBER_WIDTH, "all", NUMBER_WIDTH, "visible", NUMBER_WIDTH,
		"covered", NUMBER_WIDTH, "argued", NUMBER_WIDTH, "missing");
}

static void
put_groups(struct octets *out, const struct coverage_count *groups)
{
	for (int g = 0; g < N_COVERAGE_GROUPS; g++)
		if (groups[g].statements > 0)
			put_row(out, "",
				coverage_group_name((enum coverage_group)g),
				&groups[g]);
}

static void
put_document(struct octets *out, const struct coverage_document *d)
{
	struct octets title = {0};

	octets_format(&title, "RFC %s  %s", d->number, d->title);
	put_head(out, prose_string(&title));
	octets_free(&title);
	for (size_t i = 0; i < d->n_sections; i++)
		put_row(out, d->sections[i].number, d->sections[i].title,
			&d->sections[i].count);
	put_row(out, "in all", "", &d->count);
	put_groups(out, d->groups);
	octets_text(out, "\n");
}

/* ---- statements ---- */

static void
put_statement(struct octets *out, const struct coverage_statement *s)
{
	octets_format(out, "%s (%s) ", s->row->id, s->row->keyword);
	prose_wrap(out, 4,
		s->row->summary[0] != '\0' ? s->row->summary : "(no summary)");
}

static bool
is_missing(const struct coverage_statement *s, bool gated)
{
	return s->state == COVERAGE_MISSING && s->gated == gated;
}

static void
put_missing(struct octets *out, const struct coverage *c, bool gated,
	const char *title)
{
	bool any = false;

	for (size_t i = 0; i < c->n_statements; i++) {
		if (!is_missing(&c->statements[i], gated))
			continue;
		if (!any)
			octets_format(out, "%s\n", title);
		any = true;
		octets_text(out, "  ");
		put_statement(out, &c->statements[i]);
	}
	if (any)
		octets_text(out, "\n");
}

/* ---- each statement ---- */

static void
put_witnesses(struct octets *out, const struct coverage_statement *s)
{
	const struct coverage_witness *w = s->witnesses;

	while (w != NULL) {
		const struct test_case *t = w->test_case;
		struct octets text = {0};

		octets_format(&text, "%s:", t->id);
		for (; w != NULL && w->test_case == t; w = w->next)
			octets_format(&text, " %s", w->answer->name);
		prose_item(out, "case    ", prose_string(&text));
		octets_free(&text);
	}
}

static void
put_catches(struct octets *out, const struct coverage_statement *s)
{
	const struct coverage_catch *k = s->catches;

	while (k != NULL) {
		const struct fault_row *fault = k->fault;
		struct octets text = {0};

		octets_format(&text, "%s:", fault->name);
		for (; k != NULL && k->fault == fault; k = k->next)
			octets_format(&text, " %s", k->test_case->id);
		prose_item(out, "fault   ", prose_string(&text));
		octets_free(&text);
	}
}

static void
put_each(struct octets *out, const struct coverage *c)
{
	for (size_t i = 0; i < c->n_statements; i++) {
		const struct coverage_statement *s = &c->statements[i];
		struct octets link = {0};

		put_statement(out, s);
		prose_item(out, "state   ", coverage_state_name(s->state));
		requirement_link(s->row, &link);
		prose_item(out, "text    ", prose_string(&link));
		octets_free(&link);
		if (s->row->reason[0] != '\0')
			prose_item(out, "reason  ", s->row->reason);
		put_witnesses(out, s);
		put_catches(out, s);
		octets_text(out, "\n");
	}
}

/* ---- all of it ---- */

void
coverage_text(const struct coverage *c, bool each, struct octets *out)
{
	octets_format(out, "What the cases cover of the role %s\n\n", c->role);
	if (!c->has_cases)
		octets_format(out,
			"There are no cases for the role %s yet.\n\n", c->role);
	for (size_t i = 0; i < c->n_documents; i++)
		put_document(out, &c->documents[i]);
	if (each) {
		put_each(out, c);
		return;
	}
	put_missing(out, c, false,
		"Missing, and not asked for by --check (MAY, OPTIONAL, ABNF)");
	put_missing(out, c, true, "Missing: neither a case nor a reason");
	put_head(out, "In all");
	put_row(out, "", "", &c->count);
	put_groups(out, c->groups);
}

/* ---- findings ---- */

static void
put_findings(struct octets *out, const struct coverage *c, bool errors)
{
	const struct coverage_finding *f = c->findings;

	for (; f != NULL; f = f->next) {
		const struct coverage_statement *s = coverage_find(c, f->id);

		if (f->is_error != errors)
			continue;
		octets_format(out, "%s: %s", errors ? "error" : "warning",
			f->id);
		if (s != NULL)
			octets_format(out, " (%s)", s->row->keyword);
		octets_format(out, ": %s\n", f->text);
		if (s != NULL && s->row->summary[0] != '\0') {
			octets_text(out, "    ");
			prose_wrap(out, 4, s->row->summary);
		}
	}
}

static const char *
plural(size_t n)
{
	return n == 1 ? "" : "s";
}

void
coverage_findings_text(const struct coverage *c, struct octets *out)
{
	put_findings(out, c, true);
	put_findings(out, c, false);
	octets_format(out,
		"%zu statement%s, %zu visible from the role %s: %zu covered, "
		"%zu argued, %zu missing; %zu error%s, %zu warning%s\n",
		c->count.statements, plural(c->count.statements),
		c->count.visible, c->role, c->count.states[COVERAGE_COVERED],
		c->count.states[COVERAGE_ARGUED],
		c->count.states[COVERAGE_MISSING], c->n_errors,
		plural(c->n_errors), c->n_warnings, plural(c->n_warnings));
}

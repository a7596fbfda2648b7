#include <string.h>

#include "case/arena.h"
#include "coverage/coverage.h"
#include "coverage/identifier.h"

/* Findings in the order in which they were found. */
struct checker {
	struct coverage *c;
	const struct coverage_input *in;
	struct coverage_finding **end;
	bool failed;
};

static void
add(struct checker *k, bool is_error, const char *id, const char *text)
{
	struct coverage_finding *f = arena_alloc(k->c->arena, 1, sizeof(*f));

	if (f == NULL) {
		k->failed = true;
		return;
	}
	*f = (struct coverage_finding){
		.is_error = is_error,
		.id = id,
		.text = text,
	};
	*k->end = f;
	k->end = &f->next;
	if (is_error)
		k->c->n_errors++;
	else
		k->c->n_warnings++;
}

/* Takes `text`. */
static void
add_octets(struct checker *k, bool is_error, const char *id,
	struct octets *text)
{
	const char *copy = arena_copy(k->c->arena, text->at, text->len);

	octets_free(text);
	if (copy == NULL)
		k->failed = true;
	else
		add(k, is_error, id, copy);
}

/* ---- statements ---- */

static const char *
first_case(const struct coverage_statement *s)
{
	return s->witnesses != NULL ? s->witnesses->test_case->id
				    : s->catches->test_case->id;
}

static void
check_covering(struct checker *k, const struct coverage_statement *s)
{
	struct octets text = {0};
	bool has_reason = s->row->reason[0] != '\0';

	if (s->visible && !has_reason)
		return;
	if (s->visible)
		octets_format(&text, "has a reason, yet %s covers it",
			first_case(s));
	else
		octets_format(&text, "%s covers it, yet %s is not in its roles",
			first_case(s), k->c->role);
	add_octets(k, false, s->row->id, &text);
}

static bool
is_plain(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

static void
check_words(struct checker *k, const struct requirement *row)
{
	if (row->summary[0] == '\0')
		add(k, true, row->id, "has no summary");
	if (!is_plain(row->summary) || !is_plain(row->reason))
		add(k, true, row->id,
			"has a summary or a reason that is not printable "
			"ASCII");
}

static void
check_statement(struct checker *k, const struct coverage_statement *s)
{
	const struct requirement *row = s->row;

	if (s->gated && s->state == COVERAGE_MISSING)
		add(k, true, row->id,
			"no case covers it, and no reason says why");
	if (s->state == COVERAGE_UNSEEN && row->reason[0] == '\0')
		add(k, true, row->id,
			"can be seen from no role, and no reason says why");
	check_words(k, row);
	if (s->witnesses != NULL || s->catches != NULL)
		check_covering(k, s);
}

/* ---- faults ---- */

static bool
matches_any(const struct coverage_input *in, const char *glob)
{
	for (size_t i = 0; i < in->cases->n; i++)
		if (fault_glob_is(glob, in->cases->cases[i]))
			return true;
	return false;
}

static void
check_globs(struct checker *k, const struct fault_row *fault)
{
	const char *at = fault->cases;
	char glob[FAULT_GLOB_MAX];

	while (fault_glob(&at, glob)) {
		struct octets text = {0};

		if (matches_any(k->in, glob))
			continue;
		octets_format(&text, "no case matches %s of the fault %s", glob,
			fault->name);
		add_octets(k, true, fault->requirement, &text);
	}
}

/* Whether the tables are about that RFC, or that section of it, at all. */
static bool
is_about(const struct checker *k, const char *id)
{
	const struct coverage *c = k->c;

	if (k->in->section != NULL && !identifier_is_in(id, k->in->section))
		return false;
	for (size_t i = 0; i < c->n_documents; i++)
		if (identifier_is_in(id, c->documents[i].number))
			return true;
	return false;
}

static void
check_fault(struct checker *k, const struct fault_row *fault)
{
	if (!is_about(k, fault->requirement))
		return;
	if (coverage_find(k->c, fault->requirement) == NULL) {
		struct octets text = {0};

		octets_format(&text,
			"is no requirement, yet the fault %s has it",
			fault->name);
		add_octets(k, true, fault->requirement, &text);
	}
	check_globs(k, fault);
}

bool
coverage_check(struct coverage *c, const struct coverage_input *in)
{
	struct checker k = {.c = c, .in = in, .end = &c->findings};
	size_t n;
	const struct fault_row *rows = faults_rows(&n);

	for (size_t i = 0; i < c->n_statements; i++)
		check_statement(&k, &c->statements[i]);
	for (size_t i = 0; i < n; i++)
		check_fault(&k, &rows[i]);
	return !k.failed;
}

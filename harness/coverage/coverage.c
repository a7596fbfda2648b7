#include "coverage/coverage.h"

#include <stdlib.h>
#include <string.h>

#include "case/arena.h"
#include "coverage/identifier.h"
#include "coverage/sections.h"

static const char *const state_names[] = {
	[COVERAGE_COVERED] = "covered",
	[COVERAGE_ARGUED] = "argued",
	[COVERAGE_MISSING] = "missing",
	[COVERAGE_ELSEWHERE] = "elsewhere",
	[COVERAGE_UNSEEN] = "unseen",
};

static const char *const group_names[] = {
	[COVERAGE_MUST] = "MUST",
	[COVERAGE_SHOULD] = "SHOULD",
	[COVERAGE_MAY] = "MAY",
	[COVERAGE_ABNF] = "ABNF",
};

const char *
coverage_state_name(enum coverage_state s)
{
	return state_names[s];
}

const char *
coverage_group_name(enum coverage_group g)
{
	return group_names[g];
}

/* ---- the statements ---- */

static enum coverage_group
group_of(const struct requirement *row)
{
	if (strcmp(row->keyword, "ABNF") == 0)
		return COVERAGE_ABNF;
	if (row->level == LEVEL_MUST)
		return COVERAGE_MUST;
	return row->level == LEVEL_SHOULD ? COVERAGE_SHOULD : COVERAGE_MAY;
}

static int
compare_statements(const void *a, const void *b)
{
	const struct coverage_statement *x = a;
	const struct coverage_statement *y = b;

	return identifier_compare(x->row->id, y->row->id);
}

static void
add_statement(struct coverage *c, const struct requirement *row)
{
	enum coverage_group group = group_of(row);
	bool visible = requirement_binds(row, c->role);

	c->statements[c->n_statements++] = (struct coverage_statement){
		.row = row,
		.group = group,
		.visible = visible,
		.gated = visible &&
			 (group == COVERAGE_MUST || group == COVERAGE_SHOULD),
	};
}

static bool
take_rows(struct coverage *c, const struct coverage_input *in)
{
	size_t n;
	const struct requirement *rows =
		requirements_rows(in->requirements, &n);

	c->statements = arena_alloc(c->arena, n, sizeof(*c->statements));
	if (c->statements == NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		if (in->section == NULL ||
			identifier_is_in(rows[i].id, in->section))
			add_statement(c, &rows[i]);
	qsort(c->statements, c->n_statements, sizeof(*c->statements),
		compare_statements);
	return true;
}

struct coverage_statement *
coverage_find(const struct coverage *c, const char *id)
{
	const struct requirement row = {.id = id};
	const struct coverage_statement key = {.row = &row};

	return bsearch(&key, c->statements, c->n_statements,
		sizeof(*c->statements), compare_statements);
}

/* ---- answers ---- */

/* Cases are sorted, and so are their witnesses if each goes to the end. */
static bool
add_witness(struct coverage *c, struct coverage_statement *s,
	const struct test_case *t, const struct answer *a)
{
	struct coverage_witness *w = arena_alloc(c->arena, 1, sizeof(*w));
	struct coverage_witness **end = &s->witnesses;

	if (w == NULL)
		return false;
	*w = (struct coverage_witness){.test_case = t, .answer = a};
	while (*end != NULL)
		end = &(*end)->next;
	*end = w;
	return true;
}

static bool
take_answer(struct coverage *c, const struct test_case *t,
	const struct answer *a)
{
	for (size_t i = 0; i < a->n_breaks; i++) {
		struct coverage_statement *s = coverage_find(c, a->breaks[i]);

		if (s != NULL && !add_witness(c, s, t, a))
			return false;
	}
	return true;
}

static bool
take_case(struct coverage *c, const struct test_case *t)
{
	if (strcmp(t->role, c->role) != 0)
		return true;
	c->has_cases = true;
	for (size_t i = 0; i < t->n_answers; i++)
		if (!take_answer(c, t, &t->answers[i]))
			return false;
	return true;
}

static bool
take_cases(struct coverage *c, const struct coverage_input *in)
{
	for (size_t i = 0; i < in->cases->n; i++)
		if (!take_case(c, in->cases->cases[i]))
			return false;
	return true;
}

/* ---- faults ---- */

static bool
add_catch(struct coverage *c, struct coverage_catch ***end,
	const struct fault_row *fault, const struct test_case *t)
{
	struct coverage_catch *k = arena_alloc(c->arena, 1, sizeof(*k));

	if (k == NULL)
		return false;
	*k = (struct coverage_catch){.fault = fault, .test_case = t};
	**end = k;
	*end = &k->next;
	return true;
}

static bool
take_fault(struct coverage *c, const struct coverage_input *in,
	const struct fault_row *fault)
{
	struct coverage_statement *s = coverage_find(c, fault->requirement);
	struct coverage_catch **end;

	if (s == NULL)
		return true;
	end = &s->catches;
	while (*end != NULL)
		end = &(*end)->next;
	for (size_t i = 0; i < in->cases->n; i++) {
		const struct test_case *t = in->cases->cases[i];

		if (strcmp(t->role, c->role) == 0 && fault_names(fault, t) &&
			!add_catch(c, &end, fault, t))
			return false;
	}
	return true;
}

static bool
take_faults(struct coverage *c, const struct coverage_input *in)
{
	size_t n;
	const struct fault_row *rows = faults_rows(&n);

	for (size_t i = 0; i < n; i++)
		if (!take_fault(c, in, &rows[i]))
			return false;
	return true;
}

/* ---- all of it ---- */

static enum coverage_state
state_of(const struct coverage_statement *s)
{
	if (!s->visible)
		return strcmp(s->row->roles, "none") == 0 ? COVERAGE_UNSEEN
							  : COVERAGE_ELSEWHERE;
	if (s->witnesses != NULL || s->catches != NULL)
		return COVERAGE_COVERED;
	return s->row->reason[0] != '\0' ? COVERAGE_ARGUED : COVERAGE_MISSING;
}

static void
decide(struct coverage *c)
{
	for (size_t i = 0; i < c->n_statements; i++)
		c->statements[i].state = state_of(&c->statements[i]);
}

struct coverage *
coverage_join(const struct coverage_input *in)
{
	struct coverage *c = calloc(1, sizeof(*c));

	if (c == NULL)
		return NULL;
	c->role = in->role;
	c->arena = arena_new();
	if (c->arena != NULL && take_rows(c, in) && take_cases(c, in) &&
		take_faults(c, in)) {
		decide(c);
		if (sections_make(c) && coverage_check(c, in))
			return c;
	}
	coverage_free(c);
	return NULL;
}

void
coverage_free(struct coverage *c)
{
	if (c == NULL)
		return;
	arena_free(c->arena);
	free(c);
}

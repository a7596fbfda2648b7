#include "compare/matrix_sections.h"

#include <stdlib.h>
#include <string.h>

#include "coverage/identifier.h"

/* ---- cases ---- */

static const char *
section_id(const struct compare_result *r, struct arena *arena)
{
	const char *id = r->n_requires > 0 ? r->requires[0] : "";

	return arena_copy(arena, id, identifier_section(id));
}

static bool
find_cases(const struct compare_table *t, struct matrix_sections *s)
{
	for (size_t i = 0; i < t->n_rows; i++) {
		const struct compare_result *any = t->rows[i].any;
		struct matrix_case *last =
			s->n_cases > 0 ? &s->cases[s->n_cases - 1] : NULL;

		if (last != NULL &&
			strcmp(last->rows[0].any->case_id, any->case_id) == 0) {
			last->n_rows++;
			continue;
		}
		last = &s->cases[s->n_cases++];
		last->rows = &t->rows[i];
		last->n_rows = 1;
		last->section_id = section_id(any, s->arena);
		if (last->section_id == NULL)
			return false;
	}
	return true;
}

/* ---- order ---- */

/* The messages themselves first, what they mean behind it. */
static int
rank(const char *id)
{
	if (id[0] == '\0')
		return 2;
	return strncmp(id, "9112-", 5) == 0 ? 0 : 1;
}

static int
compare_cases(const void *a, const void *b)
{
	const struct matrix_case *x = a;
	const struct matrix_case *y = b;
	int order = rank(x->section_id) - rank(y->section_id);

	if (order == 0)
		order = identifier_compare(x->section_id, y->section_id);
	if (order == 0)
		order = strcmp(x->rows[0].any->id, y->rows[0].any->id);
	return order;
}

/* ---- sections ---- */

static const char *
section_link(const char *id, struct arena *arena)
{
	struct octets link = {0};
	size_t rfc = identifier_document(id);
	const char *copy;

	octets_format(&link,
		"https://httpwg.org/specs/rfc%.*s.html#rfc.section.%s",
		(int)rfc, id, id[rfc] == '-' ? id + rfc + 1 : "");
	copy = arena_copy(arena, link.at, link.len);
	octets_free(&link);
	return copy;
}

/* Only what the list of requirements knows has a title and a link. */
static bool
describe(const struct matrix_case *c, const struct requirements *requirements,
	struct matrix_section *out, struct arena *arena)
{
	const struct compare_result *any = c->rows[0].any;
	const struct requirement *row =
		any->n_requires > 0
			? requirements_find(requirements, any->requires[0])
			: NULL;

	*out = (struct matrix_section){c->section_id, "", ""};
	if (row == NULL)
		return true;
	out->title = row->section;
	out->link = section_link(c->section_id, arena);
	return out->link != NULL;
}

static bool
find_sections(struct matrix_sections *s,
	const struct requirements *requirements)
{
	for (size_t i = 0; i < s->n_cases; i++) {
		struct matrix_case *c = &s->cases[i];

		if (s->n == 0 ||
			strcmp(s->list[s->n - 1].id, c->section_id) != 0) {
			if (!describe(c, requirements, &s->list[s->n],
				    s->arena))
				return false;
			s->n++;
		}
		c->section = s->n - 1;
	}
	return true;
}

bool
matrix_sections_make(const struct compare_table *t,
	const struct requirements *requirements, struct matrix_sections *out)
{
	*out = (struct matrix_sections){.arena = arena_new()};
	if (out->arena == NULL)
		return false;
	out->cases = arena_alloc(out->arena, t->n_rows, sizeof(*out->cases));
	out->list = arena_alloc(out->arena, t->n_rows, sizeof(*out->list));
	if (out->cases == NULL || out->list == NULL || !find_cases(t, out))
		return false;
	if (out->n_cases > 0)
		qsort(out->cases, out->n_cases, sizeof(*out->cases),
			compare_cases);
	return find_sections(out, requirements);
}

void
matrix_sections_free(struct matrix_sections *s)
{
	arena_free(s->arena);
	*s = (struct matrix_sections){0};
}

#include "coverage/sections.h"

#include <string.h>

#include "case/arena.h"
#include "coverage/identifier.h"

static const struct {
	const char *number;
	const char *title;
} titles[] = {
	{"9110", "HTTP Semantics"},
	{"9111", "HTTP Caching"},
	{"9112", "HTTP/1.1"},
};

#define N_TITLES (sizeof(titles) / sizeof(titles[0]))

static const char *
title_of(const char *number)
{
	for (size_t i = 0; i < N_TITLES; i++)
		if (strcmp(titles[i].number, number) == 0)
			return titles[i].title;
	return "";
}

static void
count(struct coverage_count *into, const struct coverage_statement *s)
{
	into->statements++;
	into->visible += s->visible;
	into->states[s->state]++;
}

static bool
begins_section(const struct coverage *c, size_t i)
{
	const char *id = c->statements[i].row->id;
	const char *before;
	size_t len = identifier_section(id);

	if (i == 0)
		return true;
	before = c->statements[i - 1].row->id;
	return identifier_section(before) != len ||
	       strncmp(before, id, len) != 0;
}

static bool
begins_document(const struct coverage *c, size_t i)
{
	const char *id = c->statements[i].row->id;

	return i == 0 || strncmp(c->statements[i - 1].row->id, id,
				 identifier_document(id) + 1) != 0;
}

static bool
begin_section(struct coverage *c, struct coverage_section *section,
	const struct coverage_statement *first)
{
	const char *id = first->row->id;
	size_t from = identifier_document(id) + 1;

	*section = (struct coverage_section){
		.number = arena_copy(c->arena, id + from,
			identifier_section(id) - from),
		.title = first->row->section,
		.statements = first,
	};
	return section->number != NULL;
}

static bool
begin_document(struct coverage *c, const struct coverage_section *first,
	const char *id)
{
	const char *number = arena_copy(c->arena, id, identifier_document(id));

	if (number == NULL)
		return false;
	c->documents[c->n_documents++] = (struct coverage_document){
		.number = number,
		.title = title_of(number),
		.sections = first,
	};
	return true;
}

static void
count_everywhere(struct coverage *c, struct coverage_document *document,
	struct coverage_section *section, const struct coverage_statement *s)
{
	count(&section->count, s);
	count(&document->count, s);
	count(&document->groups[s->group], s);
	count(&c->count, s);
	count(&c->groups[s->group], s);
}

bool
sections_make(struct coverage *c)
{
	/* There are never more of them than statements. */
	struct coverage_section *sections =
		arena_alloc(c->arena, c->n_statements, sizeof(*sections));
	size_t n = 0;

	c->documents =
		arena_alloc(c->arena, c->n_statements, sizeof(*c->documents));
	if (sections == NULL || c->documents == NULL)
		return false;
	for (size_t i = 0; i < c->n_statements; i++) {
		const struct coverage_statement *s = &c->statements[i];

		if (begins_document(c, i) &&
			!begin_document(c, &sections[n], s->row->id))
			return false;
		if (begins_section(c, i)) {
			if (!begin_section(c, &sections[n++], s))
				return false;
			c->documents[c->n_documents - 1].n_sections++;
		}
		count_everywhere(c, &c->documents[c->n_documents - 1],
			&sections[n - 1], s);
	}
	return true;
}

#include "suite/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite/place.h"

void
suite_no_memory(void)
{
	(void)fprintf(stderr, "out of memory\n");
	abort();
}

static void
need_none(struct diagnostics *d)
{
	if (diagnostics_count(d) == 0)
		return;
	diagnostics_print(d, stderr);
	abort();
}

const struct requirements *
suite_requirements(void)
{
	static struct requirements *requirements;
	struct diagnostics d = {0};
	char place[SUITE_PLACE_MAX];

	if (requirements == NULL) {
		requirements =
			requirements_load(suite_place(place, "requirements",
						  SUITE_REQUIREMENTS),
				&d);
		need_none(&d);
	}
	return requirements;
}

/* ---- which kinds the cases use ---- */

struct used {
	bool events[EVENT_ALIVE + 1];
	bool conditions[CONDITION_COVERS + 1];
	bool values[VALUE_NOT_LATER + 1];
	bool forms[N_FORMS];
	bool byteranges[N_BYTERANGES];
};

static void
note_condition(struct used *used, const struct condition *c)
{
	used->conditions[c->kind] = true;
	if (c->kind == CONDITION_FIELD)
		used->values[c->value] = true;
	if (c->kind == CONDITION_FIELD && c->value == VALUE_FORM)
		used->forms[c->form] = true;
	if (c->kind == CONDITION_BYTERANGES)
		used->byteranges[c->byteranges] = true;
}

static void
note_step(struct used *used, const struct step *step)
{
	for (size_t i = 0; i < step->n_outcomes; i++) {
		const struct outcome *o = &step->outcomes[i];

		for (size_t k = 0; k < o->n_events; k++) {
			const struct event *e = &o->events[k];

			used->events[e->kind] = true;
			for (size_t n = 0; n < e->n_conditions; n++)
				note_condition(used, &e->conditions[n]);
		}
	}
}

/* A kind that is new, and in none of these cases, is not tested. */
static void
need_all_kinds(const struct case_set *set)
{
	struct used used;
	const unsigned char *at = (const unsigned char *)&used;

	memset(&used, 0, sizeof(used));
	for (size_t i = 0; i < set->n; i++)
		for (size_t k = 0; k < set->cases[i]->n_steps; k++)
			note_step(&used, &set->cases[i]->steps[k]);
	for (size_t i = 0; i < sizeof(used); i++) {
		if (at[i] == 1)
			continue;
		(void)fprintf(stderr,
			"%s: no case uses kind %zu of `struct used`\n",
			SUITE_CASES, i);
		abort();
	}
}

const struct case_set *
suite_cases(void)
{
	static struct case_set set;
	struct diagnostics d = {0};
	char place[SUITE_PLACE_MAX];
	const char *cases;

	if (set.n == 0) {
		cases = suite_place(place, "cases", SUITE_CASES);
		(void)case_set_load(&set, cases, cases, suite_requirements(),
			&d);
		need_none(&d);
		need_all_kinds(&set);
	}
	return &set;
}

struct octets
suite_octets(struct h1_span span)
{
	struct octets o = {.len = span.len, .room = span.len};

	memcpy(&o.at, &span.at, sizeof(o.at));
	return o;
}

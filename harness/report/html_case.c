#include "report/html_case.h"

#include "report/json_fill.h"
#include "report/words.h"

/* Gives the octets as a string, and frees them. */
static json_t *
taken(struct octets *text)
{
	json_t *string = json_fill_octets(text->at, text->len);

	octets_free(text);
	return string;
}

/* ---- a case ---- */

static json_t *
outcome_json(const struct outcome *o)
{
	struct octets words = {0};

	words_events(&words, o);
	return json_pack("[soo]", verdict_name(o->verdict), taken(&words),
		json_fill_text(o->why));
}

static json_t *
outcomes_json(const struct step *s)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < s->n_outcomes; i++)
		ok &= json_fill_append(array, outcome_json(&s->outcomes[i]));
	return json_fill_array(array, ok);
}

static json_t *
expects_json(const struct test_case *c)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t k = 0; k < c->n_expects; k++)
		ok &= json_fill_append(array, outcomes_json(case_expect(c, k)));
	return json_fill_array(array, ok);
}

json_t *
html_case(const struct test_case *c)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "id", json_fill_text(c->id));
	json_fill_put(&f, "area", json_fill_text(c->area));
	json_fill_put(&f, "level", json_fill_text(level_name(c->level)));
	json_fill_put(&f, "title", json_fill_text(c->title));
	json_fill_put(&f, "why", json_fill_text(c->why));
	json_fill_put(&f, "tags", json_fill_texts(c->tags, c->n_tags));
	json_fill_put(&f, "requires",
		json_fill_texts(c->requires, c->n_requires));
	json_fill_put(&f, "expects", expects_json(c));
	json_fill_put(&f, "otherwise",
		json_fill_text(verdict_name(judge_unmatched(c->level))));
	return json_fill_end(&f);
}

/* ---- requirements ---- */

static json_t *
requirement_json(const struct requirement *row)
{
	struct octets link = {0};

	requirement_link(row, &link);
	return json_pack("[oooo]", json_fill_text(row->keyword),
		json_fill_text(row->section), json_fill_text(row->summary),
		taken(&link));
}

bool
html_requirements(const struct run *r, const struct test_case *c,
	json_t *object)
{
	for (size_t i = 0; i < c->n_requires; i++) {
		const char *id = c->requires[i];
		const struct requirement *row =
			r->requirements == NULL
				? NULL
				: requirements_find(r->requirements, id);

		if (row == NULL || json_object_get(object, id) != NULL)
			continue;
		if (json_object_set_new(object, id, requirement_json(row)) != 0)
			return false;
	}
	return true;
}

/* ---- what a target can do ---- */

json_t *
html_capabilities(const struct run *r)
{
	json_t *array = json_array();
	bool ok = true;

	for (unsigned i = 0; i < N_CAPABILITIES; i++) {
		enum capability c = (enum capability)i;

		ok &= json_fill_append(array,
			json_pack("[ssb]", capability_name(c),
				capability_text(c),
				(r->capabilities & 1u << i) != 0));
	}
	return json_fill_array(array, ok);
}

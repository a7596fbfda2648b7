#include <stdlib.h>
#include <string.h>

#include "coverage/coverage.h"
#include "coverage/identifier.h"
#include "report/json_fill.h"
#include "report/prose.h"

/* Coverage format 1, as FORMAT.md describes it. */

#define FORMAT 1

#define DUMP_FLAGS (JSON_INDENT(1) | JSON_ENSURE_ASCII)

/* ---- counts ---- */

static void
put_count(struct json_fill *f, const struct coverage_count *n)
{
	json_fill_put(f, "statements", json_integer((json_int_t)n->statements));
	json_fill_put(f, "visible", json_integer((json_int_t)n->visible));
	for (int s = 0; s < N_COVERAGE_STATES; s++)
		json_fill_put(f, coverage_state_name((enum coverage_state)s),
			json_integer((json_int_t)n->states[s]));
}

static json_t *
group_json(enum coverage_group group, const struct coverage_count *n)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "level", json_fill_text(coverage_group_name(group)));
	put_count(&f, n);
	return json_fill_end(&f);
}

static json_t *
groups_json(const struct coverage_count groups[N_COVERAGE_GROUPS])
{
	json_t *array = json_array();
	bool ok = true;

	for (int g = 0; g < N_COVERAGE_GROUPS; g++)
		ok &= json_fill_append(array,
			group_json((enum coverage_group)g, &groups[g]));
	return json_fill_array(array, ok);
}

static json_t *
section_json(const struct coverage_section *section)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "section", json_fill_text(section->number));
	json_fill_put(&f, "title", json_fill_text(section->title));
	put_count(&f, &section->count);
	return json_fill_end(&f);
}

static json_t *
sections_json(const struct coverage_document *d)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < d->n_sections; i++)
		ok &= json_fill_append(array, section_json(&d->sections[i]));
	return json_fill_array(array, ok);
}

static json_t *
document_json(const struct coverage_document *d)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "rfc", json_fill_text(d->number));
	json_fill_put(&f, "title", json_fill_text(d->title));
	put_count(&f, &d->count);
	json_fill_put(&f, "levels", groups_json(d->groups));
	json_fill_put(&f, "sections", sections_json(d));
	return json_fill_end(&f);
}

static json_t *
documents_json(const struct coverage *c)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < c->n_documents; i++)
		ok &= json_fill_append(array, document_json(&c->documents[i]));
	return json_fill_array(array, ok);
}

static json_t *
totals_json(const struct coverage *c)
{
	struct json_fill f = {json_object(), false};

	put_count(&f, &c->count);
	json_fill_put(&f, "levels", groups_json(c->groups));
	return json_fill_end(&f);
}

/* ---- statements ---- */

static json_t *
witness_json(const struct coverage_witness **w)
{
	const struct test_case *t = (*w)->test_case;
	struct json_fill f = {json_object(), false};
	json_t *answers = json_array();
	bool ok = true;

	for (; *w != NULL && (*w)->test_case == t; *w = (*w)->next)
		ok &= json_fill_append(answers,
			json_fill_text((*w)->answer->name));
	json_fill_put(&f, "case", json_fill_text(t->id));
	json_fill_put(&f, "answers", json_fill_array(answers, ok));
	return json_fill_end(&f);
}

static json_t *
witnesses_json(const struct coverage_statement *s)
{
	const struct coverage_witness *w = s->witnesses;
	json_t *array = json_array();
	bool ok = true;

	while (w != NULL)
		ok &= json_fill_append(array, witness_json(&w));
	return json_fill_array(array, ok);
}

static json_t *
catch_json(const struct coverage_catch **k)
{
	const struct fault_row *fault = (*k)->fault;
	struct json_fill f = {json_object(), false};
	json_t *cases = json_array();
	bool ok = true;

	for (; *k != NULL && (*k)->fault == fault; *k = (*k)->next)
		ok &= json_fill_append(cases,
			json_fill_text((*k)->test_case->id));
	json_fill_put(&f, "fault", json_fill_text(fault->name));
	json_fill_put(&f, "text", json_fill_text(fault->text));
	json_fill_put(&f, "cases", json_fill_array(cases, ok));
	return json_fill_end(&f);
}

static json_t *
catches_json(const struct coverage_statement *s)
{
	const struct coverage_catch *k = s->catches;
	json_t *array = json_array();
	bool ok = true;

	while (k != NULL)
		ok &= json_fill_append(array, catch_json(&k));
	return json_fill_array(array, ok);
}

static json_t *
link_json(const struct requirement *row)
{
	struct octets link = {0};
	json_t *text = requirement_link(row, &link)
			       ? json_fill_text(prose_string(&link))
			       : NULL;

	octets_free(&link);
	return text;
}

static json_t *
statement_json(const struct coverage_statement *s)
{
	const struct requirement *row = s->row;
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "id", json_fill_text(row->id));
	json_fill_put(&f, "keyword", json_fill_text(row->keyword));
	json_fill_put(&f, "level",
		json_fill_text(coverage_group_name(s->group)));
	json_fill_put(&f, "actor", json_fill_text(row->actor));
	json_fill_put(&f, "roles", json_fill_text(row->roles));
	json_fill_put(&f, "link", link_json(row));
	json_fill_put(&f, "summary", json_fill_text(row->summary));
	json_fill_put(&f, "reason", json_fill_text(row->reason));
	json_fill_put(&f, "state",
		json_fill_text(coverage_state_name(s->state)));
	json_fill_put(&f, "gated", json_boolean(s->gated));
	json_fill_put(&f, "cases", witnesses_json(s));
	json_fill_put(&f, "faults", catches_json(s));
	return json_fill_end(&f);
}

static json_t *
statements_json(const struct coverage *c)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < c->n_statements; i++)
		ok &= json_fill_append(array,
			statement_json(&c->statements[i]));
	return json_fill_array(array, ok);
}

/* ---- all of it ---- */

static json_t *
findings_json(const struct coverage *c, bool errors)
{
	json_t *array = json_array();
	bool ok = true;

	for (const struct coverage_finding *f = c->findings; f; f = f->next)
		if (f->is_error == errors)
			ok &= json_fill_append(array,
				json_pack("{ss ss}", "id", f->id, "text",
					f->text));
	return json_fill_array(array, ok);
}

bool
coverage_json(const struct coverage *c, const char *version, struct octets *out)
{
	struct json_fill f = {json_object(), false};
	json_t *json;
	char *text = NULL;
	bool ok;

	json_fill_put(&f, "format", json_integer(FORMAT));
	json_fill_put(&f, "suite",
		json_pack("{ss ss}", "name", "assay", "version", version));
	json_fill_put(&f, "role", json_fill_text(c->role));
	json_fill_put(&f, "totals", totals_json(c));
	json_fill_put(&f, "documents", documents_json(c));
	json_fill_put(&f, "errors", findings_json(c, true));
	json_fill_put(&f, "warnings", findings_json(c, false));
	json_fill_put(&f, "requirements", statements_json(c));
	json = json_fill_end(&f);
	if (json != NULL)
		text = json_dumps(json, DUMP_FLAGS);
	json_decref(json);
	ok = text != NULL && octets_format(out, "%s\n", text);
	free(text);
	return ok;
}

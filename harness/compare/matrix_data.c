#include <stdlib.h>

#include "compare/matrix.h"
#include "compare/matrix_sections.h"
#include "compare/matrix_servers.h"
#include "compare/strings.h"
#include "compare/wires.h"
#include "report/json_fill.h"

/* While it is made. */
struct maker {
	const struct compare_table *t;
	const struct requirements *requirements;
	const char *folder;
	struct wires_target *targets; /* by report */
	struct strings strings;
	struct strings details; /* as JSON texts */
	json_t *rows;		/* id of a requirement -> what is known of it */
	bool failed;
};

static size_t
report_at(const struct maker *m, size_t place)
{
	return m->t->clusters.order[place];
}

static json_t *
number(size_t n)
{
	return json_integer((json_int_t)n);
}

/* ---- cells ---- */

static char
letter(const struct compare_result *r)
{
	char c;

	if (r == NULL)
		return ' ';
	c = verdict_name(r->verdict)[0];
	if (r->flaky)
		c = (char)(c - 'a' + 'A');
	return c;
}

static json_t *
letters_json(const struct maker *m, const struct compare_row *row)
{
	struct octets letters = {0};
	json_t *string;

	for (size_t i = 0; i < m->t->n; i++) {
		char c = letter(row->cells[report_at(m, i)]);

		octets_append(&letters, &c, 1);
	}
	string = json_fill_octets(letters.at, letters.len);
	octets_free(&letters);
	return string;
}

/* The same few sentences are behind most of the cells. */
static json_t *
detail_json(struct maker *m, const struct compare_result *r)
{
	json_t *detail;
	json_t *place;
	char *text;

	if (r == NULL)
		return json_integer(-1);
	detail = json_pack("[oooo]", strings_text(&m->strings, r->reason),
		strings_text(&m->strings, r->events),
		strings_text(&m->strings, r->outcome),
		strings_text(&m->strings, r->known));
	text = json_dumps(detail, JSON_COMPACT);
	json_decref(detail);
	place = strings_text(&m->details, text != NULL ? text : "");
	m->failed |= text == NULL;
	free(text);
	return place;
}

static json_t *
details_json(struct maker *m, const struct compare_row *row)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < m->t->n; i++)
		ok &= json_fill_append(array,
			detail_json(m, row->cells[report_at(m, i)]));
	return json_fill_array(array, ok);
}

static json_t *
or_null(json_t *json)
{
	return json != NULL ? json : json_null();
}

static json_t *
wires_json(struct maker *m, const struct compare_row *row)
{
	struct json_fill f = {json_object(), false};

	for (size_t i = 0; i < m->t->n; i++) {
		size_t at = report_at(m, i);
		const struct compare_result *r = row->cells[at];
		char key[24];

		if (r == NULL || (r->n_segments == 0 && r->text[0] == '\0'))
			continue;
		(void)snprintf(key, sizeof(key), "%zu", i);
		json_fill_put(&f, key,
			json_pack("[oo]",
				or_null(wires_trace(&m->strings,
					&m->targets[at], r)),
				or_null(wires_command(&m->strings,
					&m->targets[at], r))));
	}
	return json_fill_end(&f);
}

/* ---- cases ---- */

static json_t *
row_json(struct maker *m, const struct compare_row *row)
{
	json_t *array = json_array();
	bool ok = true;

	ok &= json_fill_append(array, json_fill_text(row->any->variant));
	ok &= json_fill_append(array, letters_json(m, row));
	ok &= json_fill_append(array, details_json(m, row));
	ok &= json_fill_append(array, wires_json(m, row));
	return json_fill_array(array, ok);
}

static void
put_requirement(struct maker *m, const char *id)
{
	const struct requirement *row = requirements_find(m->requirements, id);
	struct octets link = {0};

	if (row == NULL || json_object_get(m->rows, id) != NULL)
		return;
	if (!requirement_link(row, &link) || !octets_append(&link, "", 1) ||
		json_object_set_new(m->rows, id,
			json_pack("[sss]", row->keyword, row->summary,
				(const char *)link.at)) != 0)
		m->failed = true;
	octets_free(&link);
}

static json_t *
case_json(struct maker *m, const struct matrix_case *c)
{
	const struct compare_result *any = c->rows[0].any;
	struct json_fill f = {json_object(), false};
	json_t *rows = json_array();
	bool ok = true;

	for (size_t i = 0; i < any->n_requires; i++)
		put_requirement(m, any->requires[i]);
	for (size_t i = 0; i < c->n_rows; i++)
		ok &= json_fill_append(rows, row_json(m, &c->rows[i]));
	json_fill_put(&f, "id", json_fill_text(any->case_id));
	json_fill_put(&f, "title", json_fill_text(any->title));
	json_fill_put(&f, "level", json_fill_text(level_name(any->level)));
	json_fill_put(&f, "area", json_fill_text(any->area));
	json_fill_put(&f, "tags", json_fill_texts(any->tags, any->n_tags));
	json_fill_put(&f, "requires",
		json_fill_texts(any->requires, any->n_requires));
	json_fill_put(&f, "section", number(c->section));
	json_fill_put(&f, "rows", json_fill_array(rows, ok));
	return json_fill_end(&f);
}

static json_t *
cases_json(struct maker *m, const struct matrix_sections *s)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < s->n_cases; i++)
		ok &= json_fill_append(array, case_json(m, &s->cases[i]));
	return json_fill_array(array, ok);
}

static json_t *
sections_json(const struct matrix_sections *s)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < s->n; i++)
		ok &= json_fill_append(array,
			json_pack("[sss]", s->list[i].id, s->list[i].title,
				s->list[i].link));
	return json_fill_array(array, ok);
}

/* Details are kept as JSON texts while they are compared. */
static json_t *
unpack_details(struct maker *m)
{
	json_t *texts = strings_close(&m->details);
	json_t *array = json_array();
	bool ok = texts != NULL;

	for (size_t i = 0; i < json_array_size(texts); i++)
		ok &= json_fill_append(array,
			json_loads(json_string_value(json_array_get(texts, i)),
				0, NULL));
	json_decref(texts);
	return json_fill_array(array, ok);
}

/* ---- all of it ---- */

static json_t *
make(struct maker *m, const struct matrix_sections *s)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "suite",
		json_fill_text(m->t->n > 0 ? m->t->reports[0].suite : ""));
	json_fill_put(&f, "servers",
		matrix_servers(m->t, m->folder, m->targets));
	json_fill_put(&f, "merges", matrix_merges(m->t));
	json_fill_put(&f, "sections", sections_json(s));
	json_fill_put(&f, "cases", cases_json(m, s));
	json_fill_put(&f, "requirements", json_incref(m->rows));
	json_fill_put(&f, "details", unpack_details(m));
	json_fill_put(&f, "strings", strings_close(&m->strings));
	f.failed |= m->failed;
	return json_fill_end(&f);
}

json_t *
compare_matrix_data(const struct compare_table *t,
	const struct requirements *requirements, const char *folder)
{
	struct maker m = {
		.t = t,
		.requirements = requirements,
		.folder = folder,
		.targets = calloc(t->n + 1, sizeof(*m.targets)),
		.rows = json_object(),
	};
	struct matrix_sections sections;
	json_t *data = NULL;

	strings_open(&m.strings);
	strings_open(&m.details);
	if (matrix_sections_make(t, requirements, &sections) &&
		m.targets != NULL) {
		for (size_t i = 0; i < t->n; i++)
			wires_target(&t->reports[i], &m.targets[i]);
		data = make(&m, &sections);
	}
	json_decref(strings_close(&m.strings));
	json_decref(strings_close(&m.details));
	json_decref(m.rows);
	matrix_sections_free(&sections);
	free(m.targets);
	return data;
}

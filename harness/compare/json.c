#include "compare/json.h"

#include "report/json_fill.h"

#define FORMAT 1

static json_t *
counts_json(const struct compare_report *r)
{
	struct json_fill f = {json_object(), false};

	for (int v = 0; v < N_VERDICTS; v++)
		json_fill_put(&f, verdict_name((enum verdict)v),
			json_integer((json_int_t)r->counts[v]));
	json_fill_put(&f, "flaky", json_integer((json_int_t)r->n_flaky));
	return json_fill_end(&f);
}

static void
put_report(struct json_fill *f, const struct compare_report *r)
{
	json_fill_put(f, "file", json_fill_text(r->path));
	json_fill_put(f, "suite", json_fill_text(r->suite));
	json_fill_put(f, "name", json_fill_text(r->name));
	json_fill_put(f, "version", json_fill_text(r->version));
	json_fill_put(f, "server", json_fill_text(r->server));
	json_fill_put(f, "started", json_fill_text(r->started));
	json_fill_put(f, "counts", counts_json(r));
}

/* ---- two reports ---- */

static json_t *
side_json(const struct compare_result *r)
{
	struct json_fill f;

	if (r == NULL)
		return json_null();
	f = (struct json_fill){json_object(), false};
	json_fill_put(&f, "verdict", json_fill_text(verdict_name(r->verdict)));
	json_fill_put(&f, "flaky", json_boolean(r->flaky));
	json_fill_put(&f, "events", json_fill_text(r->events));
	json_fill_put(&f, "reason", json_fill_text(r->reason));
	return json_fill_end(&f);
}

static void
put_result(struct json_fill *f, const struct compare_result *r)
{
	json_fill_put(f, "id", json_fill_text(r->id));
	json_fill_put(f, "level", json_fill_text(level_name(r->level)));
	json_fill_put(f, "tags", json_fill_texts(r->tags, r->n_tags));
	json_fill_put(f, "title", json_fill_text(r->title));
}

static json_t *
change_json(const struct change *c)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "kind", json_fill_text(change_kind_name(c->kind)));
	put_result(&f, change_result(c));
	json_fill_put(&f, "before", side_json(c->before));
	json_fill_put(&f, "after", side_json(c->after));
	return json_fill_end(&f);
}

static json_t *
differences_json(const struct compare_report *before,
	const struct compare_report *after)
{
	json_t *array = json_array();
	struct fact_difference d;
	bool ok = true;
	size_t i = 0;

	while (fact_difference_next(before, after, &i, &d)) {
		struct json_fill f = {json_object(), false};

		json_fill_put(&f, "name", json_fill_text(d.name));
		json_fill_put(&f, "before", json_fill_text(d.before));
		json_fill_put(&f, "after", json_fill_text(d.after));
		ok &= json_fill_append(array, json_fill_end(&f));
	}
	return json_fill_array(array, ok);
}

static json_t *
kinds_json(const struct changes *c)
{
	struct json_fill f = {json_object(), false};

	for (int k = 0; k < N_CHANGE_KINDS; k++)
		json_fill_put(&f, change_kind_name((enum change_kind)k),
			json_integer((json_int_t)c->counts[k]));
	json_fill_put(&f, "same", json_integer((json_int_t)c->n_same));
	json_fill_put(&f, "other_events",
		json_integer((json_int_t)c->n_events));
	return json_fill_end(&f);
}

static json_t *
report_json(const struct compare_report *r)
{
	struct json_fill f = {json_object(), false};

	put_report(&f, r);
	return json_fill_end(&f);
}

json_t *
compare_json_changes(const struct compare_report *before,
	const struct compare_report *after, const struct changes *c)
{
	struct json_fill f = {json_object(), false};
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < c->n; i++)
		ok &= json_fill_append(array, change_json(&c->list[i]));
	json_fill_put(&f, "format", json_integer(FORMAT));
	json_fill_put(&f, "kind", json_fill_text("changes"));
	json_fill_put(&f, "before", report_json(before));
	json_fill_put(&f, "after", report_json(after));
	json_fill_put(&f, "differences", differences_json(before, after));
	json_fill_put(&f, "summary", kinds_json(c));
	json_fill_put(&f, "changes", json_fill_array(array, ok));
	return json_fill_end(&f);
}

/* ---- side by side ---- */

static json_t *
reports_json(const struct compare_table *t)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < t->n; i++) {
		struct json_fill f = {json_object(), false};

		json_fill_put(&f, "label", json_fill_text(t->labels[i].name));
		put_report(&f, &t->reports[i]);
		ok &= json_fill_append(array, json_fill_end(&f));
	}
	return json_fill_array(array, ok);
}

static json_t *
order_json(const struct compare_table *t)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < t->n; i++)
		ok &= json_fill_append(array,
			json_integer((json_int_t)t->clusters.order[i]));
	return json_fill_array(array, ok);
}

static json_t *
merges_json(const struct compare_table *t)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i + 1 < t->n; i++) {
		const struct cluster_merge *m = &t->clusters.merges[i];
		struct json_fill f = {json_object(), false};

		json_fill_put(&f, "left", json_integer((json_int_t)m->left));
		json_fill_put(&f, "right", json_integer((json_int_t)m->right));
		json_fill_put(&f, "distance", json_real(m->distance));
		ok &= json_fill_append(array, json_fill_end(&f));
	}
	return json_fill_array(array, ok);
}

static json_t *
cells_json(const struct compare_table *t, const struct compare_row *row)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < t->n; i++)
		ok &= json_fill_append(array, side_json(row->cells[i]));
	return json_fill_array(array, ok);
}

static json_t *
row_json(const struct compare_table *t, const struct compare_row *row)
{
	struct json_fill f = {json_object(), false};

	put_result(&f, row->any);
	json_fill_put(&f, "cells", cells_json(t, row));
	return json_fill_end(&f);
}

json_t *
compare_json_table(const struct compare_table *t, bool steady)
{
	struct json_fill f = {json_object(), false};
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < t->n_rows; i++) {
		const struct compare_row *row = &t->rows[i];

		if (steady ? !compare_is_steady(t, row)
			   : !compare_agree(t, row))
			ok &= json_fill_append(array, row_json(t, row));
	}
	json_fill_put(&f, "format", json_integer(FORMAT));
	json_fill_put(&f, "kind", json_fill_text(steady ? "same" : "table"));
	json_fill_put(&f, "reports", reports_json(t));
	json_fill_put(&f, "order", order_json(t));
	json_fill_put(&f, "merges", merges_json(t));
	json_fill_put(&f, "results", json_integer((json_int_t)t->n_rows));
	json_fill_put(&f, "rows", json_fill_array(array, ok));
	return json_fill_end(&f);
}

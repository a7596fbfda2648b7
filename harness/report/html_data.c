#include "report/html_data.h"

#include <stdlib.h>

#include "report/html_case.h"
#include "report/html_trace.h"
#include "report/json_baseline.h"
#include "report/json_head.h"
#include "report/json_result.h"
#include "report/json_variance.h"
#include "report/shell.h"

/* What shell.h says. */
#define COMMAND_INDENT 4

struct page_data {
	const struct run *run;
	struct json_fill fill;
	struct string_table strings;
};

/* ---- results ---- */

static json_t *
command_json(struct page_data *d, const struct test_case *c,
	const struct trace *t)
{
	struct octets text = {0};
	json_t *lines;

	if (t == NULL || d->strings.room == 0)
		return json_null();
	shell_reproducer(d->run, c, t, &text);
	lines = html_lines(&text, COMMAND_INDENT, &d->strings);
	octets_free(&text);
	return lines;
}

static json_t *
matched_json(const struct result *result)
{
	const struct judgement *j = &result->judgement;
	const struct step *s = case_expect(result->test_case, j->expect);

	for (size_t i = 0; s != NULL && i < s->n_outcomes; i++)
		if (&s->outcomes[i] == j->outcome)
			return json_integer((json_int_t)i);
	return json_null();
}

static json_t *
result_json(struct page_data *d, const struct result *result, size_t case_index)
{
	struct json_fill f = {json_object(), false};
	const struct variant *v = result->variant;

	json_fill_put(&f, "case", json_integer((json_int_t)case_index));
	json_fill_put(&f, "variant", json_fill_text(v ? v->name : NULL));
	json_fill_put(&f, "verdict",
		json_fill_text(verdict_name(result->judgement.verdict)));
	json_put_play(&f, result);
	json_fill_put(&f, "baseline", json_standing(d->run, result));
	json_fill_put(&f, "matched", matched_json(result));
	json_fill_put(&f, "trace", html_trace(result->trace, &d->strings));
	json_fill_put(&f, "command",
		command_json(d, result->test_case, result->trace));
	return json_fill_end(&f);
}

/* Each in its place, though the worst are made first. */
static json_t *
results_json(struct page_data *d, const size_t *case_indexes)
{
	const struct run *r = d->run;
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < r->n_results; i++)
		ok &= json_fill_append(array, json_null());
	for (int v = 0; v < N_VERDICTS; v++)
		for (size_t i = 0; i < r->n_results; i++) {
			const struct result *result = &r->results[i];

			if (result->judgement.verdict != verdicts_by_weight[v])
				continue;
			ok &= json_array_set_new(array, i,
				      result_json(d, result,
					      case_indexes[i])) == 0;
		}
	return json_fill_array(array, ok);
}

/* ---- cases ---- */

/* The results of a case stand together, but may be shuffled. */
static size_t
case_index(const struct run *r, const size_t *indexes, size_t i)
{
	for (size_t k = i; k > 0; k--)
		if (r->results[k - 1].test_case == r->results[i].test_case)
			return indexes[k - 1];
	return SIZE_MAX;
}

/* `indexes` has room for one of each result. */
static json_t *
cases_json(const struct run *r, size_t *indexes)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < r->n_results; i++) {
		indexes[i] = case_index(r, indexes, i);
		if (indexes[i] != SIZE_MAX)
			continue;
		indexes[i] = json_array_size(array);
		ok &= json_fill_append(array,
			html_case(r->results[i].test_case));
	}
	return json_fill_array(array, ok);
}

static json_t *
requirements_json(const struct run *r)
{
	json_t *object = json_object();
	bool ok = true;

	for (size_t i = 0; i < r->n_results; i++)
		if (i == 0 ||
			r->results[i].test_case != r->results[i - 1].test_case)
			ok &= html_requirements(r, r->results[i].test_case,
				object);
	return json_fill_array(object, ok);
}

static void
put_results(struct page_data *d)
{
	size_t n = d->run->n_results;
	size_t *indexes = calloc(n > 0 ? n : 1, sizeof(*indexes));

	if (indexes == NULL) {
		d->fill.failed = true;
		return;
	}
	json_fill_put(&d->fill, "cases", cases_json(d->run, indexes));
	json_fill_put(&d->fill, "results", results_json(d, indexes));
	free(indexes);
}

/* ---- splits ---- */

static json_t *
variance_json(struct page_data *d, const struct split_variance *v)
{
	struct json_fill f = {json_object(), false};
	const struct judgement *j = &v->judgement;

	json_fill_put(&f, "result", json_integer(v->result - d->run->results));
	json_fill_put(&f, "verdict", json_fill_text(verdict_name(j->verdict)));
	json_fill_put(&f, "reason", json_fill_text(j->reason));
	json_fill_put(&f, "events", json_events(v->trace, j));
	json_fill_put(&f, "cut", json_cut(v));
	json_fill_put(&f, "varied", json_integer((json_int_t)v->n_varied));
	json_fill_put(&f, "plays", json_integer((json_int_t)v->n_played));
	json_fill_put(&f, "flaky", json_boolean(v->flaky));
	json_fill_put(&f, "trace", html_trace(v->trace, &d->strings));
	json_fill_put(&f, "command",
		command_json(d, v->result->test_case, v->trace));
	return json_fill_end(&f);
}

static json_t *
splits_json(struct page_data *d)
{
	const struct run *r = d->run;
	json_t *array;
	bool ok = true;

	if (!r->split)
		return json_null();
	array = json_array();
	for (size_t i = 0; i < r->n_variances; i++)
		ok &= json_fill_append(array,
			variance_json(d, &r->variances[i]));
	return json_pack("{sI so}", "plays", (json_int_t)r->n_split_plays,
		"variances", json_fill_array(array, ok));
}

/* ---- all of it ---- */

json_t *
html_data(const struct run *r, size_t room)
{
	struct page_data d = {.run = r, .fill = {json_head(r), false}};

	if (!string_table_init(&d.strings, room))
		d.fill.failed = true;
	json_fill_put(&d.fill, "baseline", json_baseline(r));
	json_fill_put(&d.fill, "capabilities", html_capabilities(r));
	json_fill_put(&d.fill, "requirements", requirements_json(r));
	put_results(&d);
	json_fill_put(&d.fill, "splits", splits_json(&d));
	json_fill_put(&d.fill, "strings", string_table_take(&d.strings));
	d.fill.failed |= d.strings.failed;
	string_table_free(&d.strings);
	return json_fill_end(&d.fill);
}

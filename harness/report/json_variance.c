#include "report/json_variance.h"

#include "report/json_fill.h"
#include "report/json_result.h"
#include "report/variance.h"

static json_t *
text_json(const struct run *r, const struct split_variance *v)
{
	struct octets text = {0};
	json_t *string;

	report_variance(r, v, &text);
	string = json_fill_octets(text.at, text.len);
	octets_free(&text);
	return string;
}

json_t *
json_cut(const struct split_variance *v)
{
	struct json_fill f = {json_object(), false};
	struct variance_sides sides = variance_sides(v);
	bool one = v->kind == SPLIT_PLACE;

	json_fill_put(&f, "kind", json_fill_text(split_kind_name(v->kind)));
	json_fill_put(&f, "offset",
		one ? json_integer((json_int_t)v->offset) : json_null());
	json_fill_put(&f, "left",
		one ? json_fill_octets(sides.left, sides.left_len)
		    : json_null());
	json_fill_put(&f, "right",
		one ? json_fill_octets(sides.right, sides.right_len)
		    : json_null());
	return json_fill_end(&f);
}

static json_t *
variance_json(const struct run *r, const struct split_variance *v)
{
	struct json_fill f = {json_object(), false};
	const struct result *whole = v->result;
	enum verdict verdict = v->judgement.verdict;

	json_fill_put(&f, "id", json_fill_text(whole->id));
	json_fill_put(&f, "whole",
		json_fill_text(verdict_name(whole->judgement.verdict)));
	json_fill_put(&f, "verdict", json_fill_text(verdict_name(verdict)));
	json_fill_put(&f, "cut", json_cut(v));
	json_fill_put(&f, "whole_events",
		json_events(whole->trace, &whole->judgement));
	json_fill_put(&f, "events", json_events(v->trace, &v->judgement));
	json_fill_put(&f, "reason", json_fill_text(v->judgement.reason));
	json_fill_put(&f, "flaky", json_boolean(v->flaky));
	json_fill_put(&f, "varied", json_integer((json_int_t)v->n_varied));
	json_fill_put(&f, "plays", json_integer((json_int_t)v->n_played));
	json_fill_put(&f, "trace", json_trace(v->trace));
	json_fill_put(&f, "text", text_json(r, v));
	return json_fill_end(&f);
}

static json_t *
found_json(const struct run *r)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < r->n_variances; i++)
		ok &= json_fill_append(array,
			variance_json(r, &r->variances[i]));
	return json_fill_array(array, ok);
}

json_t *
json_variances(const struct run *r)
{
	struct json_fill f;
	size_t n_flaky = variance_n_flaky(r);

	if (!r->split)
		return json_null();
	f = (struct json_fill){json_object(), false};
	json_fill_put(&f, "plays", json_integer((json_int_t)r->n_split_plays));
	json_fill_put(&f, "steady",
		json_integer((json_int_t)(r->n_variances - n_flaky)));
	json_fill_put(&f, "flaky", json_integer((json_int_t)n_flaky));
	json_fill_put(&f, "variances", found_json(r));
	return json_fill_end(&f);
}

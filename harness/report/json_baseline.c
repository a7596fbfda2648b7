#include "report/json_baseline.h"

#include "report/json_fill.h"

static json_t *
stale_json(const struct run_baseline *b)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < b->n_stale; i++) {
		struct json_fill f = {json_object(), false};

		json_fill_put(&f, "id", json_fill_text(b->stale[i].pattern));
		json_fill_put(&f, "line", json_integer(b->stale[i].line));
		ok &= json_fill_append(array, json_fill_end(&f));
	}
	return json_fill_array(array, ok);
}

json_t *
json_baseline(const struct run *r)
{
	const struct run_baseline *b = r->baseline;
	size_t counts[N_STANDINGS];
	struct json_fill f;

	if (b == NULL)
		return json_null();
	f = (struct json_fill){json_object(), false};
	standing_counts(r, counts);
	json_fill_put(&f, "file", json_fill_text(b->file));
	json_fill_put(&f, "versions",
		json_fill_texts(b->versions, b->n_versions));
	json_fill_put(&f, "other_version", json_boolean(b->is_other));
	json_fill_put(&f, "strict", json_boolean(b->strict));
	for (int s = STANDING_KNOWN; s < N_STANDINGS; s++)
		json_fill_put(&f, standing_name((enum standing)s),
			json_integer((json_int_t)counts[s]));
	json_fill_put(&f, "stale", stale_json(b));
	return json_fill_end(&f);
}

json_t *
json_standing(const struct run *r, const struct result *result)
{
	enum standing s = standing_of(result);
	const struct known_deviation *known = result->known;
	struct json_fill f;

	if (r->baseline == NULL || s == STANDING_NONE)
		return json_null();
	f = (struct json_fill){json_object(), false};
	json_fill_put(&f, "standing", json_fill_text(standing_name(s)));
	json_fill_put(&f, "verdict",
		json_fill_text(known == NULL ? NULL
					     : known_deviation_name(known)));
	json_fill_put(&f, "reason",
		json_fill_text(known == NULL ? NULL : known->reason));
	return json_fill_end(&f);
}

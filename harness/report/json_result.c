#include "report/json_result.h"

#include "report/json_baseline.h"

#define OCTETS_SHOWN_MAX 4096 /* per segment */
#define SEGMENTS_MAX 256      /* per trace */

static json_t *
ms_json(uint64_t us)
{
	return json_real((double)us / 1000);
}

static json_t *
segment_json(const struct trace *t, const struct trace_segment *s)
{
	struct json_fill f = {json_object(), false};
	const struct octets *all = s->out ? &t->out : &t->in;
	size_t len = s->len < OCTETS_SHOWN_MAX ? s->len : OCTETS_SHOWN_MAX;

	json_fill_put(&f, "ms", ms_json(s->at_us));
	json_fill_put(&f, "out", json_boolean(s->out));
	json_fill_put(&f, "octets", json_fill_octets(all->at + s->off, len));
	json_fill_put(&f, "octets_total", json_integer((json_int_t)s->len));
	return json_fill_end(&f);
}

json_t *
json_trace(const struct trace *t)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < t->n_segments && i < SEGMENTS_MAX; i++)
		ok &= json_fill_append(array, segment_json(t, &t->segments[i]));
	return json_fill_array(array, ok);
}

static json_t *
trace_json(const struct result *result)
{
	if (result->trace == NULL || result->judgement.verdict == VERDICT_PASS)
		return json_null();
	return json_trace(result->trace);
}

json_t *
json_events(const struct trace *t, const struct judgement *j)
{
	struct octets text = {0};
	json_t *string;

	if (t != NULL)
		judge_describe(t, j->expect, &text);
	string = json_fill_octets(text.at, text.len);
	octets_free(&text);
	return string;
}

static json_t *
report_text_json(const struct run *r, const struct result *result)
{
	struct octets text = {0};
	json_t *string;

	if (!report_has_text(result->judgement.verdict))
		return json_null();
	report_text(r, result, &text);
	string = json_fill_octets(text.at, text.len);
	octets_free(&text);
	return string;
}

static json_t *
rounds_json(const struct result *result)
{
	struct json_fill f = {json_object(), false};
	unsigned n = 0;

	for (int v = 0; v < N_VERDICTS; v++) {
		n += result->rounds[v];
		if (result->rounds[v] > 0)
			json_fill_put(&f, verdict_name((enum verdict)v),
				json_integer(result->rounds[v]));
	}
	if (n > 0)
		return json_fill_end(&f);
	json_decref(f.object);
	return json_null();
}

static void
put_case(struct json_fill *f, const struct result *result)
{
	const struct test_case *c = result->test_case;

	json_fill_put(f, "id", json_fill_text(result->id));
	json_fill_put(f, "case", json_fill_text(c->id));
	json_fill_put(f, "variant",
		json_fill_text(result->variant == NULL
				       ? NULL
				       : result->variant->name));
	json_fill_put(f, "verdict",
		json_fill_text(verdict_name(result->judgement.verdict)));
	json_fill_put(f, "level", json_fill_text(level_name(c->level)));
	json_fill_put(f, "area", json_fill_text(c->area));
	json_fill_put(f, "tags", json_fill_texts(c->tags, c->n_tags));
	json_fill_put(f, "requires",
		json_fill_texts(c->requires, c->n_requires));
	json_fill_put(f, "title", json_fill_text(c->title));
}

void
json_put_play(struct json_fill *f, const struct result *result)
{
	const struct judgement *j = &result->judgement;
	const struct trace *t = result->trace;

	json_fill_put(f, "expect", json_integer((json_int_t)j->expect));
	json_fill_put(f, "outcome",
		json_fill_text(j->outcome == NULL ? NULL : j->outcome->why));
	json_fill_put(f, "reason", json_fill_text(j->reason));
	json_fill_put(f, "events", json_events(t, j));
	json_fill_put(f, "flaky", json_boolean(result->flaky));
	json_fill_put(f, "plays", json_integer(result->plays));
	json_fill_put(f, "rounds", rounds_json(result));
	json_fill_put(f, "ms", ms_json(t == NULL ? 0 : trace_duration_us(t)));
}

json_t *
json_result(const struct run *r, const struct result *result)
{
	struct json_fill f = {json_object(), false};
	const struct trace *t = result->trace;

	put_case(&f, result);
	json_put_play(&f, result);
	json_fill_put(&f, "trace", trace_json(result));
	json_fill_put(&f, "trace_total",
		json_integer(t == NULL ? 0 : (json_int_t)t->n_segments));
	json_fill_put(&f, "text", report_text_json(r, result));
	json_fill_put(&f, "baseline", json_standing(r, result));
	return json_fill_end(&f);
}

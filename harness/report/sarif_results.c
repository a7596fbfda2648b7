#include "report/sarif_results.h"

#include "report/json_fill.h"
#include "report/json_result.h"
#include "report/prose.h"

/* GitHub takes 25000 results of a run, and shows the first 5000. */
#define RESULTS_MAX 5000

/* What becomes a result, the gravest first, so that the rest can be left out. */
static const struct {
	enum verdict verdict;
	const char *level;
} levels[] = {
	{VERDICT_FAIL, "error"},
	{VERDICT_WARN, "warning"},
	{VERDICT_NOTE, "note"},
};

#define N_LEVELS_TOLD (sizeof(levels) / sizeof(levels[0]))

/* The file's place is that of its case below the folder of cases. */
static json_t *
artifact(const struct test_case *c)
{
	struct json_fill f = {json_object(), false};
	struct octets uri = {0};

	octets_format(&uri, "%s.yaml", c->id);
	json_fill_put(&f, "uri", json_fill_text(prose_string(&uri)));
	octets_free(&uri);
	return json_fill_end(&f);
}

static json_t *
region(const struct test_case *c, size_t expect)
{
	struct json_fill f = {json_object(), false};
	const struct step *step = case_expect(c, expect);
	unsigned line = step == NULL || step->line == 0 ? 1 : step->line;

	json_fill_put(&f, "startLine", json_integer(line));
	return json_fill_end(&f);
}

static json_t *
physical(const struct test_case *c, size_t expect)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "artifactLocation", artifact(c));
	json_fill_put(&f, "region", region(c, expect));
	return json_fill_end(&f);
}

static json_t *
logical(const char *id)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "fullyQualifiedName", json_fill_text(id));
	return json_fill_end(&f);
}

static json_t *
location(const struct result *r)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "physicalLocation",
		physical(r->test_case, r->judgement.expect));
	json_fill_put(&f, "logicalLocations", json_fill_only(logical(r->id)));
	return json_fill_end(&f);
}

/* GitHub looks at the first alone; two variants are two results of one line. */
static json_t *
fingerprints(const char *id)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "primaryLocationLineHash", json_fill_text(id));
	json_fill_put(&f, "assayResult/v1", json_fill_text(id));
	return json_fill_end(&f);
}

static json_t *
message(const char *what, const struct test_case *c, const struct trace *t,
	const struct judgement *j)
{
	struct octets events = {0};
	struct octets text = {0};
	json_t *json;

	if (t != NULL)
		judge_describe(t, j->expect, &events);
	octets_format(&text, "%s%s. Happened: %s. %s", what, c->title,
		prose_string(&events), j->reason);
	json = sarif_message(prose_string(&text));
	octets_free(&events);
	octets_free(&text);
	return json;
}

static json_t *
result_properties(const struct result *r, const struct trace *t,
	const struct judgement *j, bool flaky)
{
	struct json_fill f = {json_object(), false};
	const struct test_case *c = r->test_case;

	json_fill_put(&f, "tags", json_fill_texts(c->tags, c->n_tags));
	json_fill_put(&f, "case", json_fill_text(c->id));
	json_fill_put(&f, "variant",
		json_fill_text(r->variant == NULL ? NULL : r->variant->name));
	json_fill_put(&f, "verdict", json_fill_text(verdict_name(j->verdict)));
	json_fill_put(&f, "level", json_fill_text(level_name(c->level)));
	json_fill_put(&f, "requires",
		json_fill_texts(c->requires, c->n_requires));
	json_fill_put(&f, "events", json_events(t, j));
	json_fill_put(&f, "flaky", json_boolean(flaky));
	return json_fill_end(&f);
}

static bool
has_room(struct sarif_results *s)
{
	if (json_array_size(s->array) < RESULTS_MAX)
		return true;
	s->n_left_out++;
	return false;
}

static void
put_rule(struct json_fill *f, struct sarif_results *s,
	const struct test_case *c)
{
	size_t index = sarif_rules_index(&s->rules, c);

	json_fill_put(f, "ruleId",
		json_fill_text(c == NULL ? SARIF_RULE_VARIANCE
					 : sarif_rule_id(c)));
	json_fill_put(f, "ruleIndex", json_integer((json_int_t)index));
}

/* What a baseline knows is kept, and told not to be shown. */
static json_t *
suppression(const struct known_deviation *known)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "kind", json_fill_text("external"));
	json_fill_put(&f, "justification", json_fill_text(known->reason));
	return json_fill_end(&f);
}

static void
put_standing(struct json_fill *f, const struct run *run, const struct result *r)
{
	enum standing s = standing_of(r);

	if (run->baseline == NULL || (s != STANDING_KNOWN && s != STANDING_NEW))
		return;
	json_fill_put(f, "baselineState",
		json_fill_text(s == STANDING_NEW ? "new" : "unchanged"));
	if (s == STANDING_KNOWN)
		json_fill_put(f, "suppressions",
			json_fill_only(suppression(r->known)));
}

static void
add_result(struct sarif_results *s, const struct result *r, const char *level)
{
	struct json_fill f = {json_object(), false};

	put_rule(&f, s, r->test_case);
	json_fill_put(&f, "level", json_fill_text(level));
	json_fill_put(&f, "message",
		message("", r->test_case, r->trace, &r->judgement));
	json_fill_put(&f, "locations", json_fill_only(location(r)));
	json_fill_put(&f, "partialFingerprints", fingerprints(r->id));
	put_standing(&f, s->rules.run, r);
	json_fill_put(&f, "properties",
		result_properties(r, r->trace, &r->judgement, r->flaky));
	s->ok &= json_fill_append(s->array, json_fill_end(&f));
}

static void
add_variance(struct sarif_results *s, const struct split_variance *v)
{
	struct json_fill f = {json_object(), false};
	const struct result *r = v->result;

	put_rule(&f, s, NULL);
	json_fill_put(&f, "level",
		json_fill_text(v->judgement.verdict == VERDICT_FAIL
				       ? "error"
				       : "warning"));
	json_fill_put(&f, "message",
		message("In segments it comes to something else. ",
			r->test_case, v->trace, &v->judgement));
	json_fill_put(&f, "locations", json_fill_only(location(r)));
	json_fill_put(&f, "partialFingerprints", fingerprints(r->id));
	json_fill_put(&f, "properties",
		result_properties(r, v->trace, &v->judgement, v->flaky));
	s->ok &= json_fill_append(s->array, json_fill_end(&f));
}

bool
sarif_results_begin(struct sarif_results *s, const struct run *run)
{
	*s = (struct sarif_results){.array = json_array()};
	s->ok = sarif_rules_begin(&s->rules, run) && s->array != NULL;
	return s->ok;
}

void
sarif_results_free(struct sarif_results *s)
{
	sarif_rules_free(&s->rules);
	json_decref(s->array);
}

bool
sarif_results_add(struct sarif_results *s)
{
	const struct run *run = s->rules.run;

	for (size_t k = 0; k < N_LEVELS_TOLD; k++)
		for (size_t i = 0; i < run->n_results; i++)
			if (run->results[i].judgement.verdict ==
					levels[k].verdict &&
				has_room(s))
				add_result(s, &run->results[i],
					levels[k].level);
	for (size_t i = 0; i < run->n_variances; i++)
		if (has_room(s))
			add_variance(s, &run->variances[i]);
	return s->ok && !s->rules.failed;
}

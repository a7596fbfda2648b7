#include "compare/report_result.h"

#include <stdio.h>
#include <string.h>

#include "report/report.h"

static const char *
verdict_of(unsigned i)
{
	return verdict_name((enum verdict)i);
}

static const char *
level_of(unsigned i)
{
	return level_name((enum level)i);
}

static void
take_trace(struct json_take *t, const json_t *object,
	struct compare_result *out)
{
	const json_t *trace =
		json_take_array(t, object, "trace", JSON_OPTIONAL);
	size_t n = json_array_size(trace);
	struct compare_segment *segments =
		arena_alloc(t->arena, n, sizeof(*segments));

	size_t len = strlen(t->place);

	if (segments == NULL) {
		t->failed = true;
		return;
	}
	for (size_t i = 0; i < n && !t->failed; i++) {
		const json_t *s = json_array_get(trace, i);

		(void)snprintf(t->place + len, sizeof(t->place) - len,
			".trace[%zu]", i);

		segments[i].ms = json_take_number(t, s, "ms");
		segments[i].out = json_take_bool(t, s, "out");
		segments[i].octets =
			json_take_octets(t, s, "octets", &segments[i].len);
		segments[i].total =
			(size_t)json_take_number(t, s, "octets_total");
	}
	t->place[len] = '\0';
	out->segments = segments;
	out->n_segments = n;
	out->trace_total = (size_t)json_take_number(t, object, "trace_total");
}

/* "server/a/b[variant]" is of the case "server/a/b". */
static void
take_id(struct json_take *t, const json_t *object,
	const struct renamed *renamed, struct compare_result *out)
{
	const char *id = json_take_text(t, object, "id", JSON_REQUIRED);
	const char *variant;
	size_t len;

	out->id = id != NULL ? renamed_find(renamed, id, t->arena) : NULL;
	if (out->id == NULL) {
		t->failed = true;
		return;
	}
	len = strcspn(out->id, "[");
	if (len == 0)
		json_take_refuse(t, "id", "the id of a case",
			json_object_get(object, "id"));
	variant = out->id + len + (out->id[len] == '[');
	out->case_id = arena_copy(t->arena, out->id, len);
	out->variant = arena_copy(t->arena, variant, strcspn(variant, "]"));
	if (out->case_id == NULL || out->variant == NULL)
		t->failed = true;
}

/* The reason that a baseline has for it, or "". */
static const char *
known(struct json_take *t, const json_t *object)
{
	const json_t *baseline =
		json_take_object(t, object, "baseline", JSON_OPTIONAL);

	return baseline != NULL ? json_take_text_or_empty(t, baseline, "reason")
				: "";
}

void
report_result_take(struct json_take *t, const json_t *object,
	const struct renamed *renamed, bool keep_wires,
	struct compare_result *out)
{
	take_id(t, object, renamed, out);
	out->verdict = (enum verdict)json_take_name(t, object, "verdict",
		verdict_of, N_VERDICTS);
	out->level = (enum level)json_take_name(t, object, "level", level_of,
		N_LEVELS);
	out->area = json_take_text_or_empty(t, object, "area");
	out->title = json_take_text_or_empty(t, object, "title");
	out->reason = json_take_text_or_empty(t, object, "reason");
	out->outcome = json_take_text_or_empty(t, object, "outcome");
	out->events = json_take_text_or_empty(t, object, "events");
	out->tags = json_take_texts(t, object, "tags", &out->n_tags);
	out->requires =
		json_take_texts(t, object, "requires", &out->n_requires);
	out->flaky = json_take_bool(t, object, "flaky");
	out->known = known(t, object);
	out->text = "";
	if (!keep_wires || !report_has_text(out->verdict))
		return;
	out->text = json_take_text_or_empty(t, object, "text");
	take_trace(t, object, out);
}

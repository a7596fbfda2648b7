#include "baseline/observed.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "case/source.h"

#define REPORT_MAX OCTETS_MAX
#define FORMAT 1

struct reading {
	struct observations *out;
	struct arena *arena;
	const char *path;
	struct diagnostics *diagnostics;
};

static bool
refuse(const struct reading *r, const char *expected)
{
	diagnostics_add(r->diagnostics, r->path, 0, 0,
		"expected %s, found something else", expected);
	return false;
}

static int
compare(const void *a, const void *b)
{
	const struct observed *x = a;
	const struct observed *y = b;

	return strcmp(x->id, y->id);
}

static bool
verdict_of(const char *name, enum verdict *out)
{
	for (int v = 0; name != NULL && v < N_VERDICTS; v++) {
		*out = (enum verdict)v;
		if (strcmp(name, verdict_name(*out)) == 0)
			return true;
	}
	return false;
}

static bool
read_result(const struct reading *r, const json_t *result)
{
	struct observed *o = &r->out->list[r->out->n];
	const char *id = json_string_value(json_object_get(result, "id"));
	const char *verdict =
		json_string_value(json_object_get(result, "verdict"));

	if (id == NULL || !verdict_of(verdict, &o->verdict))
		return refuse(r, "results with `id` and `verdict`");
	o->id = arena_text(r->arena, id);
	r->out->n++;
	return o->id != NULL || refuse(r, "more memory");
}

static bool
read_results(const struct reading *r, const json_t *results)
{
	const json_t *result;
	size_t i;

	if (!json_is_array(results))
		return refuse(r, "a list of `results`");
	r->out->list = arena_alloc(r->arena, json_array_size(results),
		sizeof(*r->out->list));
	if (r->out->list == NULL)
		return refuse(r, "more memory");
	json_array_foreach(results, i,
		result) if (!read_result(r, result)) return false;
	qsort(r->out->list, r->out->n, sizeof(*r->out->list), compare);
	return true;
}

/* Without a version command, what the Server field says. */
static bool
read_target(const struct reading *r, const json_t *target)
{
	const char *name = json_string_value(json_object_get(target, "name"));
	const char *version =
		json_string_value(json_object_get(target, "version"));
	const char *server =
		json_string_value(json_object_get(target, "server"));

	if (server == NULL)
		return refuse(r, "a `target` with `server`");
	if (version == NULL || *version == '\0')
		version = server;
	r->out->target = name == NULL ? NULL : arena_text(r->arena, name);
	r->out->version = arena_text(r->arena, version);
	return r->out->version != NULL || refuse(r, "more memory");
}

static bool
read_report(const struct reading *r, const json_t *report)
{
	if (json_integer_value(json_object_get(report, "format")) != FORMAT)
		return refuse(r, "a report with `format` 1");
	if (!json_is_false(json_object_get(report, "interrupted")))
		return refuse(r, "a report of a run that was not interrupted");
	return read_target(r, json_object_get(report, "target")) &&
	       read_results(r, json_object_get(report, "results"));
}

bool
observed_read(struct observations *out, struct arena *arena, const char *path,
	struct diagnostics *d)
{
	const struct reading r = {out, arena, path, d};
	struct octets text = {0};
	json_error_t error;
	json_t *report = NULL;
	bool read;

	*out = (struct observations){0};
	if (!source_read(path, REPORT_MAX, &text, d))
		return false;
	report = json_loadb(text.len > 0 ? (const char *)text.at : "", text.len,
		JSON_ALLOW_NUL, &error);
	octets_free(&text);
	if (report == NULL) {
		diagnostics_add(d, path, (unsigned)error.line,
			(unsigned)error.column, "expected JSON: %s",
			error.text);
		return false;
	}
	read = read_report(&r, report);
	json_decref(report);
	return read;
}

const struct observed *
observed_find(const struct observations *o, const char *id)
{
	const struct observed key = {.id = id};

	if (o->n == 0)
		return NULL;
	return bsearch(&key, o->list, o->n, sizeof(*o->list), compare);
}

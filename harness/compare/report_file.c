#include "compare/report_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compare/facts.h"
#include "compare/report_result.h"

#define FORMAT 1

/* ---- the file ---- */

struct source {
	FILE *in;
	size_t len; /* read so far */
};

/* Gives jansson the next octets; what is too large is an error to it. */
static size_t
read_more(void *buffer, size_t room, void *data)
{
	struct source *s = data;
	size_t n = fread(buffer, 1, room, s->in);

	s->len += n;
	if (ferror(s->in) != 0 || s->len > REPORT_FILE_MAX)
		return (size_t)-1;
	return n;
}

static void
tell_unread(const char *path, const struct source *s, const json_error_t *e,
	struct diagnostics *d)
{
	if (s->len > REPORT_FILE_MAX)
		diagnostics_add(d, path, 0, 0,
			"expected a report of at most %zu MiB, found more",
			REPORT_FILE_MAX >> 20);
	else if (ferror(s->in) != 0)
		diagnostics_add(d, path, 0, 0, "%s", strerror(errno));
	else
		diagnostics_add(d, path, e->line > 0 ? (unsigned)e->line : 0,
			e->column > 0 ? (unsigned)e->column : 1,
			"expected JSON, found: %s", e->text);
}

/* NULL: told. */
static json_t *
load(const char *path, struct diagnostics *d)
{
	struct source s = {.in = fopen(path, "r")};
	json_error_t error;
	json_t *root;

	if (s.in == NULL) {
		diagnostics_add(d, path, 0, 0, "%s", strerror(errno));
		return NULL;
	}
	root = json_load_callback(read_more, &s,
		JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &error);
	if (root == NULL)
		tell_unread(path, &s, &error, d);
	(void)fclose(s.in);
	return root;
}

/* ---- all results ---- */

static int
compare_results(const void *a, const void *b)
{
	const struct compare_result *x = a;
	const struct compare_result *y = b;

	return strcmp(x->id, y->id);
}

static void
sort_results(struct json_take *t, struct compare_report *r)
{
	if (r->n_results > 0)
		qsort(r->results, r->n_results, sizeof(*r->results),
			compare_results);
	for (size_t i = 1; i < r->n_results; i++) {
		if (strcmp(r->results[i - 1].id, r->results[i].id) != 0)
			continue;
		t->failed = true;
		diagnostics_add(t->diagnostics, t->file, 0, 0,
			"results: expected each id once, found \"%s\" again",
			r->results[i].id);
		return;
	}
}

/* What is wrong with the first wrong result is enough. */
static void
take_results(struct json_take *t, const json_t *root,
	const struct renamed *renamed, bool keep_wires,
	struct compare_report *r)
{
	const json_t *array =
		json_take_array(t, root, "results", JSON_REQUIRED);
	size_t n = json_array_size(array);

	if (n > REPORT_RESULTS_MAX) {
		json_take_refuse(t, "results", "at most 100000", array);
		return;
	}
	r->results = arena_alloc(t->arena, n, sizeof(*r->results));
	if (r->results == NULL) {
		t->failed = true;
		return;
	}
	for (size_t i = 0; i < n && !t->failed; i++) {
		struct compare_result *result = &r->results[i];

		(void)snprintf(t->place, sizeof(t->place), "results[%zu]", i);
		report_result_take(t, json_array_get(array, i), renamed,
			keep_wires, result);
		r->counts[result->verdict]++;
		r->n_flaky += result->flaky;
		r->n_results++;
	}
	t->place[0] = '\0';
	if (!t->failed)
		sort_results(t, r);
}

/* ---- the run ---- */

static void
take_target(struct json_take *t, const json_t *root, struct compare_report *r)
{
	const json_t *target =
		json_take_object(t, root, "target", JSON_REQUIRED);
	const json_t *suite = json_take_object(t, root, "suite", JSON_REQUIRED);

	r->url = json_take_text_or_empty(t, target, "url");
	r->name = json_take_text_or_empty(t, target, "name");
	r->version = json_take_text_or_empty(t, target, "version");
	r->server = json_take_text_or_empty(t, target, "server");
	r->suite = json_take_text_or_empty(t, suite, "version");
	r->started = json_take_text_or_empty(t, root, "started");
	r->seconds = json_take_number(t, root, "seconds");
	r->interrupted = json_take_bool(t, root, "interrupted");
}

static bool
is_format(struct json_take *t, const json_t *root)
{
	const json_t *format = json_object_get(root, "format");

	if (!json_is_object(root))
		json_take_refuse(t, "", "a report, an object", root);
	else if (!json_is_integer(format) ||
		 json_integer_value(format) != FORMAT)
		json_take_refuse(t, "format", "1", format);
	return !t->failed;
}

/* ---- the report ---- */

bool
compare_report_read(const char *path, const struct renamed *renamed,
	bool keep_wires, struct compare_report *out, struct diagnostics *d)
{
	struct json_take t = {
		.diagnostics = d,
		.file = path,
		.arena = arena_new(),
	};
	json_t *root = NULL;

	*out = (struct compare_report){.path = path, .arena = t.arena};
	if (t.arena != NULL)
		root = load(path, d);
	if (root != NULL && is_format(&t, root)) {
		take_target(&t, root, out);
		facts_take(&t, root, out);
		take_results(&t, root, renamed, keep_wires, out);
	}
	if (t.arena == NULL || (t.failed && diagnostics_count(d) == 0))
		diagnostics_add(d, path, 0, 0, "out of memory");
	json_decref(root);
	return root != NULL && !t.failed;
}

bool
compare_is_no_report(const char *path)
{
	struct diagnostics d = {0};
	json_t *root = load(path, &d);
	bool none = root != NULL && json_object_get(root, "results") == NULL;

	json_decref(root);
	diagnostics_free(&d);
	return none;
}

void
compare_report_free(struct compare_report *r)
{
	arena_free(r->arena);
	*r = (struct compare_report){0};
}

const struct compare_result *
compare_report_find(const struct compare_report *r, const char *id)
{
	const struct compare_result key = {.id = id};

	return r->n_results == 0
		       ? NULL
		       : bsearch(&key, r->results, r->n_results,
				 sizeof(*r->results), compare_results);
}

#include <jansson.h>

#include "report/json_fill.h"
#include "report/prose.h"
#include "report/sarif_results.h"

/* SARIF 2.1.0, in the part of it that code scanning services read. */

#define SCHEMA                                                                \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/" \
	"sarif-schema-2.1.0.json"

/* ---- the invocation ---- */

static void
notify(json_t *array, bool *ok, const char *level, const char *text)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "level", json_fill_text(level));
	json_fill_put(&f, "message", sarif_message(text));
	*ok &= json_fill_append(array, json_fill_end(&f));
}

static void
notify_count(json_t *array, bool *ok, const char *level, size_t n,
	const char *what)
{
	char text[80];

	(void)snprintf(text, sizeof(text), "%zu %s", n, what);
	if (n > 0)
		notify(array, ok, level, text);
}

static json_t *
notifications(const struct sarif_results *s, const size_t counts[N_VERDICTS])
{
	json_t *array = json_array();
	bool ok = true;

	if (s->rules.run->interrupted)
		notify(array, &ok, "error",
			"the run was interrupted: results are missing");
	notify_count(array, &ok, "error", counts[VERDICT_ERROR],
		"cases could not be played");
	notify_count(array, &ok, "warning", counts[VERDICT_INCONCLUSIVE],
		"cases were inconclusive");
	notify_count(array, &ok, "note", counts[VERDICT_SKIP],
		"cases were skipped");
	notify_count(array, &ok, "warning", s->n_left_out,
		"results are left out of this file");
	return json_fill_array(array, ok);
}

static json_t *
invocation(const struct sarif_results *s)
{
	struct json_fill f = {json_object(), false};
	size_t counts[N_VERDICTS];

	report_counts(s->rules.run, counts);
	json_fill_put(&f, "executionSuccessful",
		json_boolean(!s->rules.run->interrupted &&
			     counts[VERDICT_ERROR] == 0));
	json_fill_put(&f, "startTimeUtc",
		json_fill_text(s->rules.run->started));
	json_fill_put(&f, "toolExecutionNotifications",
		notifications(s, counts));
	return json_fill_end(&f);
}

/* ---- the file ---- */

static json_t *
tool(const struct sarif_results *s)
{
	struct json_fill tool = {json_object(), false};
	struct json_fill driver = {json_object(), false};

	json_fill_put(&driver, "name", json_fill_text("Assay"));
	json_fill_put(&driver, "version",
		json_fill_text(s->rules.run->version));
	json_fill_put(&driver, "rules", json_incref(s->rules.array));
	json_fill_put(&tool, "driver", json_fill_end(&driver));
	return json_fill_end(&tool);
}

/* Runs against one target file belong together; GitHub takes what is before
 * the last slash for their category. */
static json_t *
automation(const struct run *r)
{
	struct json_fill f = {json_object(), false};
	struct octets id = {0};

	octets_format(&id, "assay/%s%s", r->name == NULL ? "" : r->name,
		r->name == NULL ? "" : "/");
	json_fill_put(&f, "id", json_fill_text(prose_string(&id)));
	octets_free(&id);
	return json_fill_end(&f);
}

static json_t *
run_properties(const struct run *r)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "target", json_fill_text(r->name));
	json_fill_put(&f, "url", json_fill_text(r->url));
	json_fill_put(&f, "server", json_fill_text(r->server));
	json_fill_put(&f, "targetVersion", json_fill_text(r->target_version));
	json_fill_put(&f, "failOn", json_fill_text(r->fail_on));
	return json_fill_end(&f);
}

static json_t *
run_json(struct sarif_results *s)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "tool", tool(s));
	json_fill_put(&f, "invocations", json_fill_only(invocation(s)));
	json_fill_put(&f, "automationDetails", automation(s->rules.run));
	json_fill_put(&f, "results", json_incref(s->array));
	json_fill_put(&f, "properties", run_properties(s->rules.run));
	return json_fill_end(&f);
}

static json_t *
log_json(struct sarif_results *s)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "$schema", json_fill_text(SCHEMA));
	json_fill_put(&f, "version", json_fill_text("2.1.0"));
	json_fill_put(&f, "runs", json_fill_only(run_json(s)));
	return json_fill_end(&f);
}

bool
report_sarif(const struct run *r, const char *path)
{
	struct sarif_results s;
	json_t *json = NULL;

	if (sarif_results_begin(&s, r) && sarif_results_add(&s))
		json = log_json(&s);
	sarif_results_free(&s);
	return json_fill_write(json, path);
}

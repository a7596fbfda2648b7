#include "audit/audit.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "audit/folder.h"

#define RUN_SAYS "assay run: "

/* ---- the report ---- */

static size_t
number(const json_t *object, const char *key)
{
	json_int_t n = json_integer_value(json_object_get(object, key));

	return n > 0 ? (size_t)n : 0;
}

static void
take_text(const json_t *object, const char *key, char *out, size_t room)
{
	const char *text = json_string_value(json_object_get(object, key));

	snprintf(out, room, "%s", text == NULL ? "" : text);
}

static void
count_flaky(struct audit_target *t, const json_t *report)
{
	const json_t *results = json_object_get(report, "results");
	const json_t *result;
	size_t i;

	json_array_foreach(results, i, result) t->n_flaky +=
		json_is_true(json_object_get(result, "flaky"));
}

static void
read_report(struct audit_target *t, const char *path)
{
	json_t *report = json_load_file(path, JSON_ALLOW_NUL, NULL);
	const json_t *summary = json_object_get(report, "summary");

	t->has_report = json_is_object(summary);
	for (int v = 0; v < N_VERDICTS; v++)
		t->counts[v] = number(summary, verdict_name((enum verdict)v));
	count_flaky(t, report);
	take_text(json_object_get(report, "target"), "version", t->version,
		sizeof(t->version));
	t->is_partial = json_is_true(json_object_get(report, "interrupted"));
	json_decref(report);
}

/* ---- the messages ---- */

/* The last of them, without what the row says already. */
static void
take_reason(struct audit_target *t, const char *messages)
{
	char line[sizeof(t->reason)];
	const char *at = line;
	size_t len = strlen(t->name);

	folder_last_line(messages, line, sizeof(line));
	if (strncmp(at, RUN_SAYS, strlen(RUN_SAYS)) == 0)
		at += strlen(RUN_SAYS);
	if (strncmp(at, t->name, len) == 0 && strncmp(at + len, ": ", 2) == 0)
		at += len + 2;
	snprintf(t->reason, sizeof(t->reason), "%s", at);
}

/* ---- both ---- */

/* 0 and 1 mean something only with the whole of a report. */
static enum audit_end
end_of(const struct audit_target *t, long status)
{
	if (!t->has_report || t->is_partial || status > 1)
		return AUDIT_FAILED;
	return status == 0 ? AUDIT_HOLDS : AUDIT_DEVIATES;
}

void
audit_take(struct audit_target *t, long status, int signal, const char *report,
	const char *messages)
{
	read_report(t, report);
	if (t->end != AUDIT_RUNS)
		return;
	if (signal != 0) {
		t->end = AUDIT_CRASHED;
		snprintf(t->reason, sizeof(t->reason), "signal %d (%s)", signal,
			strsignal(signal));
		return;
	}
	t->end = end_of(t, status);
	if (t->end != AUDIT_FAILED)
		return;
	take_reason(t, messages);
	if (t->reason[0] == '\0')
		snprintf(t->reason, sizeof(t->reason),
			"the run gave status %ld, and no reason", status);
}

bool
audit_is_judged(const struct audit_target *t)
{
	return t->end == AUDIT_HOLDS || t->end == AUDIT_DEVIATES;
}

#include <errno.h>
#include <string.h>

#include "report/escape.h"
#include "report/prose.h"
#include "report/ruling.h"
#include "report/whole_file.h"

/* TAP 14: a test point for each result, and for each split variance. */

struct tap {
	FILE *out;
	const struct run *run;
	const struct gate *gate;
	size_t n; /* test points so far */
};

/* ---- YAML diagnostics ---- */

static void
put_text(const struct tap *t, const char *key, const char *value)
{
	(void)fprintf(t->out, "  %s: ", key);
	escape_yaml(t->out, value);
	(void)fputc('\n', t->out);
}

static void
put_block(const struct tap *t, const char *key, const struct octets *text)
{
	(void)fprintf(t->out, "  %s: |\n", key);
	escape_lines(t->out, "    ", text->at, text->len);
}

static void
put_requires(const struct tap *t, const struct test_case *c)
{
	if (c->n_requires > 0)
		(void)fputs("  requires:\n", t->out);
	for (size_t i = 0; i < c->n_requires; i++)
		(void)fprintf(t->out, "    - %s\n", c->requires[i]);
}

static void
put_diagnostics(const struct tap *t, const struct result *r)
{
	struct octets events = {0};
	struct octets reason = {0};
	struct octets text = {0};

	report_text(t->run, r, &text);
	ruling_reason(r, &reason);
	if (r->trace != NULL)
		judge_describe(r->trace, r->judgement.expect, &events);
	(void)fputs("  ---\n", t->out);
	put_text(t, "verdict", verdict_name(r->judgement.verdict));
	put_text(t, "level", level_name(r->test_case->level));
	put_text(t, "message", prose_string(&reason));
	put_text(t, "events", prose_string(&events));
	put_requires(t, r->test_case);
	put_block(t, "text", &text);
	(void)fputs("  ...\n", t->out);
	octets_free(&events);
	octets_free(&reason);
	octets_free(&text);
}

/* ---- test points ---- */

static void
put_point(struct tap *t, bool ok, const char *id, const char *suffix)
{
	(void)fprintf(t->out, "%sok %zu - ", ok ? "" : "not ", ++t->n);
	escape_tap(t->out, id);
	(void)fputs(suffix, t->out);
}

static void
put_directive(const struct tap *t, const char *word, const char *reason)
{
	(void)fprintf(t->out, " # %s ", word);
	escape_tap(t->out, reason);
}

static bool
is_deviation(const struct result *r)
{
	return r->judgement.verdict == VERDICT_WARN ||
	       r->judgement.verdict == VERDICT_FAIL;
}

/* A deviation that the gate lets through is a test that may fail (TODO); a
 * note breaks nothing. */
static void
put_result(struct tap *t, const struct result *r)
{
	const enum ruling s = ruling_of(t->run, t->gate, r);
	const bool below = s == RULING_BELOW && is_deviation(r);
	const bool bad = s == RULING_STOPPED || s == RULING_ERROR;

	put_point(t, !bad && !below, r->id, "");
	if (below && standing_of(r) == STANDING_KNOWN)
		put_directive(t, "TODO known:", r->known->reason);
	else if (below)
		put_directive(t, "TODO", "below the gate");
	else if (s == RULING_SKIPPED)
		put_directive(t, "SKIP", r->judgement.reason);
	else if (s == RULING_UNTOLD)
		put_directive(t, "SKIP inconclusive:", r->judgement.reason);
	(void)fputc('\n', t->out);
	if (s != RULING_GOOD && s != RULING_SKIPPED)
		put_diagnostics(t, r);
}

static void
put_variance(struct tap *t, const struct split_variance *v)
{
	const bool bad =
		ruling_of_variance(t->run, t->gate, v) == RULING_STOPPED;
	struct octets text = {0};

	report_variance(t->run, v, &text);
	put_point(t, false, v->result->id, " in segments");
	if (!bad)
		put_directive(t, "TODO", "below the gate");
	(void)fputs("\n  ---\n", t->out);
	put_text(t, "verdict", "split-variance");
	put_block(t, "text", &text);
	(void)fputs("  ...\n", t->out);
	octets_free(&text);
}

/* ---- the run ---- */

static void
put_comment(const struct tap *t, const char *label, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	(void)fprintf(t->out, "# %s: ", label);
	escape_tap(t->out, text);
	(void)fputc('\n', t->out);
}

static void
put_head(const struct tap *t)
{
	(void)fputs("TAP version 14\n", t->out);
	put_comment(t, "assay", t->run->version);
	put_comment(t, "target", t->run->name);
	put_comment(t, "url", t->run->url);
	put_comment(t, "server", t->run->server);
	put_comment(t, "version", t->run->target_version);
	put_comment(t, "gate", t->run->fail_on);
}

/* What is missing is not planned, and nothing behind Bail out! is read. */
static void
put_tap(FILE *out, const void *data)
{
	struct tap t = *(const struct tap *)data;

	t.out = out;
	put_head(&t);
	(void)fprintf(out, "1..%zu\n", t.run->n_results + t.run->n_variances);
	for (size_t i = 0; i < t.run->n_results; i++)
		put_result(&t, &t.run->results[i]);
	for (size_t i = 0; i < t.run->n_variances; i++)
		put_variance(&t, &t.run->variances[i]);
	if (t.run->interrupted)
		(void)fputs("Bail out! interrupted: results are missing\n",
			out);
}

bool
report_tap(const struct run *r, const char *path)
{
	const char *message;
	struct gate *gate = gate_new(r->fail_on, &message);
	bool ok = false;

	if (gate == NULL)
		errno = ENOMEM;
	else
		ok = whole_file_write(path, put_tap,
			&(struct tap){.run = r, .gate = gate});
	gate_free(gate);
	return ok;
}

#include <errno.h>
#include <string.h>

#include "report/deviations.h"
#include "report/escape.h"
#include "report/prose.h"
#include "report/tally.h"
#include "report/variance.h"
#include "report/whole_file.h"

/*
 * Markdown as GitHub and GitLab show it in the summary of a job. GitHub takes
 * 1 MiB of it: what would be more is counted instead.
 */

#define ROOM_MAX ((size_t)800 << 10)

/* The list of failures; a line of it is shorter than 500 octets. */
#define LINES_MAX 400
#define EVENTS_MAX 120

static void
put_plural(FILE *out, size_t n, const char *word)
{
	(void)fprintf(out, "%zu %s%s", n, word, n == 1 ? "" : "s");
}

/* ---- the head ---- */

static void
put_item(FILE *out, const char *label, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	(void)fprintf(out, "- %s: ", label);
	escape_markdown(out, text);
	(void)fputc('\n', out);
}

static void
put_verdict(FILE *out, const struct run *r)
{
	size_t counts[N_VERDICTS];

	report_counts(r, counts);
	(void)fputs("**", out);
	put_plural(out, counts[VERDICT_FAIL], "MUST failure");
	(void)fputs(", ", out);
	put_plural(out, counts[VERDICT_WARN], "warning");
	(void)fprintf(out, "**, %zu passed of %zu.\n\n", counts[VERDICT_PASS],
		r->n_results);
	if (r->interrupted)
		(void)fputs("> The run was interrupted: results are missing, "
			    "and nothing is said about them.\n\n",
			out);
	if (r->n_not_played > 0)
		(void)fprintf(out,
			"> %zu cases were not played, since `--max-fail` ended "
			"the run.\n\n",
			r->n_not_played);
}

static void
put_baseline(FILE *out, const struct run *r)
{
	size_t counts[N_STANDINGS];

	if (r->baseline == NULL)
		return;
	standing_counts(r, counts);
	(void)fputs("- baseline ", out);
	escape_markdown(out, r->baseline->file);
	(void)fprintf(out,
		": %zu known, %zu new, %zu fixed, %zu not judged, %zu stale%s\n",
		counts[STANDING_KNOWN], counts[STANDING_NEW],
		counts[STANDING_FIXED], counts[STANDING_UNJUDGED],
		r->baseline->n_stale,
		r->baseline->is_other ? "; it is of another version" : "");
}

static void
put_head(FILE *out, const struct run *r)
{
	(void)fputs("## HTTP/1.1 conformance: ", out);
	escape_markdown(out, r->name != NULL ? r->name : r->url);
	(void)fputs("\n\n", out);
	put_verdict(out, r);
	put_item(out, "target", r->url);
	put_item(out, "server", r->server);
	put_item(out, "version", r->target_version);
	put_item(out, "suite", r->version);
	put_item(out, "gate", r->fail_on);
	(void)fprintf(out, "- time: %.1f s\n", r->seconds);
	put_baseline(out, r);
	(void)fputc('\n', out);
}

/* ---- counts ---- */

static void
put_row(FILE *out, const struct tally_row *row)
{
	(void)fprintf(out, "| %s |", row->name);
	for (int v = 0; v < N_VERDICTS; v++)
		(void)fprintf(out, " %zu |", row->counts[v]);
	(void)fputc('\n', out);
}

static void
put_counts(FILE *out, const struct tally *t)
{
	(void)fputs("| level |", out);
	for (int v = 0; v < N_VERDICTS; v++)
		(void)fprintf(out, " %s |", verdict_name((enum verdict)v));
	(void)fputs("\n| --- |", out);
	for (int v = 0; v < N_VERDICTS; v++)
		(void)fputs(" ---: |", out);
	(void)fputc('\n', out);
	for (size_t i = 0; i < t->n_rows; i++)
		put_row(out, &t->rows[i]);
	(void)fputc('\n', out);
}

/* ---- the failures ---- */

static void
put_requirement(FILE *out, const struct run *r, const struct test_case *c)
{
	const struct requirement *row;
	struct octets link = {0};

	if (c->n_requires == 0)
		return;
	row = r->requirements == NULL
		      ? NULL
		      : requirements_find(r->requirements, c->requires[0]);
	if (row == NULL) {
		(void)fprintf(out, "%s: ", c->requires[0]);
		return;
	}
	requirement_link(row, &link);
	(void)fprintf(out, "[%s](%s) (%s): ", row->id, prose_string(&link),
		row->keyword);
	octets_free(&link);
}

/* What happened; where nothing was played, why. */
static void
describe(const struct result *result, struct octets *out)
{
	if (result->trace != NULL)
		judge_describe(result->trace, result->judgement.expect, out);
	if (out->len == 0)
		octets_text(out, result->judgement.reason);
	if (out->len > EVENTS_MAX) {
		out->len = EVENTS_MAX;
		octets_text(out, "...");
	}
}

static void
put_failure(FILE *out, const struct run *r, size_t i)
{
	const struct result *result = &r->results[i];
	size_t n_alike = deviations_behind(r, i);
	struct octets events = {0};

	describe(result, &events);
	(void)fprintf(out, "- `%s`", result->id);
	if (n_alike > 0) {
		(void)fputs(" and ", out);
		put_plural(out, n_alike, "variant");
	}
	(void)fputs(": ", out);
	put_requirement(out, r, result->test_case);
	escape_markdown(out, result->test_case->title);
	(void)fputs(". Happened: ", out);
	escape_markdown(out, prose_string(&events));
	(void)fputs(".\n", out);
	octets_free(&events);
}

static void
put_failures(FILE *out, const struct run *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_results; i++) {
		if (r->results[i].judgement.verdict != VERDICT_FAIL ||
			standing_of(&r->results[i]) == STANDING_KNOWN ||
			deviations_before(r, i) > 0)
			continue;
		if (n++ == 0)
			(void)fprintf(out, "### %sMUST failures\n\n",
				r->baseline == NULL ? "" : "New ");
		if (n <= LINES_MAX)
			put_failure(out, r, i);
	}
	if (n > LINES_MAX)
		(void)fprintf(out, "- and %zu more\n", n - LINES_MAX);
	if (n > 0)
		(void)fputc('\n', out);
}

/* ---- the details ---- */

/* The longest run of backticks, and no less than 2. */
static size_t
longest_ticks(const struct octets *text)
{
	size_t longest = 2;
	size_t n = 0;

	for (size_t i = 0; i < text->len; i++) {
		n = text->at[i] == '`' ? n + 1 : 0;
		if (n > longest)
			longest = n;
	}
	return longest;
}

static void
put_ticks(FILE *out, size_t n)
{
	while (n-- > 0)
		(void)fputc('`', out);
}

/* Folded, so that a page of them can be looked over. */
static void
put_detail(FILE *out, const char *verdict, const char *id,
	const struct octets *text)
{
	size_t ticks = longest_ticks(text) + 1;

	(void)fprintf(out, "<details><summary>%s <code>%s</code></summary>\n\n",
		verdict, id);
	put_ticks(out, ticks);
	(void)fputs("text\n", out);
	escape_lines(out, "", text->at, text->len);
	put_ticks(out, ticks);
	(void)fputs("\n\n</details>\n\n", out);
}

/* What has its place below a heading, and is counted once there is no more. */
struct details {
	FILE *out;
	size_t room;
	size_t n_left_out;
};

static void
put_one(struct details *d, const char *verdict, const char *id,
	const struct octets *text)
{
	/* what stands around it is less than this */
	size_t len = text->len + 2 * strlen(id) + 256;

	if (len > d->room) {
		d->n_left_out++;
		return;
	}
	put_detail(d->out, verdict, id, text);
	d->room -= len;
}

static void
put_deviations(struct details *d, const struct run *r, enum verdict v)
{
	struct octets text = {0};

	for (size_t i = 0; deviations_next(r, v, &i, &text);
		octets_clear(&text))
		put_one(d, verdict_name(v), r->results[i - 1].id, &text);
	octets_free(&text);
}

static void
put_variances(struct details *d, const struct run *r)
{
	struct octets text = {0};

	for (size_t i = 0; i < r->n_variances; i++) {
		octets_clear(&text);
		report_variance(r, &r->variances[i], &text);
		put_one(d, "split-variance", r->variances[i].result->id, &text);
	}
	octets_free(&text);
}

static void
put_details(FILE *out, const struct run *r)
{
	struct details d = {.out = out, .room = ROOM_MAX};
	size_t counts[N_VERDICTS];

	report_counts(r, counts);
	if (counts[VERDICT_FAIL] + counts[VERDICT_WARN] + r->n_variances == 0)
		return;
	(void)fputs("### Details\n\n", out);
	put_deviations(&d, r, VERDICT_FAIL);
	put_deviations(&d, r, VERDICT_WARN);
	put_variances(&d, r);
	if (d.n_left_out > 0)
		(void)fprintf(out,
			"%zu more are left out here; `--json` and `--html` "
			"have all of them.\n",
			d.n_left_out);
}

/* ---- the file ---- */

struct summary {
	const struct run *run;
	const struct tally *levels;
};

static void
put_markdown(FILE *out, const void *data)
{
	const struct summary *s = data;

	put_head(out, s->run);
	put_counts(out, s->levels);
	put_failures(out, s->run);
	put_details(out, s->run);
}

bool
report_markdown(const struct run *r, const char *path)
{
	struct tally levels;
	bool ok = false;

	if (!tally_levels(r, &levels))
		errno = ENOMEM;
	else
		ok = whole_file_write(path, put_markdown,
			&(struct summary){r, &levels});
	tally_free(&levels);
	return ok;
}

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "report/baseline_text.h"
#include "report/connection_text.h"
#include "report/deviations.h"
#include "report/prose.h"
#include "report/report.h"
#include "report/tables.h"
#include "report/variance.h"

/* The counter goes on by so many. */
#define SPLITS_SHOWN 64

struct console {
	FILE *out;
	bool colour;
	bool live;
	size_t shown;		   /* octets of the counter that is on screen */
	size_t counts[N_VERDICTS]; /* so far */
};

static const char *const colours[N_VERDICTS] = {
	[VERDICT_PASS] = "32",
	[VERDICT_WARN] = "33",
	[VERDICT_FAIL] = "31",
	[VERDICT_NOTE] = "36",
	[VERDICT_SKIP] = "2",
	[VERDICT_INCONCLUSIVE] = "35",
	[VERDICT_ERROR] = "1;31",
};

struct console *
console_new(FILE *out, bool colour, bool live)
{
	struct console *c = calloc(1, sizeof(*c));

	if (c != NULL)
		*c = (struct console){
			.out = out, .colour = colour, .live = live};
	return c;
}

static void
write_octets(const struct console *c, const struct octets *text)
{
	if (text->len > 0)
		(void)fwrite(text->at, 1, text->len, c->out);
}

/* A text that begins with the verdict's name. */
static void
write_verdict(const struct console *c, enum verdict v,
	const struct octets *text)
{
	size_t len = strlen(verdict_name(v));

	if (!c->colour || text->len < len) {
		write_octets(c, text);
		return;
	}
	(void)fprintf(c->out, "\033[%sm%s\033[0m", colours[v], verdict_name(v));
	(void)fwrite(text->at + len, 1, text->len - len, c->out);
}

/* ---- while it runs ---- */

/* Blanks erase it on every terminal; no control sequence is needed. */
static void
hide_counter(struct console *c)
{
	if (c->shown > 0)
		(void)fprintf(c->out, "\r%*s\r", (int)c->shown, "");
	c->shown = 0;
}

static void
show_counter(struct console *c, const char *what, size_t done, size_t total)
{
	struct octets text = {0};
	size_t fails = c->counts[VERDICT_FAIL] + c->counts[VERDICT_ERROR];
	size_t before = c->shown;

	octets_format(&text, "%s%zu/%zu", what, done, total);
	if (fails > 0 || c->counts[VERDICT_WARN] > 0)
		octets_format(&text, "  %zu fail %zu warn", fails,
			c->counts[VERDICT_WARN]);
	c->shown = text.len;
	if (text.len < before)
		octets_repeat(&text, " ", 1, before - text.len);
	(void)fputc('\r', c->out);
	write_octets(c, &text);
	octets_free(&text);
}

static void
cut_line(struct octets *line)
{
	if (line->len <= PROSE_WIDTH)
		return;
	line->len = PROSE_WIDTH - 3;
	octets_text(line, "...");
}

static void
write_failure(struct console *c, const struct result *r)
{
	struct octets line = {0};

	octets_format(&line, "%s  %s: ", verdict_name(r->judgement.verdict),
		r->id);
	prose_octets(&line, r->judgement.reason, strlen(r->judgement.reason));
	cut_line(&line);
	octets_text(&line, "\n");
	hide_counter(c);
	write_verdict(c, r->judgement.verdict, &line);
	octets_free(&line);
}

void
console_result(struct console *c, const struct result *r, size_t done,
	size_t total)
{
	enum verdict v = r->judgement.verdict;

	c->counts[v]++;
	if ((v == VERDICT_FAIL || v == VERDICT_ERROR) && r->rounds[v] == 0 &&
		standing_of(r) != STANDING_KNOWN)
		write_failure(c, r);
	if (c->live)
		show_counter(c, "", done, total);
	(void)fflush(c->out);
}

void
console_split(struct console *c, size_t done, size_t total)
{
	if (!c->live || (done % SPLITS_SHOWN != 0 && done != total))
		return;
	show_counter(c, "split ", done, total);
	(void)fflush(c->out);
}

/* ---- at the end ---- */

static void
write_deviations(const struct console *c, const struct run *r, enum verdict v)
{
	struct octets text = {0};

	for (size_t i = 0; deviations_next(r, v, &i, &text);) {
		octets_text(&text, "\n");
		write_verdict(c, v, &text);
		octets_clear(&text);
	}
	octets_free(&text);
}

static void
put_listed(struct octets *out, const struct result *result)
{
	octets_format(out, "  %s: ", result->id);
	prose_wrap(out, 4, result->judgement.reason);
}

static void
put_verdict_list(struct octets *out, const struct run *r, enum verdict v)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_results; i++) {
		if (r->results[i].judgement.verdict != v)
			continue;
		if (n++ == 0)
			octets_format(out, "%s\n", verdict_name(v));
		put_listed(out, &r->results[i]);
	}
	if (n > 0)
		octets_text(out, "\n");
}

static void
put_flaky_list(struct octets *out, const struct run *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_results; i++) {
		if (!r->results[i].flaky)
			continue;
		if (n++ == 0)
			octets_text(out,
				"flaky: two plays gave two verdicts\n");
		put_listed(out, &r->results[i]);
	}
	if (n > 0)
		octets_text(out, "\n");
}

static void
put_skips(struct octets *out, const struct run *r)
{
	struct tally t;

	if (tally_reasons(r, VERDICT_SKIP, &t))
		tables_reasons(out, "skipped, because", &t, VERDICT_SKIP);
	tally_free(&t);
}

static void
put_table(struct octets *out, const struct run *r, const char *title,
	bool (*tally)(const struct run *, struct tally *))
{
	struct tally t;

	if (tally(r, &t))
		tables_counts(out, title, &t);
	tally_free(&t);
}

static size_t
count_cases(const struct run *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_results; i++) {
		size_t k = 0;

		while (r->results[k].test_case != r->results[i].test_case)
			k++;
		n += k == i;
	}
	return n;
}

static size_t
count_plays(const struct run *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_results; i++)
		n += r->results[i].plays;
	return n;
}

/* What was asked for beside which cases, so that it can be asked for again. */
static void
put_course(struct octets *text, const struct run *r)
{
	if (r->shard != NULL)
		octets_format(text, ", shard %s", r->shard);
	if (r->shuffled)
		octets_format(text, ", --shuffle --seed=%" PRIu32, r->seed);
	if (r->repeat > 1 && r->n_rounds == r->repeat)
		octets_format(text, ", %u rounds", r->repeat);
	else if (r->repeat > 1)
		octets_format(text, ", %u of %u rounds", r->n_rounds,
			r->repeat);
	if (r->n_not_played > 0)
		octets_format(text, ", %zu not played", r->n_not_played);
}

static void
put_run(struct octets *out, const struct run *r)
{
	struct octets text = {0};

	octets_text(&text, r->url);
	if (r->server[0] != '\0')
		octets_format(&text, " (%s)", r->server);
	connection_text(r, &text);
	octets_format(&text, ": %zu cases", count_cases(r));
	if (count_cases(r) < r->n_results)
		octets_format(&text, " in %zu variants", r->n_results);
	octets_format(&text,
		", %zu plays, %.1f s, %u jobs, "
		"median latency %.2f ms, quiet period %u ms",
		count_plays(r), r->seconds, r->jobs,
		(double)r->median_us / 1000, r->quiet_ms);
	put_course(&text, r);
	prose_wrap(out, 2, prose_string(&text));
	octets_free(&text);
	connection_text_headers(r, out);
}

void
console_end(struct console *c, const struct run *r)
{
	struct octets text = {0};

	hide_counter(c);
	if (c->counts[VERDICT_FAIL] + c->counts[VERDICT_ERROR] > 0)
		(void)fputc('\n', c->out);
	write_deviations(c, r, VERDICT_FAIL);
	write_deviations(c, r, VERDICT_WARN);
	variance_put_all(r, &text);
	put_verdict_list(&text, r, VERDICT_ERROR);
	put_verdict_list(&text, r, VERDICT_INCONCLUSIVE);
	put_flaky_list(&text, r);
	put_skips(&text, r);
	put_table(&text, r, "level", tally_levels);
	put_table(&text, r, "area", tally_areas);
	put_table(&text, r, "tag", tally_tags);
	variance_put_counts(r, &text);
	baseline_text(r, &text);
	if (r->interrupted)
		octets_text(&text, "interrupted: what was not played is not "
				   "counted\n");
	put_run(&text, r);
	write_octets(c, &text);
	(void)fflush(c->out);
	octets_free(&text);
}

void
console_free(struct console *c)
{
	if (c == NULL)
		return;
	hide_counter(c);
	free(c);
}

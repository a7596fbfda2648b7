#include <string.h>

#include "compare/groups.h"
#include "compare/text.h"

/* The summary of a job is cut at 1 MiB by those who show it. */
#define ROWS_MAX 200

/* In a table and in running text alike: nothing of it is markup. */
static void
say(struct octets *out, const char *text)
{
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if (c < 0x20 || c == 0x7f)
			octets_text(out, " ");
		else if (strchr("\\`*_{}[]<>()#+!|~&@", c) != NULL)
			octets_format(out, "&#%u;", c);
		else
			octets_append(out, &c, 1);
	}
}

static void
say_label(struct octets *out, const char *name, const char *version)
{
	say(out, name);
	if (version[0] != '\0') {
		octets_text(out, " ");
		say(out, version);
	}
}

/* ---- two reports ---- */

static void
put_differences(struct octets *out, const struct compare_report *before,
	const struct compare_report *after)
{
	struct fact_difference d;
	size_t i = 0;

	while (fact_difference_next(before, after, &i, &d)) {
		octets_text(out, "* other ");
		say(out, d.name);
		octets_text(out, ": ");
		say(out, d.before != NULL ? d.before : "none");
		octets_text(out, " → ");
		say(out, d.after != NULL ? d.after : "none");
		octets_text(out, "\n");
	}
}

static void
put_counts(struct octets *out, const struct changes *c)
{
	octets_text(out, "\n| change | results | of these |\n"
			 "| --- | ---: | --- |\n");
	for (int k = 0; k < N_CHANGE_KINDS; k++) {
		struct octets groups = {0};

		groups_text(c, (enum change_kind)k, &groups);
		octets_append(&groups, "", 1);
		octets_format(out, "| %s | %zu | ",
			change_kind_name((enum change_kind)k), c->counts[k]);
		say(out, groups.at != NULL ? (const char *)groups.at : "");
		octets_text(out, " |\n");
		octets_free(&groups);
	}
	octets_format(out, "| the same | %zu | %zu by other events |\n",
		c->n_same, c->n_events);
}

static void
put_change(struct octets *out, const struct change *c)
{
	const struct compare_result *r = change_result(c);

	octets_format(out, "| %s | ", level_name(r->level));
	say(out, r->id);
	octets_format(out, " | %s → %s | ", change_verdict(c->before),
		change_verdict(c->after));
	if (c->before != NULL)
		say(out, c->before->events);
	octets_text(out, " → ");
	if (c->after != NULL)
		say(out, c->after->events);
	octets_text(out, " |\n");
}

static void
put_kind(struct octets *out, const struct changes *c, enum change_kind kind)
{
	size_t n = 0;

	if (c->counts[kind] == 0)
		return;
	octets_format(out,
		"\n<details%s><summary>%s: %zu</summary>\n\n"
		"| level | result | verdict | events |\n"
		"| --- | --- | --- | --- |\n",
		kind == CHANGE_REGRESSION ? " open" : "",
		change_kind_name(kind), c->counts[kind]);
	for (size_t i = 0; i < c->n; i++)
		if (c->list[i].kind == kind && n++ < ROWS_MAX)
			put_change(out, &c->list[i]);
	if (n > ROWS_MAX)
		octets_format(out, "\nand %zu more\n", n - ROWS_MAX);
	octets_text(out, "\n</details>\n");
}

void
compare_markdown_changes(const struct compare_report *before,
	const struct compare_report *after, const struct changes *c,
	struct octets *out)
{
	octets_text(out, "## What changed\n\n* before: ");
	say_label(out, before->name[0] != '\0' ? before->name : before->url,
		before->version);
	octets_text(out, "\n* after: ");
	say_label(out, after->name[0] != '\0' ? after->name : after->url,
		after->version);
	octets_text(out, "\n");
	put_differences(out, before, after);
	put_counts(out, c);
	for (int k = 0; k < N_CHANGE_KINDS; k++)
		put_kind(out, c, (enum change_kind)k);
}

/* ---- more than two ---- */

static void
put_totals(struct octets *out, const struct compare_table *t)
{
	octets_text(out, "| target | pass | warn | fail | note | skip | "
			 "inconclusive | error | flaky |\n"
			 "| --- | ---: | ---: | ---: | ---: | ---: | ---: | "
			 "---: | ---: |\n");
	for (size_t i = 0; i < t->n; i++) {
		size_t at = t->clusters.order[i];
		const size_t *n = t->reports[at].counts;

		octets_text(out, "| ");
		say_label(out, t->labels[at].name, t->labels[at].version);
		octets_format(out,
			" | %zu | %zu | %zu | %zu | %zu | %zu | %zu | %zu |\n",
			n[VERDICT_PASS], n[VERDICT_WARN], n[VERDICT_FAIL],
			n[VERDICT_NOTE], n[VERDICT_SKIP],
			n[VERDICT_INCONCLUSIVE], n[VERDICT_ERROR],
			t->reports[at].n_flaky);
	}
}

static void
put_header(struct octets *out, const struct compare_table *t)
{
	octets_text(out, "| level | result |");
	for (size_t i = 0; i < t->n; i++) {
		octets_text(out, " ");
		say(out, t->labels[t->clusters.order[i]].name);
		octets_text(out, " |");
	}
	octets_text(out, "\n| --- | --- |");
	for (size_t i = 0; i < t->n; i++)
		octets_text(out, " --- |");
	octets_text(out, "\n");
}

static void
put_row(struct octets *out, const struct compare_table *t,
	const struct compare_row *row)
{
	octets_format(out, "| %s | ", level_name(row->any->level));
	say(out, row->any->id);
	octets_text(out, " |");
	for (size_t i = 0; i < t->n; i++)
		octets_format(out, " %s |",
			change_verdict(row->cells[t->clusters.order[i]]));
	octets_text(out, "\n");
}

void
compare_markdown_table(const struct compare_table *t, struct octets *out)
{
	size_t n = 0;

	octets_text(out, "## Side by side\n\n");
	put_totals(out, t);
	for (size_t i = 0; i < t->n_rows; i++)
		n += !compare_agree(t, &t->rows[i]);
	octets_format(out,
		"\n<details><summary>They disagree about %zu of %zu results"
		"</summary>\n\n",
		n, t->n_rows);
	put_header(out, t);
	n = 0;
	for (size_t i = 0; i < t->n_rows; i++)
		if (!compare_agree(t, &t->rows[i]) && n++ < ROWS_MAX)
			put_row(out, t, &t->rows[i]);
	if (n > ROWS_MAX)
		octets_format(out, "\nand %zu more\n", n - ROWS_MAX);
	octets_text(out, "\n</details>\n");
}

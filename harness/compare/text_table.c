#include <string.h>

#include "compare/text.h"
#include "compare/text_parts.h"

/* In a column of its own a letter is enough. */
static char
letter(const struct compare_result *r)
{
	static const char letters[N_VERDICTS] = {
		[VERDICT_PASS] = '.',
		[VERDICT_WARN] = 'W',
		[VERDICT_FAIL] = 'F',
		[VERDICT_NOTE] = 'n',
		[VERDICT_SKIP] = '-',
		[VERDICT_INCONCLUSIVE] = '?',
		[VERDICT_ERROR] = '!',
	};

	if (r == NULL)
		return ' ';
	if (r->flaky)
		return '~';
	return letters[r->verdict];
}

static void
say_label(struct octets *out, const struct compare_label *l)
{
	text_say(out, l->name);
	if (l->version[0] != '\0') {
		octets_text(out, " ");
		text_say(out, l->version);
	}
}

/* "a" to "z", then "aa", "ab" ... in two columns. */
static void
put_key(struct octets *out, const struct compare_table *t, size_t i)
{
	static const char keys[] = "abcdefghijklmnopqrstuvwxyz";

	octets_append(out, " ", 1);
	if (t->n > 26)
		octets_append(out, &keys[i / 26 % 26], 1);
	octets_append(out, &keys[i % 26], 1);
}

/* Reports of two suites disagree for more than one reason. */
static void
put_suites(struct octets *out, const struct compare_table *t)
{
	bool same = true;

	for (size_t i = 1; i < t->n; i++)
		same &= strcmp(t->reports[0].suite, t->reports[i].suite) == 0;
	if (same)
		return;
	octets_text(out, "Suites:");
	for (size_t i = 0; i < t->n; i++) {
		size_t at = t->clusters.order[i];

		put_key(out, t, i);
		octets_text(out, " ");
		text_say(out, t->reports[at].suite);
	}
	octets_text(out, "\n");
}

static void
put_reports(struct octets *out, const struct compare_table *t)
{
	octets_format(out,
		"%-36s  pass  warn  fail  note  skip  other  flaky\n", "");
	for (size_t i = 0; i < t->n; i++) {
		size_t at = t->clusters.order[i];
		const size_t *counts = t->reports[at].counts;

		put_key(out, t, i);
		octets_text(out, "  ");
		say_label(out, &t->labels[at]);
		text_pad(out, 36);
		octets_format(out, "%6zu%6zu%6zu%6zu%6zu%7zu%7zu\n",
			counts[VERDICT_PASS], counts[VERDICT_WARN],
			counts[VERDICT_FAIL], counts[VERDICT_NOTE],
			counts[VERDICT_SKIP],
			counts[VERDICT_INCONCLUSIVE] + counts[VERDICT_ERROR],
			t->reports[at].n_flaky);
	}
}

static size_t
group_size(const struct compare_table *t, size_t group)
{
	return group < t->n ? 1 : t->clusters.merges[group - t->n].size;
}

/* Where the group begins in the order; it is not scattered there. */
static size_t
group_place(const struct compare_table *t, size_t group)
{
	size_t place = 0;

	while (group >= t->n)
		group = t->clusters.merges[group - t->n].left;
	while (t->clusters.order[place] != group)
		place++;
	return place;
}

static void
say_group(struct octets *out, const struct compare_table *t, size_t group)
{
	size_t size = group_size(t, group);
	size_t shown = size > 4 ? 3 : size;
	size_t place = group_place(t, group);

	for (size_t i = 0; i < shown; i++) {
		octets_text(out, i > 0 ? ", " : "");
		text_say(out, t->labels[t->clusters.order[place + i]].name);
	}
	if (shown < size)
		octets_format(out, " and %zu more", size - shown);
}

static void
put_clusters(struct octets *out, const struct compare_table *t)
{
	octets_text(out, "\nAlike, by the share of results with other "
			 "verdicts (mean):\n");
	for (size_t i = 0; i + 1 < t->n; i++) {
		const struct cluster_merge *m = &t->clusters.merges[i];

		octets_format(out, "  %5.1f %%  ", 100 * m->distance);
		say_group(out, t, m->left);
		octets_text(out, " | ");
		say_group(out, t, m->right);
		octets_text(out, "\n");
	}
}

static void
put_row(struct octets *out, const struct compare_table *t,
	const struct compare_row *row, size_t width)
{
	octets_format(out, "%-9s ", level_name(row->any->level));
	text_say(out, row->any->id);
	text_pad(out, width);
	for (size_t i = 0; i < t->n; i++) {
		char c = letter(row->cells[t->clusters.order[i]]);

		octets_append(out, t->n > 26 ? "  " : " ", t->n > 26 ? 2 : 1);
		octets_append(out, &c, 1);
	}
	octets_text(out, "\n");
}

/* Ids as wide as most are, so that the letters stand below each other. */
#define ROW_WIDTH 60

static void
put_keys(struct octets *out, const struct compare_table *t)
{
	octets_text(out, "level     result");
	text_pad(out, ROW_WIDTH);
	for (size_t i = 0; i < t->n; i++)
		put_key(out, t, i);
	octets_text(out, "\n");
}

void
compare_text_table(const struct compare_table *t, bool all, struct octets *out)
{
	size_t n = 0;

	put_reports(out, t);
	put_suites(out, t);
	put_clusters(out, t);
	octets_text(out, "\nF fail, W warn, n note, . pass, - skip, "
			 "? inconclusive, ! error, ~ flaky\n");
	put_keys(out, t);
	for (size_t i = 0; i < t->n_rows; i++) {
		bool agree = compare_agree(t, &t->rows[i]);

		n += !agree;
		if (all || !agree)
			put_row(out, t, &t->rows[i], ROW_WIDTH);
	}
	octets_format(out, "\nThey disagree about %zu of %zu results.\n", n,
		t->n_rows);
}

/* ---- the same target ---- */

static void
put_unsteady(struct octets *out, const struct compare_table *t,
	const char *name, const struct compare_row *row)
{
	if (name != NULL) {
		text_say(out, name);
		octets_text(out, ": ");
	}
	text_say(out, row->any->id);
	octets_text(out, ":");
	for (size_t i = 0; i < t->n; i++)
		octets_format(out, "%s %s", i > 0 ? " |" : "",
			change_verdict(row->cells[i]));
	octets_text(out, "\n");
}

void
compare_text_same(const struct compare_table *t, const char *name,
	struct octets *out)
{
	size_t n = 0;
	size_t inconclusive = 0;

	for (size_t i = 1; i < t->n; i++)
		text_differences(out, &t->reports[0], &t->reports[i]);

	for (size_t i = 0; i < t->n_rows; i++) {
		const struct compare_row *row = &t->rows[i];
		bool steady = compare_is_steady(t, row);

		inconclusive +=
			steady && row->any->verdict == VERDICT_INCONCLUSIVE;
		n += !steady;
		if (!steady)
			put_unsteady(out, t, name, row);
	}
	text_say(out, name != NULL ? name : t->labels[0].name);
	octets_format(out, ": %zu of %zu results differ in %zu reports", n,
		t->n_rows, t->n);
	if (inconclusive > 0)
		octets_format(out, "; %zu inconclusive in each", inconclusive);
	octets_text(out, "\n");
}

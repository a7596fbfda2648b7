#include "report/tally.h"

#include <stdlib.h>
#include <string.h>

void
report_counts(const struct run *r, size_t counts[N_VERDICTS])
{
	memset(counts, 0, N_VERDICTS * sizeof(counts[0]));
	for (size_t i = 0; i < r->n_results; i++)
		counts[r->results[i].judgement.verdict]++;
}

/* The row of that name, made if there is none; NULL: out of memory. */
static struct tally_row *
find_row(struct tally *t, const char *name)
{
	struct tally_row *rows;

	for (size_t i = 0; i < t->n_rows; i++)
		if (strcmp(t->rows[i].name, name) == 0)
			return &t->rows[i];
	rows = realloc(t->rows, (t->n_rows + 1) * sizeof(*rows));
	if (rows == NULL)
		return NULL;
	t->rows = rows;
	rows[t->n_rows] = (struct tally_row){.name = name};
	return &rows[t->n_rows++];
}

static bool
count(struct tally *t, const char *name, const struct result *result)
{
	struct tally_row *row = find_row(t, name);

	if (row != NULL)
		row->counts[result->judgement.verdict]++;
	return row != NULL;
}

static int
compare_names(const void *a, const void *b)
{
	const struct tally_row *x = a;
	const struct tally_row *y = b;

	return strcmp(x->name, y->name);
}

static size_t
total(const struct tally_row *row)
{
	size_t n = 0;

	for (int v = 0; v < N_VERDICTS; v++)
		n += row->counts[v];
	return n;
}

static int
compare_totals(const void *a, const void *b)
{
	size_t x = total(a);
	size_t y = total(b);

	if (x != y)
		return x < y ? 1 : -1;
	return compare_names(a, b);
}

static void
sort_rows(struct tally *t, int (*compare)(const void *, const void *))
{
	if (t->n_rows > 0)
		qsort(t->rows, t->n_rows, sizeof(*t->rows), compare);
}

bool
tally_levels(const struct run *r, struct tally *out)
{
	*out = (struct tally){calloc(N_LEVELS, sizeof(*out->rows)), N_LEVELS};
	if (out->rows == NULL) {
		out->n_rows = 0;
		return false;
	}
	for (int i = 0; i < N_LEVELS; i++)
		out->rows[i].name = level_name((enum level)i);
	for (size_t i = 0; i < r->n_results; i++) {
		const struct result *result = &r->results[i];

		out->rows[result->test_case->level]
			.counts[result->judgement.verdict]++;
	}
	return true;
}

bool
tally_areas(const struct run *r, struct tally *out)
{
	*out = (struct tally){0};
	for (size_t i = 0; i < r->n_results; i++)
		if (!count(out, r->results[i].test_case->area, &r->results[i]))
			return false;
	sort_rows(out, compare_names);
	return true;
}

static bool
count_tags(struct tally *t, const struct result *result)
{
	const struct test_case *c = result->test_case;

	for (size_t i = 0; i < c->n_tags; i++)
		if (!count(t, c->tags[i], result))
			return false;
	return true;
}

static void
keep_deviations(struct tally *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n_rows; i++) {
		const struct tally_row *row = &t->rows[i];

		if (row->counts[VERDICT_FAIL] + row->counts[VERDICT_WARN] > 0)
			t->rows[n++] = *row;
	}
	t->n_rows = n;
}

bool
tally_tags(const struct run *r, struct tally *out)
{
	*out = (struct tally){0};
	for (size_t i = 0; i < r->n_results; i++)
		if (!count_tags(out, &r->results[i]))
			return false;
	keep_deviations(out);
	sort_rows(out, compare_names);
	return true;
}

bool
tally_reasons(const struct run *r, enum verdict v, struct tally *out)
{
	*out = (struct tally){0};
	for (size_t i = 0; i < r->n_results; i++) {
		const struct result *result = &r->results[i];

		if (result->judgement.verdict == v &&
			!count(out, result->judgement.reason, result))
			return false;
	}
	sort_rows(out, compare_totals);
	return true;
}

void
tally_free(struct tally *t)
{
	free(t->rows);
	*t = (struct tally){0};
}

#include "compare/table.h"

#include <stdlib.h>
#include <string.h>

static bool
is_judged(const struct compare_result *r)
{
	return r != NULL && verdict_is_judged(r->verdict);
}

bool
compare_agree(const struct compare_table *t, const struct compare_row *r)
{
	const struct compare_result *first = NULL;

	for (size_t i = 0; i < t->n; i++) {
		const struct compare_result *cell = r->cells[i];

		if (!is_judged(cell))
			continue;
		if (first != NULL && cell->verdict != first->verdict)
			return false;
		first = cell;
	}
	return true;
}

bool
compare_is_steady(const struct compare_table *t, const struct compare_row *r)
{
	for (size_t i = 0; i < t->n; i++)
		if (r->cells[i] == NULL || r->cells[i]->flaky ||
			r->cells[i]->verdict != r->any->verdict)
			return false;
	return true;
}

size_t
compare_distance(const struct compare_table *t, size_t a, size_t b,
	size_t *n_judged)
{
	size_t n = 0;

	*n_judged = 0;
	for (size_t i = 0; i < t->n_rows; i++) {
		const struct compare_result *x = t->rows[i].cells[a];
		const struct compare_result *y = t->rows[i].cells[b];

		if (!is_judged(x) || !is_judged(y))
			continue;
		(*n_judged)++;
		n += x->verdict != y->verdict;
	}
	return n;
}

/* ---- rows ---- */

/* The least id that a report has at its place; NULL: all are at their end. */
static const struct compare_result *
next_result(const struct compare_table *t, const size_t *at)
{
	const struct compare_result *least = NULL;

	for (size_t i = 0; i < t->n; i++) {
		const struct compare_report *r = &t->reports[i];

		if (at[i] < r->n_results &&
			(least == NULL ||
				strcmp(r->results[at[i]].id, least->id) < 0))
			least = &r->results[at[i]];
	}
	return least;
}

static void
fill_row(const struct compare_table *t, struct compare_row *row, size_t *at)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct compare_report *r = &t->reports[i];

		if (at[i] < r->n_results &&
			strcmp(r->results[at[i]].id, row->any->id) == 0)
			row->cells[i] = &r->results[at[i]++];
	}
}

/* Walks over all reports at once: they are sorted alike. */
static bool
join(struct compare_table *t, size_t *at, size_t most)
{
	const struct compare_result *any;

	t->rows = arena_alloc(t->arena, most, sizeof(*t->rows));
	while (t->rows != NULL && (any = next_result(t, at)) != NULL) {
		struct compare_row *row = &t->rows[t->n_rows++];

		row->any = any;
		row->cells = arena_alloc(t->arena, t->n, sizeof(*row->cells));
		if (row->cells == NULL)
			return false;
		fill_row(t, row, at);
	}
	return t->rows != NULL;
}

static bool
make_rows(struct compare_table *t)
{
	size_t *at = calloc(t->n + 1, sizeof(*at));
	size_t most = 0;
	bool ok;

	for (size_t i = 0; i < t->n; i++)
		most += t->reports[i].n_results;
	ok = at != NULL && join(t, at, most);
	free(at);
	return ok;
}

/* ---- clusters ---- */

/* The share of results judged otherwise; where there is nothing to compare
 * nothing is alike. */
static bool
make_clusters(struct compare_table *t)
{
	double *distances = calloc(t->n * t->n + 1, sizeof(*distances));
	bool ok;

	if (distances == NULL)
		return false;
	for (size_t a = 0; a < t->n; a++) {
		for (size_t b = a + 1; b < t->n; b++) {
			size_t judged;
			size_t n = compare_distance(t, a, b, &judged);
			double share =
				judged > 0 ? (double)n / (double)judged : 1;

			distances[a * t->n + b] = share;
			distances[b * t->n + a] = share;
		}
	}
	ok = clusters_make(distances, t->n, &t->clusters);
	free(distances);
	return ok;
}

bool
compare_table_make(const struct compare_report *reports, size_t n,
	struct compare_table *out)
{
	*out = (struct compare_table){
		.reports = reports,
		.n = n,
		.arena = arena_new(),
	};
	if (out->arena == NULL)
		return false;
	out->labels = compare_labels(reports, n, out->arena);
	return out->labels != NULL && make_rows(out) && make_clusters(out);
}

void
compare_table_free(struct compare_table *t)
{
	clusters_free(&t->clusters);
	arena_free(t->arena);
	*t = (struct compare_table){0};
}

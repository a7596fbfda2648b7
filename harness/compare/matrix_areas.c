#include "compare/matrix_areas.h"

#include <stdlib.h>
#include <string.h>

bool
matrix_worst(const size_t *counts, enum verdict *worst)
{
	for (size_t i = 0; i < N_VERDICTS; i++) {
		*worst = verdicts_by_weight[i];
		if (counts[*worst] > 0)
			return true;
	}
	return false;
}

/* A picture has room for no more. */
#define AREAS_MAX 60
#define OTHERS "others"

static struct matrix_area *
find_area(struct matrix_areas *areas, const char *name)
{
	for (size_t i = 0; i < areas->n; i++)
		if (strcmp(areas->list[i].name, name) == 0)
			return &areas->list[i];
	return NULL;
}

/* NULL: out of memory. */
static struct matrix_area *
add_area(const struct compare_table *t, struct matrix_areas *areas,
	const char *name)
{
	struct matrix_area *area = find_area(areas, name);

	if (area == NULL && areas->n >= AREAS_MAX) {
		name = OTHERS;
		area = find_area(areas, name);
	}
	if (area != NULL)
		return area;
	area = &areas->list[areas->n];
	area->name = name;
	area->counts = arena_alloc(t->arena, t->n, sizeof(*area->counts));
	if (area->counts == NULL)
		return NULL;
	areas->n++;
	return area;
}

static void
count(const struct compare_table *t, const struct compare_row *row,
	struct matrix_area *area)
{
	for (size_t i = 0; i < t->n; i++)
		if (row->cells[i] != NULL)
			area->counts[i][row->cells[i]->verdict]++;
}

static int
compare_areas(const void *a, const void *b)
{
	const struct matrix_area *x = a;
	const struct matrix_area *y = b;

	if ((x->name[0] == '\0') != (y->name[0] == '\0'))
		return x->name[0] == '\0' ? 1 : -1;
	return strcmp(x->name, y->name);
}

bool
matrix_areas_make(const struct compare_table *t, struct matrix_areas *out)
{
	struct matrix_area *all;

	*out = (struct matrix_areas){
		.list = arena_alloc(t->arena, AREAS_MAX + 1,
			sizeof(*out->list)),
	};
	if (out->list == NULL || (all = add_area(t, out, "")) == NULL)
		return false;
	for (size_t i = 0; i < t->n_rows; i++) {
		const struct compare_row *row = &t->rows[i];
		const char *name = row->any->area;
		struct matrix_area *area = add_area(t, out,
			name[0] != '\0' ? name : "without an area");
		if (area == NULL)
			return false;
		count(t, row, area);
		count(t, row, all);
	}
	qsort(out->list, out->n, sizeof(*out->list), compare_areas);
	return true;
}

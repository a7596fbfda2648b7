#include "compare/clusters.h"

#include <stdlib.h>
#include <string.h>

/* While it is made: the groups that are left, and how far they are. */
struct forest {
	size_t n;
	double *distances; /* between slots, n by n */
	size_t *group;	   /* that a slot holds */
	size_t *size;	   /* of that group */
	bool *gone;	   /* the slot joined another */
};

static void
free_forest(struct forest *f)
{
	free(f->distances);
	free(f->group);
	free(f->size);
	free(f->gone);
}

static bool
make_forest(struct forest *f, const double *distances, size_t n)
{
	*f = (struct forest){
		.n = n,
		.distances = calloc(n * n + 1, sizeof(*f->distances)),
		.group = calloc(n + 1, sizeof(*f->group)),
		.size = calloc(n + 1, sizeof(*f->size)),
		.gone = calloc(n + 1, sizeof(*f->gone)),
	};
	if (f->distances == NULL || f->group == NULL || f->size == NULL ||
		f->gone == NULL)
		return false;
	if (n > 0)
		memcpy(f->distances, distances, n * n * sizeof(*distances));
	for (size_t i = 0; i < n; i++) {
		f->group[i] = i;
		f->size[i] = 1;
	}
	return true;
}

static void
find_nearest(const struct forest *f, size_t *a, size_t *b)
{
	double least = -1;

	for (size_t i = 0; i < f->n; i++) {
		for (size_t k = i + 1; k < f->n; k++) {
			double distance = f->distances[i * f->n + k];

			if (f->gone[i] || f->gone[k] ||
				(least >= 0 && distance >= least))
				continue;
			least = distance;
			*a = i;
			*b = k;
		}
	}
}

/* Slot b joins slot a: the mean over all pairs of things. */
static void
join(struct forest *f, size_t a, size_t b)
{
	double wa = (double)f->size[a];
	double wb = (double)f->size[b];

	for (size_t i = 0; i < f->n; i++) {
		double mean = (wa * f->distances[a * f->n + i] +
				      wb * f->distances[b * f->n + i]) /
			      (wa + wb);

		f->distances[a * f->n + i] = mean;
		f->distances[i * f->n + a] = mean;
	}
	f->size[a] += f->size[b];
	f->gone[b] = true;
}

static void
merge_all(struct forest *f, struct cluster_merge *merges)
{
	for (size_t i = 0; i + 1 < f->n; i++) {
		size_t a = 0;
		size_t b = 0;

		find_nearest(f, &a, &b);
		merges[i].left = f->group[a];
		merges[i].right = f->group[b];
		merges[i].distance = f->distances[a * f->n + b];
		join(f, a, b);
		merges[i].size = f->size[a];
		f->group[a] = f->n + i;
	}
}

/* Lays the tree out from its root: a stack of groups, whose left part goes
 * first. */
static bool
lay_out(struct clusters *c)
{
	size_t *stack = calloc(c->n + 1, sizeof(*stack));
	size_t depth = 0;
	size_t n = 0;

	if (stack == NULL)
		return false;
	if (c->n > 0)
		stack[depth++] = 2 * c->n - 2;
	while (depth > 0) {
		size_t group = stack[--depth];

		if (group < c->n) {
			c->order[n++] = group;
			continue;
		}
		stack[depth++] = c->merges[group - c->n].right;
		stack[depth++] = c->merges[group - c->n].left;
	}
	free(stack);
	return true;
}

bool
clusters_make(const double *distances, size_t n, struct clusters *out)
{
	struct forest forest;
	bool ok = make_forest(&forest, distances, n);

	*out = (struct clusters){
		.n = n,
		.order = calloc(n + 1, sizeof(*out->order)),
		.merges = calloc(n + 1, sizeof(*out->merges)),
	};
	ok = ok && out->order != NULL && out->merges != NULL;
	if (ok) {
		merge_all(&forest, out->merges);
		ok = lay_out(out);
	}
	free_forest(&forest);
	return ok;
}

void
clusters_free(struct clusters *c)
{
	free(c->order);
	free(c->merges);
	*c = (struct clusters){0};
}

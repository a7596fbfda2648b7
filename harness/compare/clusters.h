/*
 * What is alike, by hierarchical clustering: the two groups with the least mean
 * distance become one, until there is one left. Pure.
 */
#ifndef ASSAY_COMPARE_CLUSTERS_H
#define ASSAY_COMPARE_CLUSTERS_H

#include <stdbool.h>
#include <stddef.h>

/* Two groups that became one. Groups 0 to n - 1 are the things themselves;
 * n + i is what the i-th merge made. */
struct cluster_merge {
	size_t left;
	size_t right;
	double distance;
	size_t size; /* things in it */
};

struct clusters {
	size_t n;
	size_t *order; /* of the things: what is alike stands together */
	struct cluster_merge *merges; /* n - 1, by distance */
};

/*
 * `distances` is n by n and symmetric. Where distances are the same, what comes
 * first is joined first. False: out of memory; clusters_free() is due in any
 * case.
 */
bool clusters_make(const double *distances, size_t n, struct clusters *out);
void clusters_free(struct clusters *c);

#endif

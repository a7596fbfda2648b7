#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "compare/clusters.h"

#define N_MAX 5

struct row {
	const char *name;
	size_t n;
	double distances[N_MAX * N_MAX];
	size_t order[N_MAX];
	struct cluster_merge merges[N_MAX - 1];
};

static const struct row rows[] = {
	{"nothing", 0, {0}, {0}, {{0}}},
	{"one", 1, {0}, {0}, {{0}}},
	{"two", 2, {0, .5, .5, 0}, {0, 1}, {{0, 1, .5, 2}}},
	{"the last two are alike", 3, {0, .9, .7, .9, 0, .1, .7, .1, 0},
		{0, 1, 2}, {{1, 2, .1, 2}, {0, 3, .8, 3}}},
	{"the outer two are alike", 3, {0, .5, .2, .5, 0, .6, .2, .6, 0},
		{0, 2, 1}, {{0, 2, .2, 2}, {3, 1, .55, 3}}},
	{"all the same: in their order", 3, {0}, {0, 1, 2},
		{{0, 1, 0, 2}, {3, 2, 0, 3}}},
	{"two pairs", 4,
		{0, .8, .1, .8, .8, 0, .8, .2, .1, .8, 0, .8, .8, .2, .8, 0},
		{0, 2, 1, 3}, {{0, 2, .1, 2}, {1, 3, .2, 2}, {4, 5, .8, 4}}},
	/* The mean counts things, not groups: (.3 + .3 + .6) / 3. */
	{"the mean is over things", 4,
		{0, .1, .1, .3, .1, 0, .1, .3, .1, .1, 0, .6, .3, .3, .6, 0},
		{0, 1, 2, 3}, {{0, 1, .1, 2}, {4, 2, .1, 3}, {5, 3, .4, 4}}},
};

static void
check(const struct row *row)
{
	struct clusters c;

	assert_true(clusters_make(row->distances, row->n, &c));
	for (size_t i = 0; i < row->n; i++)
		if (c.order[i] != row->order[i])
			fail_msg("%s: order[%zu] is %zu", row->name, i,
				c.order[i]);
	for (size_t i = 0; i + 1 < row->n; i++) {
		const struct cluster_merge *got = &c.merges[i];
		const struct cluster_merge *want = &row->merges[i];
		double off = got->distance - want->distance;

		if (got->left != want->left || got->right != want->right ||
			got->size != want->size || off > 1e-9 || off < -1e-9)
			fail_msg("%s: merge %zu is %zu %zu %g %zu", row->name,
				i, got->left, got->right, got->distance,
				got->size);
	}
	clusters_free(&c);
}

static void
test_clusters(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check(&rows[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clusters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

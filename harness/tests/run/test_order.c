/*
 * The order in which results are played.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "run/order.h"

#define N 100

static void
shuffled(size_t *order, size_t n, uint64_t seed)
{
	order_fill(order, n);
	order_shuffle(order, n, seed);
}

static void
test_permutation(void **state)
{
	size_t order[N];
	bool seen[N] = {false};

	(void)state;
	shuffled(order, N, 7);
	for (size_t i = 0; i < N; i++) {
		assert_in_range(order[i], 0, N - 1);
		assert_false(seen[order[i]]);
		seen[order[i]] = true;
	}
	order_fill(order, 0);
	order_shuffle(order, 0, 7);
	shuffled(order, 1, 7);
	assert_int_equal(order[0], 0);
}

/* A seed that was noted down gives its order again, also elsewhere. */
static void
test_seed(void **state)
{
	static const size_t wanted[8] = {3, 1, 6, 2, 4, 0, 7, 5};
	size_t a[8];
	size_t b[8];

	(void)state;
	shuffled(a, 8, 42);
	assert_memory_equal(a, wanted, sizeof(a));
	shuffled(b, 8, 42);
	assert_memory_equal(a, b, sizeof(a));
	shuffled(b, 8, 43);
	assert_memory_not_equal(a, b, sizeof(a));
}

/* Each comes first about as often as the others. */
static void
test_fairness(void **state)
{
	size_t first[5] = {0};
	size_t order[5];

	(void)state;
	for (uint64_t seed = 0; seed < 5000; seed++) {
		shuffled(order, 5, seed);
		first[order[0]]++;
	}
	for (size_t i = 0; i < 5; i++)
		assert_in_range(first[i], 850, 1150);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_permutation),
		cmocka_unit_test(test_seed),
		cmocka_unit_test(test_fairness),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

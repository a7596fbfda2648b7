/*
 * The mutator as a whole: the same seed gives the same octets, nothing is
 * written behind the end of the buffer, and parameters mostly stay.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mutator/dice.h"
#include "mutator/input.h"
#include "mutator/mutate.h"

static const char *const inputs[] = {
	"",
	"a",
	"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
	"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
	"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
	"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
	"5;a=b\r\nhello\r\n0\r\nb: c\r\n\r\n",
	"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
	"\n\n\r\r:::;;0\r\n0\r\n\r\n",
};

#define N_INPUTS (sizeof(inputs) / sizeof(inputs[0]))
#define SEEDS 3000

/* In a buffer of exactly `max`, which AddressSanitizer watches. */
static uint8_t *
buffer(const char *input, size_t max)
{
	uint8_t *at = malloc(max ? max : 1);
	size_t len = strlen(input);

	assert_non_null(at);
	memset(at, 0xEE, max);
	memcpy(at, input, len);
	return at;
}

static void
expect_same(const char *input, size_t max, uint32_t seed)
{
	uint8_t *a = buffer(input, max), *b = buffer(input, max);
	size_t len = strlen(input);
	size_t n = mutate_message(a, len, max, seed);

	assert_true(n <= max);
	assert_true(n > 0 || max == 0);
	assert_int_equal(n, mutate_message(b, len, max, seed));
	assert_memory_equal(a, b, n);
	free(a);
	free(b);
}

static void
test_message(void **state)
{
	static const size_t room[] = {0, 1, 7, 200};
	size_t i, k;
	uint32_t seed;

	(void)state;
	for (i = 0; i < N_INPUTS; i++) {
		for (seed = 0; seed < SEEDS; seed++) {
			k = seed % 4;
			expect_same(inputs[i], strlen(inputs[i]) + room[k],
				seed);
		}
	}
}

static void
test_cross(void **state)
{
	uint8_t a[512], b[512];
	size_t n, max, i, k;
	uint32_t seed;

	(void)state;
	for (seed = 0; seed < SEEDS; seed++) {
		i = seed % N_INPUTS;
		k = seed / N_INPUTS % N_INPUTS;
		max = seed % sizeof(a);
		n = mutate_cross(a, max, (const uint8_t *)inputs[i],
			strlen(inputs[i]), (const uint8_t *)inputs[k],
			strlen(inputs[k]), seed);
		assert_true(n <= max);
		assert_int_equal(n,
			mutate_cross(b, max, (const uint8_t *)inputs[i],
				strlen(inputs[i]), (const uint8_t *)inputs[k],
				strlen(inputs[k]), seed));
		assert_memory_equal(a, b, n);
	}
}

/* It is one that has parts of both. */
static void
test_cross_mixes(void **state)
{
	const char *a = "A\r\nb: c\r\n\r\n", *b = "D\r\ne: f\r\n\r\n";
	const char *expected = "A\r\ne: f\r\n\r\n";
	uint8_t at[64];
	uint32_t seed;
	size_t n;

	(void)state;
	for (seed = 0; seed < SEEDS; seed++) {
		n = mutate_cross(at, sizeof(at), (const uint8_t *)a, strlen(a),
			(const uint8_t *)b, strlen(b), seed);
		if (n == strlen(expected) && !memcmp(at, expected, n))
			return;
	}
	fail();
}

/* How often of SEEDS the last octet stays, once, and the message changes. */
static unsigned
count_kept(const char *input)
{
	size_t len = strlen(input), n;
	unsigned kept = 0;
	uint32_t seed;
	uint8_t *at;

	for (seed = 0; seed < SEEDS; seed++) {
		at = buffer(input, len + 64);
		n = mutate_input(at, len, len + 64, seed);
		assert_true(n <= len + 64);
		kept += n && memchr(at, input[len - 1], n) == at + n - 1 &&
			(n != len || memcmp(at, input, len) != 0);
		free(at);
	}
	return kept;
}

static void
test_parameters(void **state)
{
	unsigned kept = count_kept("GET / HTTP/1.1\r\nHost: a\r\n\r\n\x07");

	(void)state;
	assert_in_range(kept, SEEDS / 2, SEEDS - SEEDS / 64);
}

/* Many seeds give many messages. */
static void
test_variety(void **state)
{
	uint8_t at[512];
	static bool seen[4096];
	unsigned different = 0;
	uint32_t seed, hash;
	size_t n, i;

	(void)state;
	for (seed = 0; seed < sizeof(seen) / sizeof(seen[0]); seed++) {
		memcpy(at, inputs[2], strlen(inputs[2]));
		n = mutate_message(at, strlen(inputs[2]), sizeof(at), seed);
		for (hash = 0, i = 0; i < n; i++)
			hash = hash * 31 + at[i];
		hash = dice_from(hash).state >> 40 &
		       (sizeof(seen) / sizeof(seen[0]) - 1);
		different += !seen[hash];
		seen[hash] = true;
	}
	/* of 4096 drawn at random, 2589 would be */
	assert_in_range(different, 1800, 4096);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_message),
		cmocka_unit_test(test_cross),
		cmocka_unit_test(test_cross_mixes),
		cmocka_unit_test(test_parameters),
		cmocka_unit_test(test_variety),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

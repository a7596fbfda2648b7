/*
 * Which cases a filter takes, and how shards part them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "case/filter.h"

static const char *chunk_requires[] = {
	"9112-7.1-abnf-chunk-size", "9112-2.2-10"};
static const char *chunk_tags[] = {"smuggling", "cve-2025-22871"};
static const char *trailer_requires[] = {"9112-7.1.2-1"};
static const char *trailer_tags[] = {"slow"};
static const char *date_requires[] = {"9110-6.6.1-6", "9110-15.2-1"};

static const struct test_case cases[] = {
	{.id = "server/chunked/hex",
		.level = LEVEL_SHOULD,
		.requires = chunk_requires,
		.n_requires = 2,
		.tags = chunk_tags,
		.n_tags = 2},
	{.id = "server/trailer/late",
		.level = LEVEL_MUST,
		.requires = trailer_requires,
		.n_requires = 1,
		.tags = trailer_tags,
		.n_tags = 1},
	{.id = "server/response/date",
		.level = LEVEL_MUST,
		.requires = date_requires,
		.n_requires = 2},
	{.id = "server/response/bare", .level = LEVEL_HARDENING},
};
#define N_CASES (sizeof(cases) / sizeof(cases[0]))

/* clang-format off */
static const struct {
	const char *section, *level, *tag, *without;
	const char *taken; /* one letter for each case */
} rows[] = {
	{NULL, NULL, NULL, NULL, "ctdb"},
	/* Any requirement that is cited counts, and sections below count. */
	{"9112-7.1", NULL, NULL, NULL, "ct--"},
	{"9112-7.1.2", NULL, NULL, NULL, "-t--"},
	{"9112-2.2", NULL, NULL, NULL, "c---"},
	{"9112", NULL, NULL, NULL, "ct--"},
	{"9112-2", NULL, NULL, NULL, "c---"},
	{"9110-15,9112-7.1.2", NULL, NULL, NULL, "-td-"},
	/* Numbers are whole, and ids are no sections. */
	{"9112-7.1.", NULL, NULL, NULL, "----"},
	{"9110-1", NULL, NULL, NULL, "----"},
	{"911", NULL, NULL, NULL, "----"},
	{"9112-7.1-abnf", NULL, NULL, NULL, "----"},
	{"9112-2.2-1", NULL, NULL, NULL, "----"},
	{"9112-", NULL, NULL, NULL, "----"},
	{"", NULL, NULL, NULL, "----"},
	{NULL, "must", NULL, NULL, "-td-"},
	{NULL, "should,hardening", NULL, NULL, "c--b"},
	{NULL, "mus", NULL, NULL, "----"},
	{NULL, NULL, "smuggling", NULL, "c---"},
	{NULL, NULL, "slow,cve-2025-22871", NULL, "ct--"},
	{NULL, NULL, "slo", NULL, "----"},
	{NULL, NULL, NULL, "slow", "c-db"},
	{NULL, NULL, NULL, "slow,smuggling", "--db"},
	/* Kinds are joined by "and". */
	{"9112", "must", NULL, NULL, "-t--"},
	{"9112", NULL, NULL, "slow", "c---"},
	{"9112,9110", "must", "slow,smuggling", NULL, "-t--"},
	{NULL, NULL, "slow", "slow", "----"},
};
/* clang-format on */

static void
test_rows(void **state)
{
	static const char letters[] = "ctdb";

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct filter f = {
			.words = {
				[FILTER_SECTION] = rows[i].section,
				[FILTER_LEVEL] = rows[i].level,
				[FILTER_TAG] = rows[i].tag,
				[FILTER_WITHOUT] = rows[i].without,
			}};
		char taken[N_CASES + 1] = {0};

		for (size_t k = 0; k < N_CASES; k++) {
			taken[k] = '-';
			if (filter_takes(&f, &cases[k]))
				taken[k] = letters[k];
		}
		if (strcmp(taken, rows[i].taken) != 0)
			fail_msg("row %zu: %s", i, taken);
	}
}

static void
test_words(void **state)
{
	const char *list = "a,,bc";
	const char *word;
	size_t len;

	(void)state;
	assert_true(filter_next(&list, &word, &len));
	assert_int_equal(len, 1);
	assert_true(filter_next(&list, &word, &len));
	assert_int_equal(len, 0);
	assert_true(filter_next(&list, &word, &len));
	assert_int_equal(len, 2);
	assert_memory_equal(word, "bc", 2);
	assert_false(filter_next(&list, &word, &len));
	list = NULL;
	assert_false(filter_next(&list, &word, &len));
}

#define N_IDS 1200

/* Every case is in one shard alone, and shards are about equally large. */
static void
check_shards(unsigned n)
{
	size_t in_shard[16] = {0};

	for (unsigned i = 0; i < N_IDS; i++) {
		char id[64];
		struct test_case c = {.id = id};
		unsigned found = 0;

		(void)snprintf(id, sizeof(id), "server/area/name-%u", i);
		for (unsigned k = 1; k <= n; k++) {
			const struct filter f = {.shard = k, .n_shards = n};
			bool has = filter_is_in_shard(&f, &c);

			found += has;
			in_shard[k - 1] += has;
		}
		assert_int_equal(found, 1);
	}
	for (unsigned k = 0; k < n; k++)
		assert_in_range(in_shard[k], N_IDS / n * 7 / 10,
			N_IDS / n * 13 / 10);
}

static void
test_shards(void **state)
{
	static const unsigned n[] = {1, 2, 3, 4, 8, 12};
	const struct filter none = {.n_shards = 0};

	(void)state;
	for (size_t i = 0; i < sizeof(n) / sizeof(n[0]); i++)
		check_shards(n[i]);
	assert_true(filter_is_in_shard(&none, &cases[0]));
}

/* Where a case is must not change from one version to the next: who plays one
 * shard only would play others. */
static void
test_shards_stay(void **state)
{
	static const unsigned wanted[N_CASES] = {10, 67, 91, 17};

	(void)state;
	for (size_t i = 0; i < N_CASES; i++) {
		unsigned k = 1;

		while (!filter_is_in_shard(&(struct filter){.shard = k,
						   .n_shards = 100},
			&cases[i]))
			k++;
		assert_int_equal(k, wanted[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_shards),
		cmocka_unit_test(test_shards_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

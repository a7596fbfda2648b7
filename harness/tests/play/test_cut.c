/*
 * The places at which a wire is cut: '|' in the rows marks each.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "play/cut.h"

#define END "|\r|\n|"
#define HEAD "\r|\n|\r|\n"

/* '|' is a place; '/' is the end of a send, where there is none. */
static const char *const rows[] = {
	"",
	"G",
	"GET / HTTP/1.1",
	"GET / HTTP/1.1|\r|\n",
	"A" END "B",
	"Host|:| a|:|80" END "X",
	"a|,| b|;|q=1",
	"a|:|:|:|b",
	"\r|\r|\n|A",
	/* around a delimiter at an end of the wire there is one place */
	":|a|:",
	/* where a send ends it is cut already */
	"a/:|b",
	"a|\r/\n|b",
	"GET|\r|\n/A",
	/* chunks: around header and data, and within a size */
	"x|" HEAD "|5" END "hello" END "0" END "\r|\n",
	"x|" HEAD "|1|0|;|a" END "0123456789abcdef" END "0" END "\r|\n",
	/* data that no CRLF follows */
	"x|" HEAD "|3" END "abc|2" END "de|0" END "\r|\n",
	"x|" HEAD "|3|\n|abc|0|\n",
	/* not chunks: content that is no number, a size that is too great */
	"x|" HEAD "|hello",
	"x|" HEAD "|f|f" END "abc",
	"x|" HEAD "|f|ffffffffffffffffffffff" END "abc",
	"x|" HEAD "|5x" END "hello" END "Z",
};

static void
check(const char *text)
{
	const char *row = text;
	struct octets wire = {0};
	struct cut_list list;
	size_t wanted[64];
	size_t ends[4];
	size_t n_wanted = 0;
	size_t n_ends = 0;

	for (; *row != '\0'; row++) {
		if (*row == '|')
			wanted[n_wanted++] = wire.len;
		else if (*row == '/' && wire.len > 0 && row[-1] != ' ')
			ends[n_ends++] = wire.len;
		else
			assert_true(octets_append(&wire, row, 1));
	}
	ends[n_ends++] = wire.len;
	assert_true(cut_find(&wire, ends, n_ends, &list));
	if (list.n != n_wanted ||
		(n_wanted > 0 && memcmp(list.at, wanted,
					 n_wanted * sizeof(*wanted)) != 0))
		fail_msg("%zu places in %s", list.n, text);
	cut_list_free(&list);
	octets_free(&wire);
}

static void
test_places(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check(rows[i]);
}

/* Of many places the first are kept, and the last is among the others. */
static void
test_bounds(void **state)
{
	static const struct {
		size_t times; /* of ":a" */
		size_t n;
		size_t half_end; /* the last of the first half */
	} bounds[] = {
		{20, 39, 20},
		{32, 63, 32},
		{33, CUT_PLACES_MAX, 32},
		{10000, CUT_PLACES_MAX, 32},
		{20000, CUT_HUGE_PLACES_MAX, 8},
		{1000000, CUT_HUGE_PLACES_MAX, 8},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bounds) / sizeof(bounds[0]); i++) {
		struct octets wire = {0};
		struct cut_list list;

		assert_true(octets_repeat(&wire, ":a", 2, bounds[i].times));
		assert_true(cut_find(&wire, &wire.len, 1, &list));
		assert_int_equal(list.n, bounds[i].n);
		assert_int_equal(list.at[0], 1);
		assert_int_equal(list.at[bounds[i].half_end - 1],
			bounds[i].half_end);
		assert_int_equal(list.at[list.n - 1], wire.len - 1);
		for (size_t k = 1; k < list.n; k++)
			assert_true(list.at[k - 1] < list.at[k]);
		cut_list_free(&list);
		octets_free(&wire);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_bounds),
	};

	return cmocka_run_group_tests_name("cut", tests, NULL, NULL);
}

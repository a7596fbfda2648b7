#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "coverage/identifier.h"

/* In the order in which they have to stand. */
static const char *const ordered[] = {
	"9110-2.2-1",
	"9112-2.2-1",
	"9112-2.2-9",
	"9112-2.2-10",
	"9112-2.2-abnf-a",
	"9112-2.2-abnf-b",
	"9112-2.2.1-1",
	"9112-2.10-1",
	"9112-3-1",
	"9112-3-abnf-request-line",
	"9112-3.1-1",
	"9112-10-1",
	"10000-1-1",
};

#define N_ORDERED (sizeof(ordered) / sizeof(ordered[0]))

static int
sign(int n)
{
	return (n > 0) - (n < 0);
}

static int
order(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static void
test_compare(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_ORDERED; i++)
		for (size_t j = 0; j < N_ORDERED; j++)
			assert_int_equal(sign(identifier_compare(ordered[i],
						 ordered[j])),
				order(i, j));
	assert_true(identifier_compare("9112-1", "9112-1-1") < 0);
}

static void
test_parts(void **state)
{
	(void)state;
	assert_int_equal(identifier_document("9112-7.1-abnf-a"), 4);
	assert_int_equal(identifier_section("9112-7.1-abnf-a"), 8);
	assert_int_equal(identifier_section("9112-7.1"), 8);
	assert_int_equal(identifier_section("9112"), 4);
}

static void
test_is_in(void **state)
{
	static const struct {
		const char *id;
		const char *section;
		bool wanted;
	} rows[] = {
		{"9112-7.1-3", "9112", true},
		{"9112-7.1-3", "9112-7", true},
		{"9112-7.1-3", "9112-7.1", true},
		{"9112-7.1-abnf-chunk", "9112-7.1", true},
		{"9112-7.1.2-3", "9112-7.1", true},
		{"9112-7.1-3", "9112-7.1.2", false},
		{"9112-7.10-3", "9112-7.1", false},
		{"9112-7.1-3", "9112-7.", false},
		{"9112-7.1-3", "9112-7.1-3", false},
		{"9112-7.1-3", "911", false},
		{"9112-7.1-3", "9110", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(identifier_is_in(rows[i].id, rows[i].section),
			rows[i].wanted);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_is_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

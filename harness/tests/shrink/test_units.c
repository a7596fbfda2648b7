/*
 * Where messages, chunks and lines begin.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shrink/units.h"

#define GET "GET / HTTP/1.1\r\nHost: a\r\n\r\n" /* 27 octets */
#define POST                             \
	"POST / HTTP/1.1\r\nHost: a\r\n" \
	"Transfer-Encoding: chunked\r\n\r\n" /* 56 octets */

struct row {
	enum unit_kind kind;
	const char *in;
	size_t n;
	size_t starts[6]; /* with the end */
};

static const struct row rows[] = {
	{UNIT_MESSAGE, "", 0, {0}},
	{UNIT_MESSAGE, GET, 1, {0, 27}},
	{UNIT_MESSAGE, GET GET, 2, {0, 27, 54}},
	{UNIT_MESSAGE, GET "nonsense", 2, {0, 27, 35}},
	{UNIT_MESSAGE, GET POST "5\r\nhello\r\n0\r\n\r\n" GET, 3,
		{0, 27, 98, 125}},
	{UNIT_CHUNK, POST "5\r\nhe\nlo\r\n0\r\n\r\n", 3, {0, 56, 66, 71}},
	{UNIT_CHUNK, POST "1\r\na\r\n1\r\nb\r\n0\r\n\r\n" GET, 5,
		{0, 56, 62, 68, 73, 100}},
	{UNIT_CHUNK, "nonsense", 1, {0, 8}},
	{UNIT_LINE, "a", 1, {0, 1}},
	{UNIT_LINE, "a\nb\r\n\nc", 4, {0, 2, 5, 6, 7}},
	{UNIT_LINE, "a\n", 1, {0, 2}},
	{UNIT_OCTET, "abc", 3, {0, 1, 2, 3}},
};

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i];
		struct octets in = {0};
		struct units u = {0};

		assert_true(octets_text(&in, row->in));
		assert_true(units_find(&u, row->kind, &in));
		assert_int_equal(u.n, row->n);
		for (size_t k = 0; k <= u.n && row->n > 0; k++)
			assert_int_equal(u.starts[k], row->starts[k]);
		units_free(&u);
		octets_free(&in);
	}
}

static void
test_remove(void **state)
{
	struct octets in = {0};
	struct units u = {0};

	(void)state;
	assert_true(octets_text(&in, "1\n22\n333\n4444\n"));
	assert_true(units_find(&u, UNIT_LINE, &in));
	units_remove(&u, 1, 2);
	assert_int_equal(u.n, 2);
	assert_int_equal(u.starts[1], 2);
	assert_int_equal(u.starts[2], 7);
	units_remove(&u, 0, 2);
	assert_int_equal(u.n, 0);
	units_free(&u);
	octets_free(&in);
}

/* Sixteen MiB of lines do not become as many numbers. */
static void
test_many(void **state)
{
	struct octets in = {0};
	struct units u = {0};

	(void)state;
	assert_true(octets_repeat(&in, "\n", 1, (size_t)1 << 24));
	for (int kind = 0; kind < N_UNIT_KINDS; kind++) {
		assert_true(units_find(&u, (enum unit_kind)kind, &in));
		assert_in_range(u.n, 1, UNITS_MAX);
		assert_int_equal(u.starts[0], 0);
		assert_int_equal(u.starts[u.n], in.len);
	}
	units_free(&u);
	octets_free(&in);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_remove),
		cmocka_unit_test(test_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * What is counted in front is cut together with its count.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shrink/counted.h"

#define HOST "Host: a\r\n"
#define LENGTH "POST / HTTP/1.1\r\n" HOST "Content-Length: "
#define CHUNKED "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n"

/* The n-th that is counted, of so many, cut to `len` octets. */
static const struct {
	const char *in;
	size_t n, of, len;
	const char *out;
} rows[] = {
	{"GET / HTTP/1.1\r\n" HOST "\r\n", 0, 0, 0, ""},
	{LENGTH "0\r\n\r\n", 0, 0, 0, ""},
	{LENGTH "5\r\n\r\nhel", 0, 0, 0, ""},
	{LENGTH "x\r\n\r\nhello", 0, 0, 0, ""},
	{LENGTH "5\r\n\r\nhello", 0, 1, 2, LENGTH "2\r\n\r\nhe"},
	{LENGTH "0010\r\n\r\n0123456789", 0, 1, 9, LENGTH "9\r\n\r\n012345678"},
	{LENGTH "1\r\n\r\na" LENGTH "2\r\n\r\nbc", 1, 2, 0,
		LENGTH "1\r\n\r\na" LENGTH "0\r\n\r\n"},
	{CHUNKED "10;a\r\n0123456789abcdef\r\n1\r\nx\r\n0\r\n\r\n", 0, 2, 15,
		CHUNKED "f;a\r\n0123456789abcde\r\n1\r\nx\r\n0\r\n\r\n"},
	{CHUNKED "2\r\nab\r\n9\r\nabc", 0, 1, 1, CHUNKED "1\r\na\r\n9\r\nabc"},
};

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct octets in = {0};
		struct octets out = {0};
		struct counted_list list = {0};

		assert_true(octets_text(&in, rows[i].in));
		assert_true(counted_find(&list, &in));
		assert_int_equal(list.n, rows[i].of);
		if (list.n > 0) {
			assert_true(counted_cut(&out, &in,
				&list.list[rows[i].n], rows[i].len));
			assert_int_equal(out.len, strlen(rows[i].out));
			assert_memory_equal(out.at, rows[i].out, out.len);
		}
		counted_free(&list);
		octets_free(&in);
		octets_free(&out);
	}
}

/* Cut step by step it stays the same thing. */
static void
test_set(void **state)
{
	struct octets now = {0};
	struct counted_list list = {0};

	(void)state;
	assert_true(octets_text(&now, LENGTH "300\r\n\r\n"));
	assert_true(octets_repeat(&now, "x", 1, 300));
	assert_true(counted_find(&list, &now));
	assert_int_equal(list.n, 1);
	for (size_t len = 299; len > 0; len--) {
		struct octets next = {0};
		struct counted_list again = {0};

		assert_true(counted_cut(&next, &now, &list.list[0], len));
		counted_set(&list.list[0], len);
		assert_true(counted_find(&again, &next));
		assert_int_equal(again.n, 1);
		assert_memory_equal(&again.list[0], &list.list[0],
			offsetof(struct counted, hexadecimal));
		counted_free(&again);
		octets_free(&now);
		now = next;
	}
	counted_free(&list);
	octets_free(&now);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

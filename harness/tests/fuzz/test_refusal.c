/*
 * Which of what the strict reader refuses must be refused by all.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fuzz/refusal.h"

#define HEAD "GET / HTTP/1.1\r\nHost: a\r\n"
#define TE "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"

static const struct {
	const char *sent;
	enum duty duty;
} rows[] = {
	/* Host */
	{"GET / HTTP/1.1\r\n\r\n", DUTY_MUST},
	{HEAD "Host: a\r\n\r\n", DUTY_MUST},
	{"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", DUTY_MUST},
	{"GET / HTTP/1.1\r\nHost: %4\r\n\r\n", DUTY_MUST},
	{"GET http://a^b/ HTTP/1.1\r\nHost: a\r\n\r\n", DUTY_NONE},
	{"GET http://a/ HTTP/1.1\r\nHost: a b\r\n\r\n", DUTY_NONE},
	{"GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n", DUTY_NONE},
	{"CONNECT a: HTTP/1.1\r\nHost: a\r\n\r\n", DUTY_MUST},

	/* field lines */
	{HEAD "a : b\r\n\r\n", DUTY_MUST},
	{HEAD "a\t: b\r\n\r\n", DUTY_MUST},
	{HEAD "a b: c\r\n\r\n", DUTY_SHOULD},
	{HEAD ": b\r\n\r\n", DUTY_SHOULD},
	{HEAD "a\r\n\r\n", DUTY_SHOULD},
	{HEAD "a: b\r\n c\r\n\r\n", DUTY_NONE},
	{HEAD "a: b\n\r\n", DUTY_NONE},
	{HEAD "a: \rb\r\n\r\n", DUTY_NONE},

	/* framing */
	{HEAD "Transfer-Encoding: chunked, gzip\r\n\r\n", DUTY_MUST},
	{HEAD "Transfer-Encoding: gzip, chunked\r\n\r\n", DUTY_SHOULD},
	{HEAD "Content-Length: +5\r\n\r\n", DUTY_MUST},
	{HEAD "Content-Length: 5, 6\r\n\r\n", DUTY_MUST},
	{HEAD "Content-Length: 5, 5\r\n\r\n", DUTY_NONE},
	{HEAD "Content-Length: +5\r\nTransfer-Encoding: chunked\r\n\r\n",
		DUTY_NONE},
	{HEAD "Content-Length: 99999999999999999999\r\n\r\n", DUTY_SHOULD},
	{HEAD "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
		DUTY_NONE},

	/* chunked content */
	{TE "5;\r\nhello", DUTY_SHOULD},
	{TE "5\nhello", DUTY_SHOULD},
	{TE "5\r\nhello\n", DUTY_SHOULD},
	{TE "0\r\na: b\n\r\n", DUTY_NONE},
	{TE "0\r\na : b\r\n\r\n", DUTY_SHOULD},

	/* the start-line */
	{"GET /\r\nHost: a\r\n\r\n", DUTY_SHOULD},
	{"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", DUTY_NONE},
	{"GET / HTTP/2.0\r\nHost: a\r\n\r\n", DUTY_NONE},
};

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct octets sent = {0};
		struct strict_reading r;

		assert_true(octets_text(&sent, rows[i].sent));
		r = strict_read(&sent);
		assert_int_not_equal(r.error, H1_E_NONE);
		if (refusal_duty(&sent, &r) != rows[i].duty)
			fail_msg("row %zu, code %d: %s", i, (int)r.error,
				rows[i].sent);
		octets_free(&sent);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

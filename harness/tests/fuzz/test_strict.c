/*
 * What the strict reader sees in octets that are sent.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fuzz/strict.h"

#define GET "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
#define LAST "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
#define OLD "GET / HTTP/1.0\r\n\r\n"
#define POST "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n"
#define TE "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"

static const struct {
	const char *sent;
	size_t n;
	enum rest rest;
	enum h1_code error;
	size_t off; /* where the rest begins */
} rows[] = {
	{"", 0, REST_NONE, H1_E_NONE, 0},
	{GET, 1, REST_NONE, H1_E_NONE, sizeof(GET) - 1},
	{GET GET, 2, REST_NONE, H1_E_NONE, 2 * (sizeof(GET) - 1)},
	{POST "hello", 1, REST_NONE, H1_E_NONE, sizeof(POST) + 4},
	{POST "hell", 0, REST_CONTENT, H1_E_NONE, 0},
	{TE "5\r\nhello\r\n0\r\n\r\n", 1, REST_NONE, H1_E_NONE,
		sizeof(TE) + 14},
	{TE "5\r\nhello\r\n", 0, REST_CONTENT, H1_E_NONE, 0},
	{TE "x\r\n", 0, REST_BAD_CONTENT, H1_E_CHUNK_SIZE, 0},
	{GET "GET", 1, REST_HEAD, H1_E_NONE, sizeof(GET) - 1},
	{GET "\r\n", 1, REST_HEAD, H1_E_NONE, sizeof(GET) - 1},
	{GET "\n", 1, REST_BAD_HEAD, H1_E_BARE_LF, sizeof(GET) - 1},
	{LAST, 1, REST_CLOSES, H1_E_NONE, sizeof(LAST) - 1},
	{LAST GET, 1, REST_CLOSES, H1_E_NONE, sizeof(LAST) - 1},
	{OLD GET, 1, REST_CLOSES, H1_E_NONE, sizeof(OLD) - 1},
	{"CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n" GET, 1, REST_TUNNEL,
		H1_E_NONE, 35},
	{"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: b\r\n\r\n", 1, REST_TUNNEL,
		H1_E_NONE, 39},
	{"GET / HTTP/1.1\r\n\r\n", 0, REST_BAD_HEAD, H1_E_HOST_MISSING, 0},
	{GET "GET / HTTP/1.1\r\n\r\n", 1, REST_BAD_HEAD, H1_E_HOST_MISSING,
		sizeof(GET) - 1},
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
		if (r.n != rows[i].n || r.rest != rows[i].rest ||
			r.error != rows[i].error || r.off != rows[i].off)
			fail_msg("row %zu: n %zu, rest %d, error %d, off %zu",
				i, r.n, (int)r.rest, (int)r.error, r.off);
		octets_free(&sent);
	}
}

static bool
says_close(const char *text)
{
	struct octets sent = {0};
	bool says;

	assert_true(octets_text(&sent, text));
	says = strict_read(&sent).says_close;
	octets_free(&sent);
	return says;
}

static void
test_says_close(void **state)
{
	(void)state;
	assert_true(says_close(LAST));
	assert_false(says_close(OLD));
	assert_false(says_close(GET));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_says_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * What is wrong with an answer, and above all what is not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fuzz/oracle.h"
#include "tests/play/trace_items.h"

#define GET "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
#define LAST "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
#define POST "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
#define TE "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
#define BOTH                                                  \
	"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n" \
	"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
#define HUGE_CHUNK TE "100000000000000005\r\nhello\r\n0\r\n\r\n"
#define NO_HOST "GET / HTTP/1.1\r\n\r\n"

#define OK "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
#define BAD "HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n"
#define FOUND "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"
#define BYE                                        \
	"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" \
	"Connection: close\r\n\r\n"

static const struct {
	const char *sent, *came;
	enum trace_end end;
	enum wrong wrong;
} rows[] = {
	/* valid messages */
	{GET, OK, TRACE_ALIGNED, WRONG_NOTHING},
	{GET, BAD, TRACE_FIN, WRONG_NOTHING},
	{GET, BYE, TRACE_SHIFTED, WRONG_NOTHING},
	{GET, OK OK, TRACE_ALIGNED, WRONG_EXTRA},
	{GET, OK, TRACE_SHIFTED, WRONG_DESYNC},
	{GET, "", TRACE_UNSEEN, WRONG_SILENT},
	{GET, "", TRACE_FIN, WRONG_DROPPED},
	{GET, "", TRACE_RESET, WRONG_DROPPED},
	{POST, "", TRACE_RESET, WRONG_NOTHING},
	{GET, "hello", TRACE_UNSEEN, WRONG_GARBAGE},
	{GET GET, OK OK, TRACE_ALIGNED, WRONG_NOTHING},
	{GET GET, OK, TRACE_ALIGNED, WRONG_MISSING},
	{GET GET, OK, TRACE_SHIFTED, WRONG_MISSING},
	{GET GET, OK, TRACE_FIN, WRONG_NOTHING},
	{GET GET, BYE, TRACE_FIN, WRONG_NOTHING},
	{GET GET, OK "hello", TRACE_UNSEEN, WRONG_GARBAGE},

	/* the last on its connection */
	{LAST, BYE, TRACE_FIN, WRONG_NOTHING},
	{LAST, OK, TRACE_ALIGNED, WRONG_STAYS_OPEN},
	{LAST GET, OK OK, TRACE_FIN, WRONG_EXTRA},
	{"GET / HTTP/1.0\r\n\r\n", OK, TRACE_ALIGNED, WRONG_NOTHING},
	{LAST, "", TRACE_UNSEEN, WRONG_SILENT},

	/* another protocol may follow */
	{"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: b\r\n\r\n",
		"HTTP/1.1 101 Switching\r\n\r\nhello", TRACE_UNSEEN,
		WRONG_NOTHING},
	{"CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n", OK "hello", TRACE_UNSEEN,
		WRONG_NOTHING},

	/* not complete */
	{"GET / HTTP", "", TRACE_UNSEEN, WRONG_NOTHING},
	{"GET / HTTP", BAD, TRACE_FIN, WRONG_NOTHING},
	{"GET / HTTP", OK, TRACE_UNSEEN, WRONG_TOO_SOON},
	{GET "GET / HTTP", OK, TRACE_UNSEEN, WRONG_NOTHING},
	{GET "GET / HTTP", OK OK, TRACE_UNSEEN, WRONG_TOO_SOON},
	{TE "5\r\n", OK, TRACE_UNSEEN, WRONG_NOTHING},
	{TE "5\r\n", OK OK, TRACE_UNSEEN, WRONG_EXTRA},

	/* what must be refused */
	{NO_HOST, BAD, TRACE_FIN, WRONG_NOTHING},
	{NO_HOST, "", TRACE_FIN, WRONG_NOTHING},
	{NO_HOST, FOUND, TRACE_ALIGNED, WRONG_NOTHING},
	{NO_HOST, OK, TRACE_ALIGNED, WRONG_ACCEPTED},
	{NO_HOST, BYE, TRACE_FIN, WRONG_ACCEPTED},
	{GET NO_HOST, OK BAD, TRACE_FIN, WRONG_NOTHING},
	{GET NO_HOST, OK OK, TRACE_FIN, WRONG_ACCEPTED},

	/* what should be, or may be accepted */
	{"GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n", OK, TRACE_ALIGNED,
		WRONG_TOLERATED},
	{"GET / HTTP/1.1\nHost: a\r\n\r\n", OK, TRACE_ALIGNED, WRONG_NOTHING},
	{TE "5;\r\nhello\r\n0\r\n\r\n", OK, TRACE_ALIGNED, WRONG_TOLERATED},
	{TE "5;\r\nhello\r\n0\r\n\r\n", OK, TRACE_FIN, WRONG_NOTHING},

	/* a close that is due, a number that was not understood */
	{BOTH, OK, TRACE_ALIGNED, WRONG_STAYS_OPEN},
	{BOTH, BYE, TRACE_FIN, WRONG_NOTHING},
	{HUGE_CHUNK, OK, TRACE_ALIGNED, WRONG_ACCEPTED},
	{HUGE_CHUNK, OK, TRACE_FIN, WRONG_NOTHING},

	/* HTTP/0.9 */
	{"GET /\r\n", "hello", TRACE_FIN, WRONG_NOTHING},
};

static struct finding
look(size_t i)
{
	struct octets sent = {0};
	struct trace *t = trace_new();
	struct strict_reading r;
	struct finding f;

	assert_non_null(t);
	assert_true(octets_text(&sent, rows[i].sent));
	trace_items_sent(t, rows[i].sent);
	trace_items_came(t, rows[i].came, strlen(rows[i].came), 64);
	trace_ended(t, rows[i].end, 1000);
	r = strict_read(&sent);
	f = oracle_judge(&sent, &r, t);
	trace_free(t);
	octets_free(&sent);
	return f;
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct finding f = look(i);

		if (f.wrong != rows[i].wrong)
			fail_msg("row %zu: %s, not %s", i, wrong_name(f.wrong),
				wrong_name(rows[i].wrong));
	}
}

static void
test_fingerprint(void **state)
{
	const struct finding a = {WRONG_ACCEPTED, H1_E_HOST_MISSING, 2};
	struct finding b = a;

	(void)state;
	assert_true(finding_equal(&a, &b));
	b.status = 3;
	assert_false(finding_equal(&a, &b));
	b = a;
	b.code = H1_E_HOST_REPEATED;
	assert_false(finding_equal(&a, &b));
	b = a;
	b.wrong = WRONG_TOLERATED;
	assert_false(finding_equal(&a, &b));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_fingerprint),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

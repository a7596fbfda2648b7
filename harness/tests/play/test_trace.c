/*
 * What came is read into the same items, however it was split.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/play/trace_items.h"

#define GET "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
#define HEAD "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n"
#define CONNECT "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n"
#define OK "HTTP/1.1 200 OK\r\n"
#define CL "Content-Length: "
#define CHUNKED "Transfer-Encoding: chunked\r\n\r\n"
#define EMPTY OK CL "0\r\n\r\n"

#define OPEN TRACE_UNSEEN
#define FIN TRACE_FIN
#define RESET TRACE_RESET

/* clang-format off */
static const struct {
	const char *sent;
	const char *came;
	enum trace_end end;
	const char *items;
} rows[] = {
	/* framing, RFC 9112, section 6.3 */
	{GET, "", OPEN, ""},
	{GET, "", FIN, ""},
	{GET, EMPTY, OPEN, "200 []"},
	{GET, OK CL "5\r\n\r\nhello", OPEN, "200 [hello]"},
	{GET, OK CHUNKED "5;a=b\r\nhello\r\n1\r\n!\r\n0\r\nA: b\r\n\r\n", OPEN,
		"200 [hello!]"},
	{GET, OK "\r\nhello", OPEN, "incomplete 200 [hello]"},
	{GET, OK "\r\nhello", FIN, "200 [hello]"},
	{GET, OK "\r\n", FIN, "200 []"},
	{GET, OK "Transfer-Encoding: gzip\r\n\r\nhello", FIN, "200 [hello]"},
	{GET, "HTTP/1.1 204 No Content\r\n" CL "5\r\n\r\n" EMPTY, OPEN,
		"204 []; 200 []"},
	{GET, "HTTP/1.1 304 Not Modified\r\n" CL "5\r\n\r\n" EMPTY, OPEN,
		"304 []; 200 []"},
	{GET, "HTTP/1.1 304 Not Modified\r\n" CHUNKED EMPTY, OPEN,
		"304 []; 200 []"},

	/* requests that change it */
	{HEAD, OK CL "5\r\n\r\n", OPEN, "200 []"},
	{HEAD, OK CHUNKED, OPEN, "200 []"},
	{HEAD, OK "\r\n", OPEN, "200 []"},
	{HEAD, OK CL "5\r\n\r\nhello", OPEN,
		"200 []; garbage VERSION_SYNTAX@0 <hello>"},
	{HEAD GET, OK CL "5\r\n\r\n" OK CL "5\r\n\r\nhello", OPEN,
		"200 []; 200 [hello]"},
	{GET HEAD, OK CL "5\r\n\r\nhello" OK CL "5\r\n\r\n", OPEN,
		"200 [hello]; 200 []"},
	{GET HEAD GET, EMPTY OK CL "9\r\n\r\n" OK CL "1\r\n\r\nx", OPEN,
		"200 []; 200 []; 200 [x]"},
	{CONNECT, OK CL "5\r\n\r\nany octets", OPEN, "incomplete 200 []"},
	{CONNECT, OK CL "5\r\n\r\n" EMPTY, FIN, "200 []"},
	{CONNECT, "HTTP/1.1 405 No\r\n" CL "2\r\n\r\nno" EMPTY, OPEN,
		"405 [no]; 200 []"},

	/* interim responses */
	{GET, "HTTP/1.1 100 Continue\r\n\r\n" EMPTY, OPEN, "100 []; 200 []"},
	{HEAD, "HTTP/1.1 103 Early\r\nLink: x\r\n\r\n" OK CL "5\r\n\r\n", OPEN,
		"103 []; 200 []"},
	{HEAD GET, "HTTP/1.1 100 \r\n\r\n" OK CL "5\r\n\r\n"
		"HTTP/1.1 100 \r\n\r\n" OK CL "1\r\n\r\nx", OPEN,
		"100 []; 200 []; 100 []; 200 [x]"},
	{GET, "HTTP/1.1 101 Switching\r\n\r\nany octets", FIN, "101 []"},

	/* tolerated, since a target is to be understood */
	{GET, "HTTP/1.1 200\nA : b\n c\nContent-Length: 1\n\nx", OPEN,
		"200 [x]"},
	{GET, OK CL "5\r\n" CHUNKED "1\r\nx\r\n0\r\n\r\n", OPEN, "200 [x]"},
	{GET, OK CL "1\r\n" CL "1\r\n\r\nx", OPEN, "200 [x]"},

	/* cut short */
	{GET, "H", OPEN, "incomplete <H>"},
	{GET, OK "A: b\r\n", FIN, "incomplete <" OK "A: b\r\n>"},
	{GET, OK CL "5\r\n\r\nhel", OPEN, "incomplete 200 [hel]"},
	{GET, OK CL "5\r\n\r\nhel", FIN, "incomplete 200 [hel]"},
	{GET, OK CL "5\r\n\r\nhel", RESET, "incomplete 200 [hel]"},
	{GET, OK CHUNKED "5\r\nhello\r\n", FIN, "incomplete 200 [hello]"},
	{GET, OK CHUNKED "5\r\nhello\r\n0\r\n", FIN, "incomplete 200 [hello]"},
	{GET, EMPTY OK, FIN, "200 []; incomplete <" OK ">"},
	{GET, "HTTP/1.1 100 \r\n\r\nHTTP/1.1 2", FIN,
		"100 []; incomplete <HTTP/1.1 2>"},

	/* not a response */
	{GET, "SSH-2.0-x\r\n", OPEN,
		"garbage VERSION_SYNTAX@0 <SSH-2.0-x\r\n>"},
	{GET, "SSH-2.0-x\r\n" EMPTY, FIN,
		"garbage VERSION_SYNTAX@0 <SSH-2.0-x\r\n" EMPTY ">"},
	{GET, "page without a line end", FIN,
		"garbage VERSION_SYNTAX@0 <page without a line end>"},
	{GET, " \tHTTX", OPEN, "garbage VERSION_SYNTAX@2 < \tHTTX>"},
	{GET, "HTTP/2.0 200 OK\r\n\r\n", OPEN,
		"garbage VERSION_MAJOR@5 <HTTP/2.0 200 OK\r\n\r\n>"},
	{GET, "HTTP/1.1 099 Low\r\n\r\n" EMPTY, OPEN,
		"garbage STATUS_CODE@9 <HTTP/1.1 099 Low\r\n\r\n" EMPTY ">"},
	{GET, " HTTP/1.0 \t000\n\n", OPEN,
		"garbage STATUS_CODE@11 < HTTP/1.0 \t000\n\n>"},
	{GET, OK CL "x\r\n\r\n", OPEN,
		"garbage LENGTH_SYNTAX@33 <" OK CL "x\r\n\r\n>"},
	{GET, OK CL "1\r\n" CL "2\r\n\r\nab", FIN,
		"garbage LENGTH_CONFLICT@52 <" OK CL "1\r\n" CL
		"2\r\n\r\nab>"},
	{GET, OK CHUNKED "1\r\nx\r\nz\r\n", OPEN,
		"garbage CHUNK_SIZE@53 <" OK CHUNKED "1\r\nx\r\nz\r\n>"},
	{GET, EMPTY "more", OPEN,
		"200 []; garbage VERSION_SYNTAX@0 <more>"},
	{GET, OK CL "2\r\n\r\nx" EMPTY, OPEN,
		"200 [xH]; garbage VERSION_SYNTAX@0 <TTP/1.1 200 OK\r\n" CL
		"0\r\n\r\n>"},

	/* answers to nothing, and to what nobody can read */
	{"", EMPTY, OPEN, "200 []"},
	{"rubbish\r\n\r\n", EMPTY EMPTY, OPEN, "200 []; 200 []"},
	{"HEAD rubbish\r\n\r\n", "HTTP/1.1 400 Bad\r\n" CL "5\r\n\r\n", OPEN,
		"400 []"},
};
/* clang-format on */

/* The item's octets as the table has them, with the octets that came before
 * `split` in one piece. */
static void
read_split(size_t row, size_t split)
{
	const char *came = rows[row].came;
	size_t len = strlen(came);
	struct trace *t = trace_new();

	assert_non_null(t);
	trace_items_sent(t, rows[row].sent);
	trace_items_came(t, came, split, len + 1);
	trace_items_came(t, came + split, len - split, len + 1);
	if (rows[row].end != TRACE_UNSEEN)
		trace_ended(t, rows[row].end, 1);
	trace_items_are(t, rows[row].items);
	trace_free(t);
}

static void
test_splits(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t at = 0; at <= strlen(rows[i].came); at++)
			read_split(i, at);
}

static void
test_octet_by_octet(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trace *t = trace_new();

		assert_non_null(t);
		trace_items_sent(t, rows[i].sent);
		trace_items_came(t, rows[i].came, strlen(rows[i].came), 1);
		if (rows[i].end != TRACE_UNSEEN)
			trace_ended(t, rows[i].end, 1);
		trace_items_are(t, rows[i].items);
		trace_free(t);
	}
}

/* Items lie one behind the other, and cover all that came. */
static void
test_coverage(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trace *t = trace_new();
		size_t off = 0;

		assert_non_null(t);
		trace_items_sent(t, rows[i].sent);
		trace_items_came(t, rows[i].came, strlen(rows[i].came), 7);
		for (size_t k = 0; k < t->n_items; k++) {
			assert_int_equal(t->items[k].off, off);
			off += t->items[k].len;
		}
		assert_int_equal(off, strlen(rows[i].came));
		trace_free(t);
	}
}

static void
test_end_names(void **state)
{
	static const char *const names[] = {"unseen", "fin", "reset", "aligned",
		"shifted", "alive", "dead"};

	(void)state;
	for (int end = TRACE_UNSEEN; end <= TRACE_DEAD; end++)
		assert_string_equal(trace_end_name((enum trace_end)end),
			names[end]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_splits),
		cmocka_unit_test(test_octet_by_octet),
		cmocka_unit_test(test_coverage),
		cmocka_unit_test(test_end_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

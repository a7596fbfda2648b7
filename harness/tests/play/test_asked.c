/*
 * Which of the requests sent is HEAD or CONNECT, also where they are not what
 * they should be.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "play/asked.h"

#define HOST " HTTP/1.1\r\nHost: a\r\n"
#define GET "GET /" HOST "\r\n"
#define HEAD "HEAD /" HOST "\r\n"
#define CONNECT "CONNECT a:1" HOST "\r\n"
#define POST "POST /" HOST "Content-Length: 5\r\n\r\nHEAD "
#define CHUNKED                                            \
	"POST /" HOST "Transfer-Encoding: chunked\r\n\r\n" \
	"5;a=b\r\nHEAD \r\n1\r\n!\r\n0\r\nA: b\r\n\r\n"

/* O: other, H: HEAD, C: CONNECT; one letter for each answer, and more. */
static const struct {
	const char *sent;
	const char *asked;
} rows[] = {
	{"", "OO"},
	{GET, "OO"},
	{HEAD, "HO"},
	{CONNECT, "CO"},
	{HEAD GET, "HOO"},
	{GET HEAD, "OHO"},
	{GET GET HEAD GET, "OOHO"},
	{GET CONNECT, "OC"},
	/* content is not a request */
	{POST, "OO"},
	{POST HEAD, "OHO"},
	{CHUNKED HEAD, "OHO"},
	{HEAD POST HEAD, "HOH"},
	/* as far as can be known */
	{"HEAD / HTTP/1.1\r\n", "HO"},
	{"HEAD /", "HO"},
	{"HEAD ", "H"},
	{"HEAD", "O"},
	{"head / HTTP/1.1\r\n\r\n", "O"},
	{"HEADER / HTTP/1.1\r\n\r\n", "O"},
	{"CONNECT", "O"},
	{"HEAD rubbish\r\n\r\n" HEAD, "HO"},
	{"rubbish\r\n\r\n" HEAD, "OO"},
	{"POST /" HOST "Content-Length: 5\r\n\r\nHEA", "OO"},
	{"POST /" HOST "Content-Length: x\r\n\r\n" HEAD, "OO"},
	{"GET /\xFF" HOST "\r\n" HEAD, "OO"},
	/* what a reader may tolerate does not hide what follows */
	{"GET / HTTP/1.1\nHost: a\n\n" HEAD, "OH"},
	{"\r\n" HEAD, "HO"},
	{"\n\r\n" HEAD, "HO"},
	{GET "\r\n" HEAD, "OH"},
	{"\r\n", "O"},
};

static enum h1_answers
meaning(char letter)
{
	switch (letter) {
	case 'H':
		return H1_ANSWERS_HEAD;
	case 'C':
		return H1_ANSWERS_CONNECT;
	default:
		return H1_ANSWERS_OTHER;
	}
}

static void
test_asked(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct octets sent = {0};

		assert_true(octets_text(&sent, rows[i].sent));
		for (size_t n = 0; rows[i].asked[n] != '\0'; n++)
			if (asked_nth(&sent, n) != meaning(rows[i].asked[n]))
				fail_msg("answer %zu to %s", n, rows[i].sent);
		octets_free(&sent);
	}
}

/* Whether the n-th request goes on, or is yet to come: y, n; one letter each. */
static const struct {
	const char *sent;
	const char *goes_on;
} parts[] = {
	{"G", "yy"},
	{"GET /" HOST, "y"},
	{GET, "ny"},
	{GET "G", "nyy"},
	{GET HEAD, "nny"},
	{"POST /" HOST "Content-Length: 5\r\n\r\nHEA", "yy"},
	{POST, "ny"},
	{"POST /" HOST "Transfer-Encoding: chunked\r\n\r\n", "yy"},
	{"POST /" HOST "Transfer-Encoding: chunked\r\n\r\n5\r\nhello", "y"},
	{CHUNKED, "ny"},
	/* what is refused needs no more */
	{"POST /" HOST "Transfer-Encoding: chunked\r\n\r\nZ\r\n", "nn"},
	{"rubbish\r\n", "nn"},
};

static void
test_goes_on(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		struct octets sent = {0};
		size_t len;

		assert_true(octets_text(&sent, parts[i].sent));
		len = sent.len;
		assert_true(octets_text(&sent, "and more"));
		for (size_t n = 0; parts[i].goes_on[n] != '\0'; n++)
			if (asked_goes_on(&sent, len, n) !=
				(parts[i].goes_on[n] == 'y'))
				fail_msg("request %zu of %s", n, parts[i].sent);
		octets_free(&sent);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_asked),
		cmocka_unit_test(test_goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

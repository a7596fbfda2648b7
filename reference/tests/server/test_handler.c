/*
 * What a handler says, and what the client gets: the order of what the handler
 * is asked, and the octets on the wire, however the request is cut.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "play.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

static const struct row {
	const char *request;
	const char *response; /* NULL: it was reset */
	const char *asked;    /* NULL: how much depends on the cut */
} rows[] = {
	/* where the response is made */
	{THEN_OK THEN_OK, OK OK, ASKED_OK ASKED_OK},
	{REQUEST("GET", "?respond=200+send=ok", "") THEN_OK, OK OK,
		ASKED_OK ASKED_OK},
	{REQUEST("POST", "respond=200+send=ok", LENGTH("5")) "hello" THEN_OK,
		OK OK, "head content(hello) end done(1) " ASKED_OK},
	{REQUEST("POST", "",
		 LENGTH("5") "Later: respond=200+send=ok\r\n") "hello" THEN_OK,
		OK OK, "head content(hello) end done(1) " ASKED_OK},
	{REQUEST("GET", "respond=404+send=no?respond=200+send=ok", ""), OK,
		ASKED_OK},
	{REQUEST("GET", "respond=200+send=ok",
		 "Later: respond=404+send=no\r\n"),
		OK, ASKED_OK},

	/* field lines */
	{REQUEST("GET", "respond=200+field=A:b+field=A:c+send=", ""),
		RESPONSE("200 OK", "A: b\r\nA: c\r\n" LENGTH("0")), ASKED_OK},
	{REQUEST("GET", "respond=200+field=A:b+respond=204+send=x", ""),
		RESPONSE("204 No Content", ""), ASKED_OK},
	{REQUEST("GET",
		 "respond=200+field=date:x+field=Content-Length:1+field="
		 "transfer-encoding:x+field=Connection:x+field=:x+"
		 "field=a@:x+send=ok",
		 ""),
		OK,
		"head refused refused refused refused refused refused end "
		"done(1) "},
	{REQUEST("GET", "respond=200+field=ETag:x+field=etag:x+send=", ""),
		RESPONSE("200 OK", "ETag: x\r\n" LENGTH("0")),
		"head refused end done(1) "},
	{REQUEST("GET", "respond=418+send=", ""), RESPONSE("418 ", LENGTH("0")),
		ASKED_OK},

	/* no content */
	{REQUEST("HEAD", "respond=200+send=ok", "") THEN_OK,
		RESPONSE("200 OK", LENGTH("2")) OK, ASKED_OK ASKED_OK},
	{REQUEST("HEAD", "respond=200+known=40", "") THEN_OK,
		RESPONSE("200 OK", LENGTH("40")) OK, ASKED_OK ASKED_OK},
	{REQUEST("HEAD", "respond=200+unknown=40", "") THEN_OK,
		RESPONSE("200 OK", CHUNKED) OK, ASKED_OK ASKED_OK},
	{REQUEST("HEAD", "respond=200+file=20000", "") THEN_OK,
		RESPONSE("200 OK", LENGTH("20000")) OK, ASKED_OK ASKED_OK},
	{REQUEST("GET", "respond=204+unknown=40", "") THEN_OK,
		RESPONSE("204 No Content", "") OK, ASKED_OK ASKED_OK},
	{REQUEST("GET", "respond=205+unknown=40", "") THEN_OK,
		RESPONSE("205 Reset Content", LENGTH("0")) OK,
		ASKED_OK ASKED_OK},
	{REQUEST("GET", "respond=304+field=ETag:x+send=abc", "") THEN_OK,
		RESPONSE("304 Not Modified", "ETag: x\r\n") OK,
		ASKED_OK ASKED_OK},

	/* files and streams */
	{REQUEST("GET", "respond=200+file=5", "") THEN_OK,
		RESPONSE("200 OK", LENGTH("5")) "bcdef" OK, ASKED_OK ASKED_OK},
	{REQUEST("GET", "respond=200+file=0", "") THEN_OK,
		RESPONSE("200 OK", LENGTH("0")) OK, ASKED_OK ASKED_OK},
	{REQUEST("GET", "respond=404+file=9?respond=200+send=ok", "") THEN_OK,
		OK OK, ASKED_OK ASKED_OK},
	{REQUEST("GET", "respond=200+known=40", "") THEN_OK,
		RESPONSE("200 OK", LENGTH("40")) WHOLE OK, ASKED_OK ASKED_OK},
	{REQUEST("GET", "respond=200+known=0", "") THEN_OK,
		RESPONSE("200 OK", LENGTH("0")) OK, ASKED_OK ASKED_OK},
	{REQUEST("GET", "respond=200+known=15", "Produce: later\r\n") THEN_OK,
		RESPONSE("200 OK", LENGTH("15")) "abcdefghijklmno" OK,
		ASKED_OK ASKED_OK},
	{REQUEST("GET", "respond=200+unknown=15", "") THEN_OK,
		RESPONSE("200 OK",
			CHUNKED) "a\r\nabcdefghij\r\n5\r\nklmno\r\n0\r\n\r\n" OK,
		ASKED_OK ASKED_OK},
	{REQUEST("GET", "respond=200+unknown=0", "") THEN_OK,
		RESPONSE("200 OK", CHUNKED) "0\r\n\r\n" OK, ASKED_OK ASKED_OK},
	{OLD("GET", "respond=200+unknown=15", "Connection: keep-alive\r\n"),
		RESPONSE("200 OK", CLOSE) "abcdefghijklmno", ASKED_OK},
	{OLD("GET", "respond=200+known=15", "Connection: keep-alive\r\n")
			THEN_OK,
		RESPONSE("200 OK",
			LENGTH("15") "Connection: keep-alive\r\n") "abcdefghijklmno" OK,
		ASKED_OK ASKED_OK},

	/* broken */
	{REQUEST("GET", "respond=200+known=40", "Produce: broken\r\n") THEN_OK,
		NULL, "head end done(0) "},
	{REQUEST("GET", "respond=200+known=40", "Produce: less\r\n") THEN_OK,
		NULL, "head end done(0) "},
	{REQUEST("GET", "respond=200+known=40", "Produce: empty\r\n") THEN_OK,
		NULL, "head end done(0) "},
	{REQUEST("GET", "respond=200+known=40", "Produce: more\r\n") THEN_OK,
		NULL, "head end done(0) "},
	{REQUEST("GET", "respond=200+unknown=40", "Produce: broken\r\n")
			THEN_OK,
		NULL, "head end done(0) "},
	{OLD("GET", "respond=200+unknown=40", "Produce: broken\r\n"), NULL,
		"head end done(0) "},
	{REQUEST("GET", "respond=200+file=99999", "") THEN_OK, NULL,
		"head end done(0) "},
	{REQUEST("GET", "respond=200+file=9999", "") THEN_OK, NULL,
		"head end done(0) "},

	/* trailers of the response */
	{REQUEST("GET",
		 "respond=200+field=Trailer:A+unknown=5+trailer=A:b+trailer="
		 "ETag:c",
		 "TE: trailers\r\n"),
		RESPONSE("200 OK", "Trailer: A\r\n" CHUNKED) "5\r\nabcde\r\n"
							     "0\r\nA: b\r\n"
							     "ETag: c\r\n\r\n",
		ASKED_OK},
	{REQUEST("GET",
		 "respond=200+unknown=0+trailer=Content-Length:1+trailer="
		 "Vary:a+trailer=Set-Cookie:b",
		 "TE: trailers\r\n"),
		RESPONSE("200 OK", CHUNKED) "0\r\n\r\n",
		"head refused refused refused end done(1) "},
	{REQUEST("GET", "respond=200+field=Trailer:A+unknown=0+trailer=A:b",
		 ""),
		RESPONSE("200 OK", CHUNKED) "0\r\n\r\n",
		"head refused refused end done(1) "},
	{REQUEST("GET", "respond=200+known=1+trailer=A:b", "TE: trailers\r\n"),
		RESPONSE("200 OK", LENGTH("1")) "a",
		"head refused end done(1) "},
	{OLD("GET", "respond=200+unknown=1+trailer=A:b", "TE: trailers\r\n"),
		RESPONSE("200 OK", CLOSE) "a", "head refused end done(1) "},

	/* trailers of the request */
	{REQUEST("POST", "respond=200+send=ok", CHUNKED) "5\r\nhello\r\n0\r\n"
							 "A: b\r\nC:\r\n"
							 "\r\n" THEN_OK,
		OK OK,
		"head content(hello) end trailer A:b trailer C: done(1) " ASKED_OK},
	{REQUEST("POST", "respond=200+send=ok",
		 CHUNKED) "0\r\n\r\n" REQUEST("POST", "respond=200+send=ok",
		 CHUNKED) "0\r\nA: b\r\n\r\n" THEN_OK,
		OK OK OK, ASKED_OK "head end trailer A:b done(1) " ASKED_OK},

	/* interim responses */
	{REQUEST("GET", "field=Link:x+interim=103+respond=200+send=ok", ""),
		"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" OK, ASKED_OK},
	{REQUEST("GET", "interim=102?interim=102+respond=200+send=ok", ""),
		"HTTP/1.1 102 \r\n\r\nHTTP/1.1 102 \r\n\r\n" OK, ASKED_OK},
	{OLD("GET", "field=Link:x+interim=103+respond=200+send=ok", ""),
		RESPONSE("200 OK", LENGTH("2") CLOSE) "ok", ASKED_OK},
	{REQUEST("GET", "", "Later: interim=102+respond=200+send=ok\r\n"),
		"HTTP/1.1 102 \r\n\r\n" OK, ASKED_OK},

	/* the connection */
	{REQUEST("GET", "respond=200+close+send=ok", "") THEN_OK,
		RESPONSE("200 OK", LENGTH("2") CLOSE) "ok", ASKED_OK},
	{REQUEST("GET", "respond=200+send=ok", CLOSE) THEN_OK,
		RESPONSE("200 OK", LENGTH("2") CLOSE) "ok", ASKED_OK},

	/* early */
	{REQUEST("POST", "respond=200+early+send=ok",
		 LENGTH("5")) "hello" THEN_OK,
		OK OK, "head content(hello) end done(1) " ASKED_OK},
	{REQUEST("POST", "respond=200+early+close+send=ok",
		 LENGTH("5")) "hello" THEN_OK,
		RESPONSE("200 OK", LENGTH("2") CLOSE) "ok", NULL},
	{REQUEST("POST", "respond=200+early+send=ok", CHUNKED) "2\r\nheX", OK,
		"head content(he) done(1) "},

	/* broken requests: the server answers */
	{REQUEST("POST", "respond=200+send=ok", CHUNKED) "2\r\nheXX" THEN_OK,
		RESPONSE("400 Bad Request",
			"Content-Type: text/plain\r\n" LENGTH("120")
				CLOSE) "400 Bad Request\nchunk-data that is not followed by CRLF "
				       "(RFC 9112, section 7.1)\nThe same request will be "
				       "refused again.\n",
		"head content(he) done(0) "},

	/* what is refused without asking */
	{"CONNECT h:1 HTTP/1.1\r\nHost: h:1\r\n\r\n" THEN_OK,
		RESPONSE("501 Not Implemented",
			"Content-Type: text/plain\r\n" LENGTH("107")
				CLOSE) "501 Not Implemented\nthe method is not implemented "
				       "for any resource\nThe same request will be refused "
				       "again.\n",
		""},
	{REQUEST("GET", "respond=200+send=ok", "Expect: tea\r\n") THEN_OK,
		RESPONSE("417 Expectation Failed",
			"Content-Type: text/plain\r\n" LENGTH(
				"102")) "417 Expectation Failed\nonly 100-continue can be "
					"expected here\nThe same request will be refused "
					"again.\n" OK,
		ASKED_OK},
	{"GET https://h/ HTTP/1.1\r\nHost: h\r\n\r\n" THEN_OK,
		RESPONSE("421 Misdirected Request",
			"Content-Type: text/plain\r\n" LENGTH(
				"109")) "421 Misdirected Request\nthis origin is not served "
					"by this connection\nThe same request will be "
					"refused again.\n" OK,
		ASKED_OK},

	/* explanations */
	{REQUEST("GET", "respond=503+field=Retry-After:1+explain=503", ""),
		RESPONSE("503 Service Unavailable",
			"Retry-After: 1\r\nContent-Type: text/plain\r\n" LENGTH(
				"83")) "503 Service Unavailable\nwhy\nThis is temporary: the "
				       "same request may succeed later.\n",
		ASKED_OK},
	{REQUEST("GET", "respond=200+field=A:b+explain=404", ""),
		RESPONSE("404 Not Found",
			"Content-Type: text/plain\r\n" LENGTH(
				"66")) "404 Not Found\nwhy\nThis holds as long as the "
				       "resource is as it is.\n",
		ASKED_OK},

	/* 426, and upgrades that cannot be */
	{REQUEST("GET", "respond=426+field=Upgrade:a+send=ok", ""),
		RESPONSE("426 Upgrade Required",
			"Upgrade: a\r\n" LENGTH(
				"2") "Connection: upgrade\r\n") "ok",
		ASKED_OK},
	{REQUEST("GET", "respond=426+field=Upgrade:a+close+send=ok", ""),
		RESPONSE("426 Upgrade Required",
			"Upgrade: a\r\n" LENGTH(
				"2") "Connection: close, upgrade\r\n") "ok",
		ASKED_OK},
	{OLD("GET", "respond=426+field=Upgrade:a+send=ok",
		 "Connection: keep-alive\r\n"),
		RESPONSE("426 Upgrade Required",
			"Upgrade: a\r\n" LENGTH(
				"2") "Connection: keep-alive, upgrade\r\n") "ok",
		ASKED_OK},
	{REQUEST("GET", "upgrade=a+respond=200+send=ok", "Upgrade: a\r\n"), OK,
		"head refused end done(1) "},
	{REQUEST("GET", "upgrade=a+respond=200+send=ok",
		 "Upgrade: b\r\nConnection: upgrade\r\n"),
		OK, "head refused end done(1) "},
	{OLD("GET", "upgrade=a+respond=200+send=ok",
		 "Upgrade: a\r\nConnection: upgrade\r\n"),
		RESPONSE("200 OK", LENGTH("2") CLOSE) "ok",
		"head refused end done(1) "},
};

static void
assert_text(const struct row *row, const char *text, const char *expected)
{
	if (strcmp(text, expected) != 0)
		print_error("%s", row->request);
	assert_string_equal(text, expected);
}

static void
play_row(const struct row *row, size_t first, size_t rest)
{
	struct play play;

	play_open(&play, &settings_default);
	play_send(&play, row->request, first, rest);
	if (row->response)
		memory_end_input(&play.client);
	if (row->response)
		assert_text(row, (char *)play.client.out, row->response);
	if (row->asked)
		assert_text(row, play.script.log, row->asked);
	assert_int_equal(play_end(&play),
		row->response ? CONNECTION_CLOSED : CONNECTION_RESET);
	memory_close(&play.client);
	if (row->asked)
		assert_text(row, play.script.log, row->asked);
}

static void
rows_are_answered(void **state)
{
	size_t i, cut;

	(void)state;
	for (i = 0; i < N(rows); i++) {
		play_row(&rows[i], SIZE_MAX, SIZE_MAX);
		play_row(&rows[i], 1, 1);
		for (cut = 1; cut < strlen(rows[i].request); cut++)
			play_row(&rows[i], cut, SIZE_MAX);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_answered),
	};

	return cmocka_run_group_tests(tests, play_make_file, play_close_file);
}

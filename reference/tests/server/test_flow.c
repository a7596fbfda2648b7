/* How much at a time, in which time, for whom, and what is told to the log. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "play.h"
#include "server/deadline.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

/* The handler is told in any case. */
static void
freed_connection_is_done(void **state)
{
	static const char *const requests[] = {REQUEST("GET", "", ""),
		REQUEST("POST", "respond=200+early+send=ok", LENGTH("5")),
		REQUEST("GET", "respond=200+known=15", "Produce: later\r\n")};
	static const char *const asked[] = {
		"head end done(0) ", "head done(1) ", "head end done(0) "};
	struct play play;
	size_t i;

	(void)state;
	for (i = 0; i < N(requests); i++) {
		play_open(&play, &settings_default);
		memory_send(&play.client, requests[i]);
		memory_close(&play.client);
		assert_string_equal(play.script.log, asked[i]);
	}
}

static void
large_file_is_given_piece_by_piece(void **state)
{
	struct play play;
	size_t i;

	(void)state;
	assert_int_equal(ftruncate(play_file, 50000), 0);
	play_open(&play, &settings_default);
	memory_feed(&play.client,
		(const uint8_t *)REQUEST("GET", "respond=200+file=40000", "")
			THEN_OK,
		strlen(REQUEST("GET", "respond=200+file=40000", "") THEN_OK));
	for (i = 0; i < 100; i++) {
		assert_true(memory_take(&play.client, 399));
		assert_null(strstr(play.script.log, "done"));
	}
	play_expect_asked(&play, "head end ");
	memory_take_all(&play.client);
	play_expect_asked(&play, "done(1) " ASKED_OK);
	assert_int_equal(play.client.out_len,
		strlen(RESPONSE("200 OK", LENGTH("40000")) OK) + 40000);
	assert_memory_equal(play.client.out + play.client.out_len - strlen(OK),
		OK, strlen(OK));
	assert_non_null(strstr(play.client.log, " 200 40000 1\n"));
	memory_close(&play.client);
	assert_int_equal(ftruncate(play_file, 5000), 0);
}

/* Little by little is not enough. */
static void
file_is_to_be_taken_at_a_rate(void **state)
{
	struct settings settings = settings_default;
	struct connection_output output;
	struct play play;

	(void)state;
	settings.write_ms = 1000;
	settings.write_rate = 100;
	play_open(&play, &settings);
	memory_feed(&play.client,
		(const uint8_t *)REQUEST("GET", "respond=200+file=40000", ""),
		strlen(REQUEST("GET", "respond=200+file=40000", "")));
	assert_true(connection_output(play.client.connection, &output,
		play.client.now));
	assert_int_equal(connection_deadline(play.client.connection),
		play.client.now.ms + 1000);
	play.client.now.ms += 500;
	connection_sent(play.client.connection, 10, play.client.now);
	assert_int_equal(connection_deadline(play.client.connection),
		play.client.now.ms + 500 + 100);
	play.client.now.ms += 600;
	connection_tick(play.client.connection, play.client.now);
	play_expect_end(&play, CONNECTION_RESET);
	play_expect_asked(&play, "head end done(0) ");
	memory_close(&play.client);
}

/* A stream is not asked for more than the client takes. */
static void
stream_waits_for_the_client(void **state)
{
	struct settings settings = settings_default;
	struct play play;

	(void)state;
	settings.max_backlog = 1000;
	play_open(&play, &settings);
	memory_feed(&play.client,
		(const uint8_t *)REQUEST("GET", "respond=200+known=9999", ""),
		strlen(REQUEST("GET", "respond=200+known=9999", "")));
	assert_in_range(play.script.n_produced, 800, 1000);
	assert_true(memory_take(&play.client, 0));
	assert_in_range(play.script.n_produced, 1800, 2100);
	memory_take_all(&play.client);
	assert_int_equal(play.script.n_produced, 9999);
	play_expect_asked(&play, ASKED_OK);
	memory_close(&play.client);
}

/* And with an early one the content is not read either. */
static void
early_stream_holds_back_the_content(void **state)
{
	struct settings settings = settings_default;
	struct play play;

	(void)state;
	settings.max_backlog = 1000;
	play_open(&play, &settings);
	memory_feed(&play.client,
		(const uint8_t *)REQUEST("POST", "respond=200+early+known=9999",
			LENGTH("5")),
		strlen(REQUEST("POST", "respond=200+early+known=9999",
			LENGTH("5"))));
	assert_false(connection_wants_input(play.client.connection));
	assert_int_equal(connection_deadline(play.client.connection),
		DEADLINE_NEVER);
	memory_take_all(&play.client);
	assert_true(connection_wants_input(play.client.connection));
	memory_send(&play.client, "hello");
	play_expect_asked(&play, "head content(hello) end done(1) ");
	memory_close(&play.client);
}

static void
copied_content_has_a_budget(void **state)
{
	static const char request[] = REQUEST("GET", "respond=200+send=%s", "");
	static char text[20000 + sizeof(request)], long_text[20001];
	struct settings settings = settings_default;
	struct play play;

	(void)state;
	settings.max_line = 30000;
	memset(long_text, 'x', sizeof(long_text) - 1);
	snprintf(text, sizeof(text), request, long_text);
	play_open(&play, &settings);
	memory_send(&play.client, text);
	assert_int_equal(play.client.out_len,
		strlen(RESPONSE("200 OK", LENGTH("20000"))) + 20000);
	play_expect_asked(&play, ASKED_OK);
	play.client.workspace.budget.left = 19999;
	memory_send(&play.client, text);
	assert_non_null(strstr((char *)play.client.out, "HTTP/1.1 503 "));
	play.client.workspace.budget.left = MEMORY_BUDGET;
	memory_close(&play.client);
}

static bool
serves_h(void *context, struct h1_span host)
{
	(void)context;
	return h1_span_equal(host, H1_SPAN("h")) ||
	       h1_span_equal(host, H1_SPAN("[::1]"));
}

/* Statuses of the answers, one digit for each: their first. */
static void
secured_connection_serves_its_hosts(void **state)
{
	static const struct {
		const char *request;
		const char *status;
	} cases[] = {
		{THEN_OK, "200"},
		{"GET https://h:1/respond=200+send=ok HTTP/1.1\r\n"
		 "Host: x\r\n\r\n",
			"200"},
		{"GET http://h/respond=200+send=ok HTTP/1.1\r\n"
		 "Host: h\r\n\r\n",
			"421"},
		{"GET https://x/respond=200+send=ok HTTP/1.1\r\n"
		 "Host: h\r\n\r\n",
			"421"},
		{"GET /respond=200+send=ok HTTP/1.1\r\nHost: x\r\n\r\n", "421"},
		{"GET /respond=200+send=ok HTTP/1.1\r\nHost: [::1]:1\r\n\r\n",
			"200"},
		{"GET /respond=200+send=ok HTTP/1.1\r\nHost:\r\n\r\n", "200"},
		{OLD("GET", "respond=200+send=ok", ""), "200"},
	};
	struct play play;
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		play_open(&play, &settings_default);
		connection_free(play.client.connection);
		play.client.client.secure = true;
		play.client.client.serves = serves_h;
		play.client.connection =
			connection_new(&play.client.environment,
				&play.client.client, play.client.now);
		assert_non_null(play.client.connection);
		memory_send(&play.client, cases[i].request);
		assert_memory_equal(play.client.out + 9, cases[i].status, 3);
		memory_close(&play.client);
	}
}

/* One record for each request and each refusal, and none for nothing. */
static void
requests_are_recorded(void **state)
{
	static const struct {
		const char *sent;
		const char *log;
	} cases[] = {
		{"", ""},
		{"\r\n", ""},
		{THEN_OK "\r\n" THEN_OK,
			"GET /respond=200+send=ok HTTP/1.1 200 2 1\n"
			"GET /respond=200+send=ok HTTP/1.1 200 2 1\n"},
		{OLD("HEAD", "respond=404+send=ok", ""),
			"HEAD /respond=404+send=ok HTTP/1.0 404 0 1\n"},
		{"\r\nGET  / HTTP/1.1\r\n\r\n", "GET  / HTTP/1.1 400 1 1\n"},
		{"GET / HT", "GET / HT 400 1 1\n"},
		{"GET / HTTP/1.1\r\nA: b\r\n\r\n", "GET / HTTP/1.1 400 1 1\n"},
		{REQUEST("POST", "respond=200+send=ok", LENGTH("5")) "hell",
			"POST /respond=200+send=ok HTTP/1.1 400 1 1\n"},
		{REQUEST("GET", "respond=200+known=40", "Produce: broken\r\n"),
			"GET /respond=200+known=40 HTTP/1.1 200 10 0\n"},
	};
	struct play play;
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		play_open(&play, &settings_default);
		memory_send(&play.client, cases[i].sent);
		if (play_end(&play) == CONNECTION_OPEN)
			memory_end_input(&play.client);
		assert_string_equal(play.client.log, cases[i].log);
		memory_close(&play.client);
		assert_string_equal(play.client.log, cases[i].log);
	}
}

/* Blocks are handed on, and none is held behind an answer. */
static void
idle_connections_hold_no_blocks(void **state)
{
	struct connection *others[100];
	struct play play;
	size_t i, small, large;

	(void)state;
	play_open(&play, &settings_default);
	memory_send(&play.client, THEN_OK);
	small = play.client.workspace.n_free[0];
	large = play.client.workspace.n_free[1];
	assert_true(small > 0 && large > 0);
	for (i = 0; i < N(others); i++) {
		others[i] = play.client.connection;
		play.client.connection =
			connection_new(&play.client.environment,
				&play.client.client, play.client.now);
		assert_non_null(play.client.connection);
		memory_send(&play.client, THEN_OK);
		assert_int_equal(play.client.workspace.n_free[0], small);
		assert_int_equal(play.client.workspace.n_free[1], large);
	}
	for (i = 0; i < N(others); i++)
		connection_free(others[i]);
	memory_close(&play.client);
}

/* A head that comes slowly is not worth a large block. */
static void
slow_heads_hold_small_blocks(void **state)
{
	struct play play;
	size_t small;

	(void)state;
	play_open(&play, &settings_default);
	memory_send(&play.client, THEN_OK);
	small = play.client.workspace.n_free[0];
	assert_int_equal(play.client.workspace.n_free[1], 1);
	memory_send(&play.client, "GET / HTTP/1.1\r\nHost");
	assert_int_equal(play.client.workspace.n_free[1], 1);
	assert_int_equal(play.client.workspace.n_free[0], small - 2);
	memory_close(&play.client);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(freed_connection_is_done),
		cmocka_unit_test(large_file_is_given_piece_by_piece),
		cmocka_unit_test(file_is_to_be_taken_at_a_rate),
		cmocka_unit_test(stream_waits_for_the_client),
		cmocka_unit_test(early_stream_holds_back_the_content),
		cmocka_unit_test(copied_content_has_a_budget),
		cmocka_unit_test(secured_connection_serves_its_hosts),
		cmocka_unit_test(requests_are_recorded),
		cmocka_unit_test(idle_connections_hold_no_blocks),
		cmocka_unit_test(slow_heads_hold_small_blocks),
	};

	return cmocka_run_group_tests(tests, play_make_file, play_close_file);
}

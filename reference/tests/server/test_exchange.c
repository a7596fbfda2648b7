/* Who waits for whom: 100 and 101, responses that are early or late, another
 * protocol, and clients that go away. */

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

#define CONTINUE "HTTP/1.1 100 Continue\r\n\r\n"

static void
continue_is_sent_behind_head(void **state)
{
	static const char *const paths[] = {
		REQUEST("POST", "?respond=200+send=ok", EXPECT),
		REQUEST("POST", "respond=200+send=ok", EXPECT),
		REQUEST("POST", "", EXPECT "Later: respond=200+send=ok\r\n"),
	};
	struct play play;
	size_t i;

	(void)state;
	for (i = 0; i < N(paths); i++) {
		play_open(&play, &settings_default);
		memory_send(&play.client, paths[i]);
		play_expect_out(&play, CONTINUE);
		play_send(&play, "hello", 1, SIZE_MAX);
		play_expect_out(&play, OK);
		play_expect_asked(&play, "head content(hello) end done(1) ");
		memory_close(&play.client);
	}
}

/* It may be left out if content is there (RFC 9110, section 10.1.1). */
static void
continue_behind_content_is_a_choice(void **state)
{
	static const char *const sent[] = {OK, CONTINUE OK};
	struct settings settings = settings_default;
	struct play play;

	(void)state;
	for (size_t i = 0; i < N(sent); i++) {
		settings.always_continue = i;
		play_open(&play, &settings);
		memory_send(&play.client,
			REQUEST("POST", "respond=200+send=ok", EXPECT) "hello");
		play_expect_out(&play, sent[i]);
		memory_close(&play.client);
	}
}

static void
refusal_is_sent_instead_of_continue(void **state)
{
	struct play play;

	(void)state;
	play_open(&play, &settings_default);
	memory_send(&play.client,
		REQUEST("POST", "respond=404+send=no", EXPECT));
	play_expect_out(&play,
		RESPONSE("404 Not Found", LENGTH("2") CLOSE) "no");
	play_expect_asked(&play, "head done(1) ");
	play_expect_end(&play, CONNECTION_HALF_CLOSED);
	memory_close(&play.client);
}

static void
early_success_comes_behind_continue(void **state)
{
	struct play play;

	(void)state;
	play_open(&play, &settings_default);
	memory_send(&play.client,
		REQUEST("POST", "respond=200+early+send=ok", EXPECT));
	play_expect_out(&play, CONTINUE OK);
	play_expect_asked(&play, "head ");
	memory_send(&play.client, "hello" THEN_OK);
	play_expect_out(&play, OK);
	play_expect_asked(&play, "content(hello) end done(1) " ASKED_OK);
	memory_close(&play.client);
}

/* content() and produce() take turns, and the content is read on behind. */
static void
early_stream_goes_on_while_content_comes(void **state)
{
	struct play play;

	(void)state;
	play_open(&play, &settings_default);
	memory_send(&play.client,
		REQUEST("POST", "respond=200+early+unknown=15",
			"Produce: later\r\n" LENGTH("5")));
	play_expect_out(&play, RESPONSE("200 OK", CHUNKED));
	memory_send(&play.client, "h");
	play_expect_out(&play, "a\r\nabcdefghij\r\n5\r\nklmno\r\n0\r\n\r\n");
	memory_send(&play.client, "ello" THEN_OK);
	play_expect_out(&play, OK);
	play_expect_asked(&play, "head content(hello) end done(1) " ASKED_OK);
	memory_close(&play.client);
}

/* Too late for another answer: what is under way is broken off. */
static void
broken_content_breaks_an_early_stream(void **state)
{
	struct play play;

	(void)state;
	play_open(&play, &settings_default);
	memory_send(&play.client,
		REQUEST("POST", "respond=200+early+unknown=15",
			"Produce: later\r\n" CHUNKED));
	memory_send(&play.client, "Z\r\n");
	play_expect_end(&play, CONNECTION_RESET);
	play_expect_asked(&play, "head done(0) ");
	memory_close(&play.client);
}

/* The upload never ends: its time is up, and nobody is owed an answer. */
static void
answered_upload_is_bounded(void **state)
{
	struct play play;

	(void)state;
	play_open(&play, &settings_default);
	memory_send(&play.client,
		REQUEST("POST", "respond=200+early+send=ok", LENGTH("5")) "h");
	play_expect_out(&play, OK);
	play.client.now.ms = connection_deadline(play.client.connection);
	connection_tick(play.client.connection, play.client.now);
	play_expect_out(&play, "");
	play_expect_end(&play, CONNECTION_HALF_CLOSED);
	play_expect_asked(&play, "head content(h) done(1) ");
	memory_close(&play.client);
}

#define UPGRADE "Upgrade: b/1, A/2\r\nConnection: Upgrade\r\n"
#define SWITCHED                                               \
	RESPONSE("101 Switching Protocols", "Upgrade: a/2\r\n" \
					    "Connection: upgrade\r\n")

static void
upgrade_leads_to_another_protocol(void **state)
{
	struct play play;

	(void)state;
	play_open(&play, &settings_default);
	memory_send(&play.client,
		REQUEST("GET", "upgrade=a/2", UPGRADE) "GET / \r\n");
	play_expect_out(&play, SWITCHED "abcdefghijklmnopqrst");
	play_expect_asked(&play, "head end content(GET / \r\n) done(1) ");
	play_expect_end(&play, CONNECTION_HALF_CLOSED);
	assert_string_equal(play.client.log,
		"GET /upgrade=a/2 HTTP/1.1 101 20 1\n");
	memory_close(&play.client);
}

/* No time counts in it; its end is told, and then it is the handler's turn for
 * as long as an idle connection may take. */
static void
tunnel_ends_when_both_said_so(void **state)
{
	struct play play;

	(void)state;
	play_open(&play, &settings_default);
	memory_send(&play.client,
		REQUEST("GET", "upgrade=a/2", UPGRADE "Produce: later\r\n"));
	play_expect_out(&play, SWITCHED);
	assert_int_equal(connection_deadline(play.client.connection),
		DEADLINE_NEVER);
	connection_ended(play.client.connection, play.client.now);
	play_expect_out(&play, "abcdefghijklmnopqrst");
	play_expect_asked(&play, "head end end done(1) ");
	play_expect_end(&play, CONNECTION_CLOSED);
	memory_close(&play.client);
}

static void
upgrade_waits_for_the_request(void **state)
{
	struct play play;

	(void)state;
	play_open(&play, &settings_default);
	memory_send(&play.client,
		REQUEST("POST", "upgrade=a/2+early", UPGRADE EXPECT));
	play_expect_out(&play, CONTINUE);
	memory_send(&play.client, "hell");
	play_expect_out(&play, "");
	memory_send(&play.client, "o!");
	play_expect_out(&play, SWITCHED "abcdefghijklmnopqrst");
	play_expect_asked(&play, "head content(hello) end content(!) done(1) ");
	memory_close(&play.client);
}

/* RFC 9110, section 7.8: also if the content is there, or there is none. */
static void
continue_comes_before_an_upgrade(void **state)
{
	struct play play;

	(void)state;
	play_open(&play, &settings_default);
	memory_send(&play.client,
		REQUEST("POST", "upgrade=a/2", UPGRADE EXPECT) "hello");
	play_expect_out(&play, CONTINUE SWITCHED "abcdefghijklmnopqrst");
	memory_close(&play.client);
	play_open(&play, &settings_default);
	memory_send(&play.client, REQUEST("GET", "upgrade=a/2",
					  UPGRADE "Expect: 100-continue\r\n"));
	play_expect_out(&play, CONTINUE SWITCHED "abcdefghijklmnopqrst");
	memory_close(&play.client);
}

/* What follows waits in memory, but not without bound. */
static void
requests_wait_behind_a_later_response(void **state)
{
	struct play play;
	size_t n = 0;

	(void)state;
	play_open(&play, &settings_default);
	memory_send(&play.client,
		REQUEST("GET", "", "Later: respond=200+send=ok\r\n"));
	while (n < 10000 && memory_send(&play.client, THEN_OK) > 0)
		n++;
	assert_in_range(n, 2, 1000);
	play_expect_out(&play, "");
	script_resume(&play.script);
	assert_int_equal(play.client.n_resumed, 1);
	memory_take_all(&play.client);
	assert_true(connection_wants_input(play.client.connection));
	assert_in_range(play.client.out_len / strlen(OK), n, n + 1);
	memory_close(&play.client);
}

/* The client has closed its side; it may be gone altogether. */
static void
handler_that_never_answers_is_left(void **state)
{
	struct play play;

	(void)state;
	play_open(&play, &settings_default);
	memory_send(&play.client, REQUEST("GET", "", ""));
	assert_int_equal(connection_deadline(play.client.connection),
		DEADLINE_NEVER);
	assert_true(connection_wants_input(play.client.connection));
	connection_ended(play.client.connection, play.client.now);
	play_expect_end(&play, CONNECTION_OPEN);
	play_expect_asked(&play, "head end ");
	assert_int_equal(connection_deadline(play.client.connection),
		play.client.now.ms + settings_default.idle_ms);
	play.client.now.ms += settings_default.idle_ms;
	connection_tick(play.client.connection, play.client.now);
	play_expect_asked(&play, "done(0) ");
	play_expect_end(&play, CONNECTION_RESET);
	assert_string_equal(play.client.log, "GET / HTTP/1.1 0 0 0\n");
	memory_close(&play.client);
}

static void
later_response_reaches_a_half_closed_client(void **state)
{
	struct play play;

	(void)state;
	play_open(&play, &settings_default);
	memory_send(&play.client,
		REQUEST("GET", "", "Later: respond=200+send=ok\r\n"));
	connection_ended(play.client.connection, play.client.now);
	script_resume(&play.script);
	play_expect_out(&play, OK);
	play_expect_end(&play, CONNECTION_CLOSED);
	memory_close(&play.client);
}

static void
stop_closes_behind_a_later_response(void **state)
{
	struct play play;

	(void)state;
	play_open(&play, &settings_default);
	memory_send(&play.client,
		REQUEST("GET", "", "Later: respond=200+send=ok\r\n") THEN_OK);
	connection_stop(play.client.connection, play.client.now);
	play_expect_end(&play, CONNECTION_OPEN);
	script_resume(&play.script);
	play_expect_out(&play, RESPONSE("200 OK", LENGTH("2") CLOSE) "ok");
	play_expect_end(&play, CONNECTION_HALF_CLOSED);
	memory_close(&play.client);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(continue_is_sent_behind_head),
		cmocka_unit_test(continue_behind_content_is_a_choice),
		cmocka_unit_test(refusal_is_sent_instead_of_continue),
		cmocka_unit_test(early_success_comes_behind_continue),
		cmocka_unit_test(early_stream_goes_on_while_content_comes),
		cmocka_unit_test(broken_content_breaks_an_early_stream),
		cmocka_unit_test(answered_upload_is_bounded),
		cmocka_unit_test(upgrade_leads_to_another_protocol),
		cmocka_unit_test(tunnel_ends_when_both_said_so),
		cmocka_unit_test(upgrade_waits_for_the_request),
		cmocka_unit_test(continue_comes_before_an_upgrade),
		cmocka_unit_test(requests_wait_behind_a_later_response),
		cmocka_unit_test(handler_that_never_answers_is_left),
		cmocka_unit_test(later_response_reaches_a_half_closed_client),
		cmocka_unit_test(stop_closes_behind_a_later_response),
	};

	return cmocka_run_group_tests(tests, play_make_file, play_close_file);
}

/*
 * A connection in memory: the same octets give the same answers however they
 * are cut, time-outs are kept to the millisecond, and whatever comes in, what
 * goes out can be read by a strict reader.
 */

#include "server/connection.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "h1/cursor.h"
#include "h1/lenient.h"
#include "h1/reader.h"
#include "memory_client.h"
#include "routes_handler.h"
#include "server/deadline.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

#define GET "GET / HTTP/1.1\r\nHost: h\r\n\r\n"
#define POST "POST /echo HTTP/1.1\r\nHost: h\r\n"

static const char *const streams[] = {
	GET,
	"\r\n" GET GET GET,
	"HEAD / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" GET,
	POST "Content-Length: 5\r\n\r\nhello" GET,
	POST "Transfer-Encoding: chunked\r\n\r\n"
	     "3;a=\"b\"\r\nabc\r\n2\r\nde\r\n0\r\nA: b\r\n\r\n" GET,
	POST "Transfer-Encoding: chunked\r\n\r\n3\r\nabcX\r\n0\r\n\r\n",
	GET "GET /fields HTTP/1.1\r\nHost: h\r\nA : b\r\n\r\n" GET,
	GET "OPTIONS * HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n" GET,
	"GET /nothing HTTP/1.1\r\nHost: h\r\n\r\n"
	"BREW / HTTP/1.1\r\nHost: h\r\n\r\n"
	"PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc" GET,
	"HEAD / HTTP/1.1\r\n\r\n",
	POST "Content-Length: 5\r\n\r\nhell",
	"GET / HTTP/1.1\r\nHost",
	"\r\n\r\n",
	"GET / HTTP/3.0\r\n\r\n",
	"\r\n\r\n\r\n\r\n\r\nHEAD / HTTP/1.1\r\nHost: h\r\n\r\n",
};

/* Plays a stream in pieces of `first` octets, then of `rest`. */
static void
play(struct memory_client *client, const char *stream, size_t first,
	size_t rest)
{
	memory_open(client, &settings_default, &routes_handler);
	memory_send_pieces(client, stream, first, rest);
	memory_end_input(client);
	assert_int_equal(connection_end(client->connection), CONNECTION_CLOSED);
}

static void
assert_same(const struct memory_client *a, const struct memory_client *b)
{
	assert_int_equal(a->out_len, b->out_len);
	assert_memory_equal(a->out, b->out, a->out_len);
}

static void
cuts_make_no_difference(void **state)
{
	size_t i, cut;

	(void)state;
	for (i = 0; i < N(streams); i++) {
		struct memory_client whole, pieces;

		play(&whole, streams[i], SIZE_MAX, SIZE_MAX);
		for (cut = 1; cut <= strlen(streams[i]); cut++) {
			play(&pieces, streams[i], cut, SIZE_MAX);
			assert_same(&whole, &pieces);
			memory_close(&pieces);
		}
		play(&pieces, streams[i], 1, 1);
		assert_same(&whole, &pieces);
		memory_close(&pieces);
		memory_close(&whole);
	}
}

/* Reads what came out as responses, each to the next of `methods`: "G" for
 * GET, "H" for HEAD. Gives their statuses as text, "200 404". */
static void
read_statuses(char *statuses, const struct memory_client *client,
	const char *methods)
{
	struct h1_field fields[16];
	struct h1_cur cur = {client->out, client->out + client->out_len};
	struct h1_reader reader;
	struct h1_head head;
	struct h1_piece piece;
	struct h1_error err;

	h1_reader_init(&reader, H1_RESPONSE, NULL, H1_STRICT);
	h1_head_init(&head, fields, N(fields));
	h1_piece_init(&piece, NULL, 0);
	*statuses = '\0';
	while (!h1_cur_at_end(&cur)) {
		if (*methods == 'H')
			h1_reader_answers(&reader, H1_ANSWERS_HEAD);
		assert_int_equal(h1_read_head(&reader, &cur, &head, &err),
			H1_OK);
		statuses += sprintf(statuses, "%u ", head.status);
		do {
			assert_int_equal(h1_read_piece(&reader, &cur, &piece,
						 &err),
				H1_OK);
		} while (piece.kind != H1_PIECE_END);
		if (head.status >= 200 && *methods != '\0')
			methods++;
	}
}

static void
assert_statuses(const struct memory_client *client, const char *methods,
	const char *expected)
{
	char statuses[4096];

	read_statuses(statuses, client, methods);
	assert_string_equal(statuses, expected);
}

static void
answers_come_in_order(void **state)
{
	static const char *const expected[] = {"200 ", "200 200 200 ",
		"200 200 ", "200 200 ", "200 200 ", "400 ", "200 400 ",
		"200 200 ", "404 501 405 200 ", "400 ", "400 ", "400 ", "",
		"505 ", "400 "};
	size_t i;

	(void)state;
	for (i = 0; i < N(streams); i++) {
		struct memory_client client;

		play(&client, streams[i], SIZE_MAX, SIZE_MAX);
		assert_statuses(&client, streams[i][0] == 'H' ? "HG" : "G",
			expected[i]);
		memory_close(&client);
	}
}

/* Lets the time pass until just before the deadline, then to it. */
static void
expect_deadline(struct memory_client *client, uint64_t after_ms)
{
	enum connection_end before = connection_end(client->connection);
	size_t out_len = client->out_len;

	assert_int_equal(connection_deadline(client->connection),
		client->now.ms + after_ms);
	client->now.ms += after_ms - 1;
	connection_tick(client->connection, client->now);
	memory_take_all(client);
	assert_int_equal(connection_end(client->connection), before);
	assert_int_equal(client->out_len, out_len);
	client->now.ms++;
	connection_tick(client->connection, client->now);
	memory_take_all(client);
}

static void
expect_end(struct memory_client *client, enum connection_end end)
{
	assert_int_equal(connection_end(client->connection), end);
}

static void
idle_time_is_bounded(void **state)
{
	const struct settings *settings = &settings_default;
	struct memory_client client;

	(void)state;
	memory_open(&client, settings, &routes_handler);
	client.now.ms += 1000;
	memory_send(&client, GET);
	expect_deadline(&client, settings->idle_ms);
	expect_end(&client, CONNECTION_HALF_CLOSED);
	expect_deadline(&client, settings->linger_ms);
	expect_end(&client, CONNECTION_CLOSED);
	assert_statuses(&client, "G", "200 ");
	memory_close(&client);
}

static void
header_time_is_not_extended(void **state)
{
	const struct settings *settings = &settings_default;
	struct memory_client client;

	(void)state;
	memory_open(&client, settings, &routes_handler);
	memory_send(&client, "G");
	client.now.ms += 1000;
	memory_send(&client, "ET / HTTP/1.1\r\nHost: h\r\n");
	expect_deadline(&client, settings->header_ms - 1000);
	expect_end(&client, CONNECTION_HALF_CLOSED);
	assert_statuses(&client, "G", "408 ");
	memory_close(&client);
}

static void
content_buys_time_at_its_rate(void **state)
{
	struct settings settings = settings_default;
	struct memory_client client;

	(void)state;
	settings.body_ms = 1000;
	settings.body_rate = 100;
	memory_open(&client, &settings, &routes_handler);
	memory_send(&client, POST "Content-Length: 100\r\n\r\n");
	client.now.ms += 500;
	memory_send(&client, "12345"); /* 50 ms */
	client.now.ms += 300;
	expect_deadline(&client, 1000 - 500 - 300 + 50);
	assert_statuses(&client, "G", "408 ");
	memory_close(&client);
}

static void
write_time_is_bounded(void **state)
{
	const struct settings *settings = &settings_default;
	struct memory_client client;
	struct connection_output output;

	(void)state;
	memory_open(&client, settings, &routes_handler);
	assert_int_equal(memory_feed(&client, (const uint8_t *)GET,
				 strlen(GET)),
		strlen(GET));
	assert_true(connection_output(client.connection, &output, client.now));
	assert_false(connection_output(client.connection, &output, client.now));
	expect_deadline(&client, settings->write_ms);
	expect_end(&client, CONNECTION_RESET);
	memory_close(&client);
}

/* Nothing is taken out: then no more is read than the limits say. */
static void
unsent_answers_hold_back_requests(void **state)
{
	struct settings settings = settings_default;
	struct memory_client client;
	size_t n, total = 0, answers = 0;

	(void)state;
	settings.max_backlog = 1000;
	memory_open(&client, &settings, &routes_handler);
	while ((n = memory_feed(&client, (const uint8_t *)GET, strlen(GET))) >
		0)
		total += n;
	assert_true(total > 5 * strlen(GET) && total < 100 * strlen(GET));
	assert_int_equal(connection_deadline(client.connection),
		DEADLINE_NEVER);
	memory_take_all(&client);
	assert_true(connection_wants_input(client.connection));
	for (n = 0; n + 12 <= client.out_len; n++)
		answers += memcmp(client.out + n, "HTTP/1.1 200", 12) == 0;
	assert_int_equal(answers, total / strlen(GET));
	memory_close(&client);
}

static void
stop_ends_an_idle_connection(void **state)
{
	struct memory_client client;

	(void)state;
	memory_open(&client, &settings_default, &routes_handler);
	memory_send(&client, GET);
	connection_stop(client.connection, client.now);
	expect_end(&client, CONNECTION_CLOSED);
	memory_close(&client);
}

static void
stop_answers_what_is_under_way(void **state)
{
	struct memory_client client;

	(void)state;
	memory_open(&client, &settings_default, &routes_handler);
	memory_send(&client, "GET / HT");
	connection_stop(client.connection, client.now);
	expect_end(&client, CONNECTION_OPEN);
	memory_send(&client, "TP/1.1\r\nHost: h\r\n\r\n" GET);
	expect_end(&client, CONNECTION_HALF_CLOSED);
	assert_statuses(&client, "GG", "200 ");
	memory_close(&client);
}

/* What hostile streams are made of. */
static const char *const parts[] = {GET, POST, "\r\n", "\r", "\n", "\r\n\r\n",
	"Content-Length: 5\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n",
	"5\r\nhello\r\n", "0\r\n\r\n", "0\r\nA: b\r\n\r\n", "Expect: x\r\n",
	"Expect: 100-continue\r\n", "Connection: close\r\n", " ", ":", "5;a=b",
	"GET /fields HTTP/1.1\r\nHost: h\r\n", "If-None-Match: *\r\n",
	"GET /static/a HTTP/1.1\r\nHost: h\r\n\r\n", "\xff", "%", "HTTP/1.0",
	"OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", "GET http://h HTTP/1.1\r\n"};

static unsigned
pick(unsigned *seed, unsigned n)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 16) % n;
}

/* One thing that may happen to a connection. */
static void
happen(struct memory_client *client, unsigned *seed)
{
	const char *part = parts[pick(seed, N(parts))];

	switch (pick(seed, 16)) {
	case 0:
		client->now.ms += pick(seed, 20000);
		connection_tick(client->connection, client->now);
		break;
	case 1:
		if (pick(seed, 8) == 0)
			connection_stop(client->connection, client->now);
		break;
	case 2:
		if (pick(seed, 8) == 0)
			connection_ended(client->connection, client->now);
		break;
	case 3:
		memory_take(client, SIZE_MAX);
		break;
	default:
		memory_feed(client, (const uint8_t *)part, strlen(part));
		break;
	}
}

static unsigned last_seed;

static int
tell_seed(void **state)
{
	(void)state;
	print_message("last seed: %u; SEED=n plays one alone\n", last_seed);
	return 0;
}

static void
play_random(unsigned seed)
{
	struct memory_client client;
	char statuses[4096];
	unsigned i;

	last_seed = seed;
	memory_open(&client, &settings_default, &routes_handler);
	for (i = 0; i < 60; i++)
		happen(&client, &seed);
	memory_end_input(&client);
	expect_end(&client, CONNECTION_CLOSED);
	read_statuses(statuses, &client, "");
	memory_close(&client);
}

/* Every response that comes out is whole, and strict. */
static void
random_streams_get_readable_answers(void **state)
{
	const char *given = getenv("SEED");
	unsigned seed;

	(void)state;
	if (given) {
		play_random((unsigned)strtoul(given, NULL, 10));
		return;
	}
	for (seed = 1; seed <= 3000; seed++)
		play_random(seed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cuts_make_no_difference),
		cmocka_unit_test(answers_come_in_order),
		cmocka_unit_test(idle_time_is_bounded),
		cmocka_unit_test(header_time_is_not_extended),
		cmocka_unit_test(content_buys_time_at_its_rate),
		cmocka_unit_test(write_time_is_bounded),
		cmocka_unit_test(unsent_answers_hold_back_requests),
		cmocka_unit_test(stop_ends_an_idle_connection),
		cmocka_unit_test(stop_answers_what_is_under_way),
		cmocka_unit_test_teardown(random_streams_get_readable_answers,
			tell_seed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

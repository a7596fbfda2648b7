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
#include "server/adapter.h"
#include "server/deadline.h"

#define UNIX_S 784111777
#define OUT_MAX ((size_t)1 << 20)
#define N(array) (sizeof(array) / sizeof((array)[0]))

/* A client: what it got so far, and the clock. */
struct client {
	struct connection *connection;
	struct workspace workspace;
	struct connection_environment environment;
	struct http_handler handler;
	struct adapter adapter;
	struct instant now;
	uint8_t *out; /* OUT_MAX octets */
	size_t out_len;
};

static const struct site no_files = {.files = {.folder = -1}};

static void
client_open(struct client *client, const struct settings *settings)
{
	const struct connection_client peer = {.address = "192.0.2.1"};

	*client = (struct client){.now = {5000, UNIX_S}};
	client->adapter =
		(struct adapter){&no_files, &client->workspace.budget};
	client->handler = adapter_handler(&client->adapter);
	workspace_init(&client->workspace, 1000000);
	client->environment =
		(struct connection_environment){.settings = settings,
			.workspace = &client->workspace,
			.handler = &client->handler};
	client->out = malloc(OUT_MAX);
	assert_non_null(client->out);
	client->connection =
		connection_new(&client->environment, &peer, client->now);
	assert_non_null(client->connection);
}

static void
client_close(struct client *client)
{
	connection_free(client->connection);
	/* Whatever was taken from the budget has been given back. */
	assert_int_equal(client->workspace.budget.left, 1000000);
	workspace_free(&client->workspace);
	free(client->out);
}

/* Takes one run of output; false if there is none. */
static bool
take_output(struct client *client)
{
	struct connection_output output;
	struct h1_span span;

	if (!connection_output(client->connection, &output, client->now))
		return false;
	span = output.octets;
	assert_true(span.len > 0 && span.len <= OUT_MAX - client->out_len);
	memcpy(client->out + client->out_len, span.at, span.len);
	client->out_len += span.len;
	connection_sent(client->connection, 0, client->now);
	return true;
}

static void
take_all_output(struct client *client)
{
	while (take_output(client))
		;
}

/* Sends as much as is wanted; gives how much that was. */
static size_t
feed(struct client *client, const uint8_t *at, size_t len)
{
	size_t room;
	uint8_t *to;

	if (!connection_wants_input(client->connection))
		return 0;
	to = connection_room(client->connection, &room);
	assert_true(room > 0);
	if (len > room)
		len = room;
	memcpy(to, at, len);
	connection_received(client->connection, len, client->now);
	return len;
}

/* Sends all of it while taking what comes. */
static void
feed_all(struct client *client, struct h1_span octets)
{
	while (octets.len > 0) {
		size_t n = feed(client, octets.at, octets.len);

		take_all_output(client);
		if (n == 0 && !connection_wants_input(client->connection))
			return;
		octets.at += n;
		octets.len -= n;
	}
}

static void
end_input(struct client *client)
{
	if (connection_end(client->connection) < CONNECTION_CLOSED)
		connection_ended(client->connection, client->now);
	take_all_output(client);
}

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
};

/* Plays a stream in pieces of `first` octets, then of `rest`. */
static void
play(struct client *client, const char *stream, size_t first, size_t rest)
{
	struct h1_span octets = {(const uint8_t *)stream, strlen(stream)};
	size_t n = first;

	client_open(client, &settings_default);
	while (octets.len > 0) {
		if (n > octets.len)
			n = octets.len;
		feed_all(client, (struct h1_span){octets.at, n});
		octets.at += n;
		octets.len -= n;
		n = rest;
	}
	end_input(client);
	assert_int_equal(connection_end(client->connection), CONNECTION_CLOSED);
}

static void
assert_same(const struct client *a, const struct client *b)
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
		struct client whole, pieces;

		play(&whole, streams[i], SIZE_MAX, SIZE_MAX);
		for (cut = 1; cut <= strlen(streams[i]); cut++) {
			play(&pieces, streams[i], cut, SIZE_MAX);
			assert_same(&whole, &pieces);
			client_close(&pieces);
		}
		play(&pieces, streams[i], 1, 1);
		assert_same(&whole, &pieces);
		client_close(&pieces);
		client_close(&whole);
	}
}

/* Reads what came out as responses, each to the next of `methods`: "G" for
 * GET, "H" for HEAD. Gives their statuses as text, "200 404". */
static void
read_statuses(char *statuses, const struct client *client, const char *methods)
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
assert_statuses(const struct client *client, const char *methods,
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
		"505 "};
	size_t i;

	(void)state;
	for (i = 0; i < N(streams); i++) {
		struct client client;

		play(&client, streams[i], SIZE_MAX, SIZE_MAX);
		assert_statuses(&client, streams[i][0] == 'H' ? "HG" : "G",
			expected[i]);
		client_close(&client);
	}
}

static void
send_text(struct client *client, const char *text)
{
	feed_all(client, (struct h1_span){(const uint8_t *)text, strlen(text)});
}

/* Lets the time pass until just before the deadline, then to it. */
static void
expect_deadline(struct client *client, uint64_t after_ms)
{
	enum connection_end before = connection_end(client->connection);
	size_t out_len = client->out_len;

	assert_int_equal(connection_deadline(client->connection),
		client->now.ms + after_ms);
	client->now.ms += after_ms - 1;
	connection_tick(client->connection, client->now);
	take_all_output(client);
	assert_int_equal(connection_end(client->connection), before);
	assert_int_equal(client->out_len, out_len);
	client->now.ms++;
	connection_tick(client->connection, client->now);
	take_all_output(client);
}

static void
expect_end(struct client *client, enum connection_end end)
{
	assert_int_equal(connection_end(client->connection), end);
}

static void
idle_time_is_bounded(void **state)
{
	const struct settings *settings = &settings_default;
	struct client client;

	(void)state;
	client_open(&client, settings);
	client.now.ms += 1000;
	send_text(&client, GET);
	expect_deadline(&client, settings->idle_ms);
	expect_end(&client, CONNECTION_HALF_CLOSED);
	expect_deadline(&client, settings->linger_ms);
	expect_end(&client, CONNECTION_CLOSED);
	assert_statuses(&client, "G", "200 ");
	client_close(&client);
}

static void
header_time_is_not_extended(void **state)
{
	const struct settings *settings = &settings_default;
	struct client client;

	(void)state;
	client_open(&client, settings);
	send_text(&client, "G");
	client.now.ms += 1000;
	send_text(&client, "ET / HTTP/1.1\r\nHost: h\r\n");
	expect_deadline(&client, settings->header_ms - 1000);
	expect_end(&client, CONNECTION_HALF_CLOSED);
	assert_statuses(&client, "G", "408 ");
	client_close(&client);
}

static void
content_buys_time_at_its_rate(void **state)
{
	struct settings settings = settings_default;
	struct client client;

	(void)state;
	settings.body_ms = 1000;
	settings.body_rate = 100;
	client_open(&client, &settings);
	send_text(&client, POST "Content-Length: 100\r\n\r\n");
	client.now.ms += 500;
	send_text(&client, "12345"); /* 50 ms */
	client.now.ms += 300;
	expect_deadline(&client, 1000 - 500 - 300 + 50);
	assert_statuses(&client, "G", "408 ");
	client_close(&client);
}

static void
write_time_is_bounded(void **state)
{
	const struct settings *settings = &settings_default;
	struct client client;
	struct connection_output output;

	(void)state;
	client_open(&client, settings);
	assert_int_equal(feed(&client, (const uint8_t *)GET, strlen(GET)),
		strlen(GET));
	assert_true(connection_output(client.connection, &output, client.now));
	assert_false(connection_output(client.connection, &output, client.now));
	expect_deadline(&client, settings->write_ms);
	expect_end(&client, CONNECTION_RESET);
	client_close(&client);
}

/* Nothing is taken out: then no more is read than the limits say. */
static void
unsent_answers_hold_back_requests(void **state)
{
	struct settings settings = settings_default;
	struct client client;
	size_t n, total = 0, answers = 0;

	(void)state;
	settings.max_backlog = 1000;
	client_open(&client, &settings);
	while ((n = feed(&client, (const uint8_t *)GET, strlen(GET))) > 0)
		total += n;
	assert_true(total > 5 * strlen(GET) && total < 100 * strlen(GET));
	assert_int_equal(connection_deadline(client.connection),
		DEADLINE_NEVER);
	take_all_output(&client);
	assert_true(connection_wants_input(client.connection));
	for (n = 0; n + 12 <= client.out_len; n++)
		answers += memcmp(client.out + n, "HTTP/1.1 200", 12) == 0;
	assert_int_equal(answers, total / strlen(GET));
	client_close(&client);
}

static void
stop_ends_an_idle_connection(void **state)
{
	struct client client;

	(void)state;
	client_open(&client, &settings_default);
	send_text(&client, GET);
	connection_stop(client.connection, client.now);
	expect_end(&client, CONNECTION_CLOSED);
	client_close(&client);
}

static void
stop_answers_what_is_under_way(void **state)
{
	struct client client;

	(void)state;
	client_open(&client, &settings_default);
	send_text(&client, "GET / HT");
	connection_stop(client.connection, client.now);
	expect_end(&client, CONNECTION_OPEN);
	send_text(&client, "TP/1.1\r\nHost: h\r\n\r\n" GET);
	expect_end(&client, CONNECTION_HALF_CLOSED);
	assert_statuses(&client, "GG", "200 ");
	client_close(&client);
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
happen(struct client *client, unsigned *seed)
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
		take_output(client);
		break;
	default:
		feed(client, (const uint8_t *)part, strlen(part));
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
	struct client client;
	char statuses[4096];
	unsigned i;

	last_seed = seed;
	client_open(&client, &settings_default);
	for (i = 0; i < 60; i++)
		happen(&client, &seed);
	end_input(&client);
	expect_end(&client, CONNECTION_CLOSED);
	read_statuses(statuses, &client, "");
	client_close(&client);
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

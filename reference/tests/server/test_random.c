/*
 * Connections to which anything happens in any order: each request is told to
 * its handler from head() to done(), each is recorded once, and what comes out
 * can be read by a strict reader up to where it was cut off.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "h1/cursor.h"
#include "h1/lenient.h"
#include "h1/reader.h"
#include "play.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))
#define SEEDS 4000

#define LATER "Later: respond=200+send=later\r\n"
#define SLOW "Produce: later\r\n"

static const char *const parts[] = {
	REQUEST("GET", "respond=200+send=ok", ""),
	REQUEST("GET", "", LATER),
	REQUEST("GET", "interim=103", LATER),
	REQUEST("GET", "respond=200+known=3000", SLOW),
	REQUEST("GET", "respond=200+unknown=300+trailer=A:b",
		"TE: trailers\r\n"),
	REQUEST("GET", "respond=200+file=100", ""),
	REQUEST("GET", "respond=200+file=4999", ""),
	REQUEST("GET", "respond=200+file=400000", ""),
	REQUEST("GET", "respond=200+known=40", "Produce: broken\r\n"),
	REQUEST("GET", "respond=204+send=x", ""),
	REQUEST("GET", "respond=200+close+unknown=20", SLOW),
	OLD("GET", "respond=200+unknown=300", "Connection: keep-alive\r\n"),
	REQUEST("GET", "upgrade=a?respond=404+send=no",
		"Upgrade: a\r\n"
		"Connection: upgrade\r\n" SLOW),
	REQUEST("POST", "respond=200+early+unknown=30", SLOW CHUNKED),
	REQUEST("POST", "respond=200+early+known=2000", LENGTH("5")),
	REQUEST("POST", "?respond=200+send=ok", EXPECT),
	REQUEST("POST", "respond=404+send=no", EXPECT),
	REQUEST("POST", "", LATER CHUNKED),
	"hello",
	"5\r\nhello\r\n",
	"0\r\n\r\n",
	"0\r\nA: b\r\n\r\n",
	"\r\n",
	"X",
	"GET /respond=200",
	"+send=ok HTTP/1.1\r\n",
	"Host: h\r\n\r\n",
};

/* As many of them are whole heads. */
#define N_REQUESTS 18

static unsigned
pick(unsigned *seed, unsigned n)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 16) % n;
}

/* Mostly what makes sense. */
static const char *
pick_part(const struct play *play, unsigned *seed)
{
	if (pick(seed, 40) == 0)
		return parts[pick(seed, N(parts))];
	return play->script.exchange ? parts[N_REQUESTS + pick(seed, 3)]
				     : parts[pick(seed, N_REQUESTS)];
}

static void
feed_part(struct play *play, unsigned *seed)
{
	const char *part = pick_part(play, seed);
	size_t len = strlen(part);

	if (pick(seed, 40) == 0)
		len = pick(seed, (unsigned)len) + 1;
	memory_feed(&play->client, (const uint8_t *)part, len);
}

/* One thing that may happen. */
static void
happen(struct play *play, unsigned *seed)
{
	struct memory_client *client = &play->client;

	switch (pick(seed, 16)) {
	case 0:
		client->now.ms += pick(seed, 5000);
		connection_tick(client->connection, client->now);
		break;
	case 1:
		if (pick(seed, 16) == 0)
			connection_stop(client->connection, client->now);
		break;
	case 2:
		if (pick(seed, 8) == 0)
			connection_ended(client->connection, client->now);
		break;
	case 3:
	case 4:
	case 5:
		memory_take(client, pick(seed, 3000));
		break;
	case 6:
	case 7:
	case 8:
		if (play->script.exchange)
			script_resume(&play->script);
		break;
	default:
		feed_part(play, seed);
		break;
	}
}

/* Reads one response; false if there is no more of it. */
static bool
read_response(struct h1_reader *reader, struct h1_cur *cur,
	struct h1_head *head, bool *whole)
{
	struct h1_piece piece;
	struct h1_error err;
	enum h1_status st = h1_read_head(reader, cur, head, &err);

	*whole = false;
	h1_piece_init(&piece, NULL, 0);
	while (st == H1_OK) {
		st = h1_read_piece(reader, cur, &piece, &err);
		if (st == H1_OK && piece.kind == H1_PIECE_END) {
			*whole = true;
			return true;
		}
	}
	assert_int_equal(st, H1_MORE);
	*whole = h1_read_eof(reader, &err) == H1_OK;
	return false;
}

/* Whether all that came out is whole. */
static bool
read_all(const struct memory_client *client)
{
	struct h1_field fields[16];
	struct h1_cur cur = {client->out, client->out + client->out_len};
	struct h1_reader reader;
	struct h1_head head;
	bool whole = true;

	h1_reader_init(&reader, H1_RESPONSE, NULL, H1_STRICT);
	h1_head_init(&head, fields, N(fields));
	while (!h1_cur_at_end(&cur)) {
		if (!read_response(&reader, &cur, &head, &whole))
			break;
		if (head.status == 101)
			break;
	}
	return whole;
}

static size_t
occurrences(const char *text, const char *word)
{
	size_t n = 0;

	while ((text = strstr(text, word))) {
		text += strlen(word);
		n++;
	}
	return n;
}

static unsigned last_seed;
static size_t n_complete, n_broken;

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
	struct settings settings = settings_default;
	struct play play;
	unsigned i;

	last_seed = seed;
	settings.max_backlog = 1 + pick(&seed, 3000);
	play_open(&play, &settings);
	for (i = 0; i < 80 && play_end(&play) < CONNECTION_CLOSED; i++)
		happen(&play, &seed);
	memory_take_all(&play.client);
	if (play_end(&play) < CONNECTION_CLOSED && !play.script.exchange)
		memory_end_input(&play.client);
	if (play_end(&play) == CONNECTION_CLOSED)
		assert_true(read_all(&play.client));
	else
		read_all(&play.client);
	memory_close(&play.client);
	assert_null(play.script.exchange);
	n_complete += occurrences(play.script.log, "done(1)");
	n_broken += occurrences(play.script.log, "done(0)");
	assert_int_equal(occurrences(play.script.log, "head "),
		occurrences(play.script.log, "done("));
	assert_true(occurrences(play.client.log, "\n") >=
		    occurrences(play.script.log, "head "));
}

static void
anything_may_happen(void **state)
{
	const char *given = getenv("SEED");
	unsigned seed;

	(void)state;
	if (given) {
		play_random((unsigned)strtoul(given, NULL, 10));
		return;
	}
	for (seed = 1; seed <= SEEDS; seed++)
		play_random(seed);
	/* It would be for nothing if few requests got that far. */

	assert_true(n_complete > SEEDS && n_broken > SEEDS / 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(anything_may_happen, tell_seed),
	};

	return cmocka_run_group_tests(tests, play_make_file, play_close_file);
}

/*
 * What one side says the other hears, whole and in order, under both versions
 * and any split; and the end of it can be told from its being cut off.
 */

#include "pair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <pthread.h>

#include "tls/session.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))
#define MEBIBYTE 1048576u

static const struct {
	int version;
	const char *name;
	size_t split;
} ways[] = {
	{TLS1_2_VERSION, "TLSv1.2", 0},
	{TLS1_2_VERSION, "TLSv1.2", 1},
	{TLS1_3_VERSION, "TLSv1.3", 0},
	{TLS1_3_VERSION, "TLSv1.3", 1},
	{TLS1_3_VERSION, "TLSv1.3", 1000},
};

static void
check_heard(const struct side *side, const char *text)
{
	assert_int_equal(side->len, strlen(text));
	assert_memory_equal(side->octets, text, side->len);
}

static void
test_talk(void **state)
{
	struct pair pair;
	size_t i;

	(void)state;
	for (i = 0; i < N(ways); i++) {
		pair = pair_open(ways[i].version, ways[i].split);
		assert_string_equal(tls_version(pair.server.session),
			ways[i].name);
		assert_true(h1_span_equal(tls_protocol(pair.client.session),
			H1_SPAN("http/1.1")));
		assert_true(h1_span_equal(tls_protocol(pair.server.session),
			H1_SPAN("http/1.1")));
		assert_string_equal(tls_cipher(pair.client.session),
			tls_cipher(pair.server.session));
		assert_true(tls_write(pair.client.session, H1_SPAN("one")));
		assert_true(tls_write(pair.client.session, H1_SPAN("two")));
		assert_true(tls_write(pair.server.session, H1_SPAN("three")));
		pair_run(&pair);
		check_heard(&pair.server, "onetwo");
		check_heard(&pair.client, "three");
		pair_free(&pair);
	}
}

/* What is written before the handshake is done comes first, and so does an
 * end that was said then. */
static void
test_early(void **state)
{
	struct tls_error error;
	struct tls_context *server = tls_context_self_signed(1, &error);
	struct tls_trust trust = {.anybody = true};
	struct tls_context *client = tls_context_client(&trust, &error);
	struct pair pair = pair_new(client, server, "localhost");

	(void)state;
	assert_true(tls_write(pair.client.session, H1_SPAN("early ")));
	assert_true(tls_unsent(pair.client.session) > 6);
	assert_true(tls_write(pair.client.session, H1_SPAN("words")));
	tls_end(pair.client.session);
	assert_false(tls_write(pair.client.session, H1_SPAN("late")));
	assert_int_equal(tls_state(pair.client.session), TLS_HANDSHAKE);
	assert_string_equal(tls_version(pair.client.session), "");
	pair_run(&pair);
	check_heard(&pair.server, "early words");
	assert_int_equal(tls_state(pair.server.session), TLS_ENDED);
	assert_int_equal(tls_state(pair.client.session), TLS_OPEN);
	assert_int_equal(tls_unsent(pair.client.session), 0);
	pair_free(&pair);
	tls_context_free(client);
	tls_context_free(server);
}

/* Many octets both ways at once. */
static void
test_big(void **state)
{
	uint8_t *up = malloc(MEBIBYTE);
	uint8_t *down = malloc(MEBIBYTE);
	struct pair pair;
	size_t i;

	(void)state;
	fill_octets(up, MEBIBYTE, 1);
	fill_octets(down, MEBIBYTE, 2);
	for (i = 0; i < N(ways); i++) {
		pair = pair_open(ways[i].version, 0);
		pair.split = ways[i].split == 1 ? 1459 : ways[i].split;
		assert_true(tls_write(pair.client.session,
			(struct h1_span){up, MEBIBYTE}));
		assert_true(tls_write(pair.server.session,
			(struct h1_span){down, MEBIBYTE}));
		pair_run(&pair);
		assert_int_equal(pair.server.len, MEBIBYTE);
		assert_memory_equal(pair.server.octets, up, MEBIBYTE);
		assert_int_equal(pair.client.len, MEBIBYTE);
		assert_memory_equal(pair.client.octets, down, MEBIBYTE);
		pair_free(&pair);
	}
	free(up);
	free(down);
}

/* One side ends, the other goes on: both are heard to the end. */
static void
test_end(void **state)
{
	struct pair pair;
	size_t i;

	(void)state;
	for (i = 0; i < N(ways); i++) {
		pair = pair_open(ways[i].version, ways[i].split);
		tls_write(pair.client.session, H1_SPAN("question"));
		tls_end(pair.client.session);
		tls_end(pair.client.session);
		pair_run(&pair);
		check_heard(&pair.server, "question");
		assert_int_equal(tls_state(pair.server.session), TLS_ENDED);
		assert_int_equal(tls_state(pair.client.session), TLS_OPEN);
		assert_true(tls_write(pair.server.session, H1_SPAN("answer")));
		tls_end(pair.server.session);
		pair_run(&pair);
		check_heard(&pair.client, "answer");
		assert_int_equal(tls_state(pair.client.session), TLS_ENDED);
		assert_string_equal(tls_failure(pair.client.session), "");
		pair_free(&pair);
	}
}

/* A wire that ends without close_notify leaves the session open, behind every
 * octet; and what comes behind close_notify is not heard. */
static void
test_cut_off(void **state)
{
	struct pair pair = pair_open(TLS1_3_VERSION, 0);
	struct h1_span span;

	(void)state;
	tls_write(pair.server.session, H1_SPAN("a whole record"));
	tls_write(pair.server.session, H1_SPAN("and one that is cut off"));
	span = tls_output(pair.server.session);
	span.len -= 1;
	assert_true(tls_received(pair.client.session, span));
	assert_int_equal(tls_read(pair.client.session, (uint8_t[99]){0}, 99),
		sizeof("a whole record") - 1);
	assert_int_equal(tls_state(pair.client.session), TLS_OPEN);
	pair_free(&pair);
}

static void
test_behind_the_end(void **state)
{
	struct pair pair = pair_open(TLS1_3_VERSION, 0);
	size_t i;

	(void)state;
	tls_end(pair.client.session);
	pair_run(&pair);
	for (i = 0; i < 100; i++)
		assert_true(tls_received(pair.server.session,
			(struct h1_span){(uint8_t[9999]){0}, 9999}));
	assert_int_equal(tls_read(pair.server.session, (uint8_t[9]){0}, 9), 0);
	assert_int_equal(tls_state(pair.server.session), TLS_ENDED);
	pair_free(&pair);
}

/* What was given out stays where it is while more is written. */
static void
test_output_stays(void **state)
{
	struct pair pair = pair_open(TLS1_3_VERSION, 0);
	struct h1_span first;
	struct h1_span again;
	uint8_t copy[64];
	size_t i;

	(void)state;
	tls_write(pair.client.session, H1_SPAN("first"));
	first = tls_output(pair.client.session);
	assert_true(first.len <= sizeof(copy));
	memcpy(copy, first.at, first.len);
	for (i = 0; i < 1000; i++)
		tls_write(pair.client.session, H1_SPAN("more"));
	assert_memory_equal(copy, first.at, first.len);
	again = tls_output(pair.client.session);
	assert_ptr_equal(again.at, first.at);
	assert_int_equal(again.len, first.len);
	pair_run(&pair);
	assert_int_equal(pair.server.len, 5 + 4 * 1000);
	assert_memory_equal(pair.server.octets, "firstmoremore", 13);
	pair_free(&pair);
}

/* An idle session holds no buffers. */
static void
test_idle(void **state)
{
	struct pair pair = pair_open(TLS1_3_VERSION, 0);

	(void)state;
	assert_null(pair.server.session->wire.in.octets);
	assert_null(pair.server.session->wire.out.octets);
	assert_null(pair.server.session->wire.sending.octets);
	assert_null(pair.server.session->early.octets);
	assert_int_equal(tls_unsent(pair.server.session), 0);
	pair_free(&pair);
}

/* Makes tickets larger than a record. */
static int
enlarge_ticket(SSL *ssl, void *context)
{
	static const uint8_t much[2000];

	(void)context;
	return SSL_SESSION_set1_ticket_appdata(SSL_get_session(ssl), much,
		sizeof(much));
}

/* A ticket of which a part has come is no reason to lose what is written. */
static void
test_write_amid_message(void **state)
{
	struct pair pair = pair_open(TLS1_3_VERSION, 0);
	SSL *server = pair.server.session->ssl;
	size_t n_in_message = 0;

	(void)state;
	SSL_CTX_set_session_ticket_cb(SSL_get_SSL_CTX(server), enlarge_ticket,
		NULL, NULL);
	assert_int_equal(SSL_set_max_send_fragment(server, 512), 1);
	assert_int_equal(SSL_new_session_ticket(server), 1);
	assert_int_equal(SSL_do_handshake(server), 1);
	assert_true(tls_write(pair.server.session, H1_SPAN("x")));
	while (pair_carry(&pair.server, &pair.client, 1)) {
		n_in_message += (size_t)SSL_in_init(pair.client.session->ssl);
		assert_true(tls_write(pair.client.session, H1_SPAN("y")));
	}
	assert_true(n_in_message > 1000);
	tls_end(pair.client.session);
	pair_run(&pair);
	check_heard(&pair.client, "x");
	assert_true(pair.server.len > n_in_message);
	assert_int_equal(tls_state(pair.server.session), TLS_ENDED);
	pair_free(&pair);
}

/* --- threads ------------------------------------------------------------ */

#define N_THREADS 4
#define N_TALKS 20

struct contexts {
	struct tls_context *client;
	struct tls_context *server;
};

static void *
talk_often(void *context)
{
	struct contexts *contexts = context;
	uintptr_t n_heard = 0;
	size_t i;

	for (i = 0; i < N_TALKS; i++) {
		struct pair pair = pair_new(contexts->client, contexts->server,
			"localhost");

		tls_write(pair.client.session, H1_SPAN("word"));
		pair_run(&pair);
		n_heard += pair.server.len == 4;
		pair_free(&pair);
	}
	tls_context_free(contexts->client);
	tls_context_free(contexts->server);
	return (void *)n_heard;
}

/* Threads share contexts, and the last of them to go gives them back. */
static void
test_threads(void **state)
{
	struct tls_error error;
	struct tls_trust trust = {.anybody = true};
	struct contexts own = {
		.client = tls_context_client(&trust, &error),
		.server = tls_context_self_signed(1, &error),
	};
	pthread_t threads[N_THREADS];
	void *n_heard;
	size_t i;

	(void)state;
	for (i = 0; i < N_THREADS; i++) {
		tls_context_share(own.client);
		tls_context_share(own.server);
		assert_int_equal(pthread_create(&threads[i], NULL, talk_often,
					 &own),
			0);
	}
	tls_context_free(own.client);
	tls_context_free(own.server);
	for (i = 0; i < N_THREADS; i++) {
		assert_int_equal(pthread_join(threads[i], &n_heard), 0);
		assert_int_equal((uintptr_t)n_heard, N_TALKS);
	}
}

static int
begin(void **state)
{
	(void)state;
	files_begin();
	return 0;
}

static int
end(void **state)
{
	(void)state;
	files_end();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_talk),
		cmocka_unit_test(test_early),
		cmocka_unit_test(test_big),
		cmocka_unit_test(test_end),
		cmocka_unit_test(test_cut_off),
		cmocka_unit_test(test_behind_the_end),
		cmocka_unit_test(test_output_stays),
		cmocka_unit_test(test_idle),
		cmocka_unit_test(test_write_amid_message),
		cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests(tests, begin, end);
}

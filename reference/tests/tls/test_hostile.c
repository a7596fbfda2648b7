/*
 * Whatever a peer sends, a session fails with a reason, or goes on; and what it
 * may make us do and keep is bounded.
 */

#include "pair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tls/session.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

static struct tls_context *server_context;
static struct tls_context *client_context;

static struct tls_session *
new_server(void)
{
	struct tls_session *session = tls_session_accept(server_context);

	assert_non_null(session);
	return session;
}

static struct tls_session *
new_client(void)
{
	struct tls_session *session =
		tls_session_connect(client_context, "localhost");

	assert_non_null(session);
	return session;
}

static void
receive(struct tls_session *session, struct h1_span wire)
{
	uint8_t out[4096];

	assert_true(tls_received(session, wire));
	while (tls_read(session, out, sizeof(out)) > 0)
		;
}

static void
check_failure(struct tls_session *session, const char *failure)
{
	assert_int_equal(tls_state(session), TLS_FAILED);
	assert_string_equal(tls_failure(session), failure);
	assert_int_equal(tls_read(session, (uint8_t[9]){0}, 9), 0);
	assert_false(tls_write(session, H1_SPAN("never")));
	assert_true(tls_received(session, H1_SPAN("never")));
	tls_end(session);
	assert_string_equal(tls_failure(session), failure);
}

/* --- no TLS at all ------------------------------------------------------ */

static void
test_other_protocols(void **state)
{
	const struct {
		bool server;
		struct h1_span wire;
		const char *failure;
	} rows[] = {
		{true, H1_SPAN("GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
			"the peer speaks HTTP without TLS"},
		{true, H1_SPAN("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n"),
			"the peer speaks HTTP without TLS"},
		{true, H1_SPAN("SSH-2.0-OpenSSH_9.2\r\n"),
			"the peer does not speak TLS (wrong version number)"},
		{false, H1_SPAN("HTTP/1.1 400 Bad Request\r\n\r\n"),
			"the peer does not speak TLS (wrong version number)"},
		{false, H1_SPAN("220 mail.example ESMTP\r\n"),
			"the peer does not speak TLS (wrong version number)"},
		{false, H1_SPAN("\x15\x03\x03\x00\x02\x02\x28"),
			"the peer refused: handshake failure"},
		{false, H1_SPAN("\x15\x03\x03\x00\x02\x02\x46"),
			"the peer refused: protocol version"},
	};
	struct tls_session *session;
	size_t i;

	(void)state;
	for (i = 0; i < N(rows); i++) {
		session = rows[i].server ? new_server() : new_client();
		receive(session, rows[i].wire);
		check_failure(session, rows[i].failure);
		tls_session_free(session);
	}
}

/* Random octets, some behind the beginning of a record: none is understood. */
static void
test_garbage(void **state)
{
	struct tls_session *session;
	uint8_t octets[600];
	uint32_t seed;

	(void)state;
	for (seed = 1; seed <= 400; seed++) {
		session = seed % 2 ? new_server() : new_client();
		fill_octets(octets, sizeof(octets), seed);
		if (seed % 4 >= 2)
			memcpy(octets, "\x16\x03\x01\x02\x00", 5);
		if (seed % 8 >= 4)
			memcpy(octets + 5,
				seed % 2 ? "\x01\x00\x01\xf0\x03\x03"
					 : "\x02\x00\x01\xf0\x03\x03",
				6);
		receive(session, (struct h1_span){octets, sizeof(octets)});
		if (tls_state(session) != TLS_FAILED)
			fail_msg("seed %u is not refused", (unsigned)seed);
		assert_true(strlen(tls_failure(session)) > 0);
		tls_session_free(session);
	}
}

/* One octet of a flight is another: the peers agree on nothing, or on the same;
 * never does one hear what the other did not say. */
static void
spoil(size_t at, bool of_server)
{
	struct pair pair =
		pair_new(client_context, server_context, "localhost");
	struct side *from = of_server ? &pair.server : &pair.client;
	struct side *to = of_server ? &pair.client : &pair.server;
	uint8_t flight[8192];
	struct h1_span span;

	if (of_server)
		pair_carry(&pair.client, &pair.server, 0);
	span = tls_output(from->session);
	assert_true(span.len > 0 && span.len <= sizeof(flight));
	memcpy(flight, span.at, span.len);
	flight[at % span.len] ^= 0x21;
	receive(to->session, (struct h1_span){flight, span.len});
	tls_sent(from->session, span.len);
	pair_run(&pair);
	if (tls_state(to->session) == TLS_OPEN)
		assert_true(tls_write(to->session, H1_SPAN("heard")));
	pair_run(&pair);
	if (from->len > 0)
		assert_memory_equal(from->octets, "heard", 5);
	pair_free(&pair);
}

static void
test_spoilt_flights(void **state)
{
	size_t at;

	(void)state;
	for (at = 0; at < 500; at++) {
		spoil(at, false);
		spoil(at * 3, true);
	}
}

static void
test_spoilt_record(void **state)
{
	struct pair pair = pair_open(TLS1_3_VERSION, 0);
	uint8_t record[64];
	struct h1_span span;

	(void)state;
	tls_write(pair.client.session, H1_SPAN("good"));
	pair_run(&pair);
	tls_write(pair.client.session, H1_SPAN("spoilt"));
	span = tls_output(pair.client.session);
	memcpy(record, span.at, span.len);
	record[span.len - 1] ^= 1;
	receive(pair.server.session, (struct h1_span){record, span.len});
	check_failure(pair.server.session,
		"a record of the peer is broken or forged");
	/* The alert comes through. */
	while (pair_carry(&pair.server, &pair.client, 0))
		;
	check_failure(pair.client.session, "the peer refused: bad record mac");
	pair_free(&pair);
}

/* --- more than is good -------------------------------------------------- */

/* A record that says that it is longer than any may be. */
static void
test_huge_record(void **state)
{
	struct pair pair = pair_open(TLS1_3_VERSION, 0);

	(void)state;
	receive(pair.server.session, H1_SPAN("\x17\x03\x03\xff\xff"));
	assert_int_equal(tls_state(pair.server.session), TLS_FAILED);
	assert_string_not_equal(tls_failure(pair.server.session), "");
	pair_free(&pair);
}

/* A hello that never ends: it is not kept for ever. */
static void
test_endless_hello(void **state)
{
	struct tls_session *session = new_server();
	uint8_t record[5 + 16384] = {0x16, 3, 1, 0x40, 0};
	size_t n_taken = 0;

	(void)state;
	/* 16 MiB of it, to believe the first record. */
	memcpy(record + 5, "\x01\xff\xff\xff\x03\x03", 6);
	while (tls_state(session) == TLS_HANDSHAKE && n_taken < 1000000) {
		receive(session, (struct h1_span){record, sizeof(record)});
		n_taken += sizeof(record);
	}
	assert_int_equal(tls_state(session), TLS_FAILED);
	assert_true(n_taken < 200000);
	tls_session_free(session);
}

/* Octets that nobody reads are taken up to a bound. */
static void
test_unread(void **state)
{
	struct pair pair = pair_open(TLS1_3_VERSION, 0);
	uint8_t octets[16384];
	size_t n_taken = 0;
	struct h1_span span;
	bool taken;

	(void)state;
	fill_octets(octets, sizeof(octets), 7);
	do {
		tls_write(pair.client.session,
			(struct h1_span){octets, sizeof(octets)});
		span = tls_output(pair.client.session);
		taken = tls_received(pair.server.session, span);
		n_taken += span.len;
		tls_sent(pair.client.session, span.len);
	} while (taken && n_taken < (size_t)10 * TLS_UNREAD_MAX);
	assert_false(taken);
	assert_in_range(n_taken, TLS_UNREAD_MAX, TLS_UNREAD_MAX + 65536);
	check_failure(pair.server.session, "more was received than was read");
	pair_free(&pair);
}

static void
update_key(struct tls_session *session)
{
	assert_int_equal(SSL_key_update(session->ssl, SSL_KEY_UPDATE_REQUESTED),
		1);
	assert_int_equal(SSL_do_handshake(session->ssl), 1);
}

/* Key updates are heeded, but a flood of them is not. */
static void
test_key_updates(void **state)
{
	struct pair pair = pair_open(TLS1_3_VERSION, 0);
	size_t i;

	(void)state;
	for (i = 0; i < 200; i++) {
		update_key(pair.client.session);
		tls_write(pair.client.session, H1_SPAN("x"));
		pair_run(&pair);
		tls_write(pair.server.session, H1_SPAN("y"));
		pair_run(&pair);
	}
	assert_int_equal(pair.server.len, 200);
	assert_int_equal(pair.client.len, 200);
	for (i = 0; i < 200; i++)
		update_key(pair.client.session);
	pair_run(&pair);
	check_failure(pair.server.session, "too many records without data");
	pair_free(&pair);
}

/* Who asks for answers and takes none is cut off. */
static void
test_untaken_answers(void **state)
{
	struct pair pair = pair_open(TLS1_3_VERSION, 0);
	size_t most = 0;
	size_t i;

	(void)state;
	for (i = 0; i < 20000; i++) {
		update_key(pair.client.session);
		tls_write(pair.client.session, H1_SPAN("x"));
		while (pair_carry(&pair.client, &pair.server, 0))
			;
		if (tls_unsent(pair.server.session) > most)
			most = tls_unsent(pair.server.session);
		if (tls_state(pair.server.session) == TLS_FAILED)
			break;
	}
	check_failure(pair.server.session,
		"the peer asks for more than it takes");
	assert_in_range(most, TLS_UNASKED_MAX / 2, TLS_UNASKED_MAX + 65536);
	pair_free(&pair);
}

/* RFC 5746 or not: nobody negotiates again. */
static void
test_renegotiation(void **state)
{
	struct pair pair = pair_open(TLS1_2_VERSION, 0);
	SSL *client = pair.client.session->ssl;

	(void)state;
	SSL_clear_options(client, SSL_OP_NO_RENEGOTIATION);
	assert_int_equal(SSL_renegotiate(client), 1);
	assert_int_equal(SSL_do_handshake(client), -1);
	while (pair_carry(&pair.client, &pair.server, 0))
		;
	/* It is declined by a warning, and the server goes on. */
	assert_int_equal(tls_state(pair.server.session), TLS_OPEN);
	assert_true(tls_unsent(pair.server.session) > 0);
	pair_run(&pair);
	check_failure(pair.client.session, "no renegotiation");
	pair_free(&pair);
}

/* --- all ---------------------------------------------------------------- */

static int
begin(void **state)
{
	struct tls_trust trust = {.anybody = true};
	struct tls_error error;

	(void)state;
	files_begin();
	server_context = tls_context_self_signed(1, &error);
	client_context = tls_context_client(&trust, &error);
	return server_context && client_context ? 0 : -1;
}

static int
end(void **state)
{
	(void)state;
	tls_context_free(server_context);
	tls_context_free(client_context);
	files_end();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_other_protocols),
		cmocka_unit_test(test_garbage),
		cmocka_unit_test(test_spoilt_flights),
		cmocka_unit_test(test_spoilt_record),
		cmocka_unit_test(test_huge_record),
		cmocka_unit_test(test_endless_hello),
		cmocka_unit_test(test_unread),
		cmocka_unit_test(test_key_updates),
		cmocka_unit_test(test_untaken_answers),
		cmocka_unit_test(test_renegotiation),
	};

	return cmocka_run_group_tests(tests, begin, end);
}

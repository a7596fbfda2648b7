/*
 * Plays over TLS: the trace has the octets inside of it, and its ends.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/play/case_text.h"
#include "tests/play/stage.h"
#include "tests/play/trace_items.h"

#define SESSIONS_MAX 4
#define OK "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
#define GET "{send: [\"GET / HTTP/1.1\\r\\n\\r\\n\"]}"

enum way {
	WAY_OPEN,      /* answers each request, and goes on */
	WAY_NOTIFY,    /* answers, then close_notify and FIN */
	WAY_FIN,       /* answers, then FIN alone */
	WAY_BROKEN,    /* answers, then says something that is not TLS */
	WAY_WHEN_DONE, /* answers behind the client's close_notify */
	WAY_NO_TLS,    /* says something that is not TLS at once */
};

/* Of one connection. */
struct talk {
	struct tls_session *session;
	size_t taken; /* octets of the wire */
	struct octets asked;
	size_t answered; /* octets of `asked` */
	uint64_t began_us;
	uint64_t flight_us; /* that its first answer took */
};

/* What a server that speaks TLS holds. */
struct keeper {
	enum way way;
	struct tls_context *context;
	struct talk talks[SESSIONS_MAX];
	size_t n;
};

/* ---- the server ---- */

static struct talk *
talk_of(struct peer_connection *c)
{
	struct keeper *k = c->peer->data;
	size_t *i = c->state;

	if (i == NULL) {
		assert_true(k->n < SESSIONS_MAX);
		c->state = i = malloc(sizeof(*i));
		assert_non_null(i);
		*i = k->n++;
		k->talks[*i].session = tls_session_accept(k->context);
		assert_non_null(k->talks[*i].session);
		k->talks[*i].began_us = uv_hrtime() / 1000;
	}
	return &k->talks[*i];
}

static void
say(struct talk *talk, const char *text)
{
	const struct h1_span span = {(const uint8_t *)text, strlen(text)};

	assert_true(tls_write(talk->session, span));
}

static void
flush(struct peer_connection *c, struct talk *talk)
{
	struct h1_span out;

	while ((out = tls_output(talk->session)).len > 0) {
		peer_say(c, out.at, out.len);
		tls_sent(talk->session, out.len);
	}
}

static void
answer(struct peer_connection *c, struct talk *talk)
{
	const struct keeper *k = c->peer->data;
	size_t end;

	while ((end = octets_find(&talk->asked, talk->answered, "\r\n\r\n",
			4)) != SIZE_MAX) {
		bool canary = octets_find(&talk->asked, talk->answered,
				      "/missing", 8) < end;

		say(talk, canary ? STAGE_CANARY_ANSWER : OK);
		talk->answered = end + 4;
	}
	if (talk->answered > 0 &&
		(k->way == WAY_NOTIFY || k->way == WAY_WHEN_DONE))
		tls_end(talk->session);
}

static void
end(struct peer_connection *c, struct talk *talk)
{
	const struct keeper *k = c->peer->data;

	if (talk->answered == 0)
		return;
	if (k->way == WAY_BROKEN)
		peer_text(c, "this is no record");
	else if (k->way != WAY_OPEN)
		peer_fin(c);
}

static void
came(struct peer_connection *c)
{
	const struct keeper *k = c->peer->data;
	struct talk *talk = talk_of(c);
	uint8_t part[512];
	size_t n;

	if (k->way == WAY_NO_TLS) {
		peer_text(c, "HTTP/1.1 400 Bad Request\r\n\r\n");
		return;
	}
	assert_true(tls_received(talk->session,
		(struct h1_span){
			c->in.at + talk->taken, c->in.len - talk->taken}));
	talk->taken = c->in.len;
	while ((n = tls_read(talk->session, part, sizeof(part))) > 0)
		assert_true(octets_append(&talk->asked, part, n));
	if (k->way != WAY_WHEN_DONE || tls_state(talk->session) == TLS_ENDED)
		answer(c, talk);
	flush(c, talk);
	if (talk->flight_us == 0)
		talk->flight_us = uv_hrtime() / 1000 - talk->began_us;
	end(c, talk);
}

static const struct peer_manner manner = {.came = came};

/* ---- set-up ---- */

static void
open_keeper(struct stage *s, struct keeper *k, enum way way, bool trusting)
{
	const struct tls_trust trust = {.anybody = trusting};
	struct tls_error error;

	*k = (struct keeper){.way = way};
	k->context = tls_context_self_signed(1, &error);
	assert_non_null(k->context);
	stage_open(s, &manner, k);
	s->context.endpoint.tls = tls_context_client(&trust, &error);
	assert_non_null(s->context.endpoint.tls);
	s->context.endpoint.server_name = "localhost";
}

static void
close_keeper(struct stage *s, struct keeper *k)
{
	tls_context_free(s->context.endpoint.tls);
	stage_close(s);
	for (size_t i = 0; i < k->n; i++) {
		tls_session_free(k->talks[i].session);
		octets_free(&k->talks[i].asked);
	}
	tls_context_free(k->context);
}

/* ---- tests ---- */

static void
test_ends(void **state)
{
	static const struct {
		enum way way;
		const char *steps;
		enum trace_end end;
		bool noted;
	} rows[] = {
		{WAY_OPEN, GET ", {expect: [{pass: [200, open]}]}",
			TRACE_ALIGNED, false},
		{WAY_NOTIFY, GET ", {expect: [{pass: [200, close]}]}",
			TRACE_FIN, false},
		{WAY_FIN, GET ", {expect: [{pass: [200, close]}]}", TRACE_FIN,
			true},
		{WAY_BROKEN, GET ", {expect: [{pass: [200, close]}]}",
			TRACE_RESET, true},
		{WAY_WHEN_DONE,
			GET ", half-close, {expect: [{pass: [200, close]}]}",
			TRACE_FIN, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct test_case *c = case_text_steps(rows[i].steps);
		struct keeper k;
		struct stage s;
		struct trace *t;

		open_keeper(&s, &k, rows[i].way, true);
		t = stage_trace(&s, c);
		assert_int_equal(t->end, rows[i].end);
		assert_int_equal(t->end_note != NULL, rows[i].noted);
		trace_items_are(t, rows[i].end == TRACE_ALIGNED
					   ? "200 []; 404 []"
					   : "200 []");
		assert_int_equal(t->out.len, k.talks[0].asked.len);
		assert_memory_equal(t->out.at, k.talks[0].asked.at, t->out.len);
		trace_free(t);
		case_free(c);
		close_keeper(&s, &k);
	}
}

/* More than a record holds, and more than a socket takes at once. */
static void
test_large(void **state)
{
	struct test_case *c = case_text_steps(
		"{send: [{repeat: \"0123456789\", times: 500000}, \"\\r\\n\\r\\n\"]},"
		"{expect: [{pass: [200, close]}]}");
	struct keeper k;
	struct stage s;
	struct trace *t;

	(void)state;
	open_keeper(&s, &k, WAY_NOTIFY, true);
	t = stage_trace(&s, c);
	trace_items_are(t, "200 []");
	assert_int_equal(k.talks[0].asked.len, 5000004);
	assert_int_equal(t->out.len, 5000004);
	trace_free(t);
	case_free(c);
	close_keeper(&s, &k);
}

/* The clock begins behind the handshake, of which the server's flight is a part;
 * a machine may be busy just then. */
static void
test_clock(void **state)
{
	struct test_case *c =
		case_text_steps(GET ", {expect: [{pass: [200, close]}]}");
	bool begins_behind = false;

	(void)state;
	for (int i = 0; i < 20 && !begins_behind; i++) {
		struct keeper k;
		struct stage s;
		struct trace *t;

		open_keeper(&s, &k, WAY_NOTIFY, true);
		t = stage_trace(&s, c);
		begins_behind = t->segments[0].at_us < k.talks[0].flight_us;
		trace_free(t);
		close_keeper(&s, &k);
	}
	assert_true(begins_behind);
	case_free(c);
}

static void
test_alive(void **state)
{
	struct test_case *c = case_text_steps("{send: [\"GET / HTTP/1.1\"]}, "
					      "reset, "
					      "{expect: [{pass: [alive]}]}");
	struct keeper k;
	struct stage s;
	struct trace *t;

	(void)state;
	open_keeper(&s, &k, WAY_OPEN, true);
	t = stage_trace(&s, c);
	assert_int_equal(t->end, TRACE_ALIVE);
	assert_int_equal(k.n, 2);
	trace_free(t);
	case_free(c);
	close_keeper(&s, &k);
}

/* Without TLS, and with it but not believed. */
static void
test_refused(void **state)
{
	static const struct {
		enum way way;
		bool trusting;
		const char *problem;
	} rows[] = {
		{WAY_OPEN, false,
			"self-signed certificate, which is not trusted: "
			"localhost"},
		{WAY_NO_TLS, true,
			"the peer does not speak TLS (wrong version number)"},
	};
	struct test_case *c =
		case_text_steps(GET ", {expect: [{pass: [200, close]}]}");
	const struct play_spec spec = {.test_case = c, .patience = 1};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct play_result result;
		struct keeper k;
		struct stage s;

		open_keeper(&s, &k, rows[i].way, rows[i].trusting);
		result = stage_play(&s, &spec);
		assert_int_equal(result.failure, PLAY_NO_CONNECTION);
		assert_int_equal(result.error, UV_EPROTO);
		assert_string_equal(result.problem, rows[i].problem);
		assert_string_equal(result.tls_version, "");
		close_keeper(&s, &k);
	}
	case_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_clock),
		cmocka_unit_test(test_alive),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests_name("play_tls", tests, case_text_set_up,
		case_text_tear_down);
}

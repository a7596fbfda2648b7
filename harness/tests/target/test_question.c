/*
 * Probes are cases that ask; questions are probes and what came of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "target/question.h"
#include "tests/play/site.h"
#include "tests/play/stage.h"

/* ---- probes ---- */

static void
test_shapes(void **state)
{
	/* s: send, p: pause, e: expect */
	static const char *const shapes[] = {
		[PROBE_ASK] = "se",
		[PROBE_TWICE] = "sese",
		[PROBE_PARTS] = "spse",
		[PROBE_INTERIM] = "se",
		[PROBE_IDLE] = "e",
	};
	static const char letters[] = {
		[STEP_SEND] = 's',
		[STEP_PAUSE] = 'p',
		[STEP_EXPECT] = 'e',
		[STEP_HALF_CLOSE] = 'h',
		[STEP_RESET] = 'r',
	};

	(void)state;
	for (int shape = PROBE_ASK; shape <= PROBE_IDLE; shape++) {
		const char *wanted = shapes[shape];
		size_t n_expects = 0;
		struct probe p;

		probe_init(&p, (enum probe_shape)shape);
		assert_int_equal(p.test_case.n_steps, strlen(wanted));
		for (size_t i = 0; i < p.test_case.n_steps; i++) {
			enum step_kind kind = p.test_case.steps[i].kind;

			assert_int_equal(letters[kind], wanted[i]);
			n_expects += kind == STEP_EXPECT;
		}
		assert_int_equal(p.test_case.n_expects, n_expects);
		probe_free(&p);
	}
}

/* ---- questions ---- */

/* Says in its content what it was asked. */
static void
mirror(const struct site_request *q, void *data)
{
	struct octets shown = {0};

	(void)data;
	assert_true(octets_format(&shown, "%s %s [%.*s]\n", q->method, q->path,
		(int)q->len, (const char *)q->content));
	site_fields(q, &shown);
	site_answer(q, strcmp(q->path, "/none") == 0 ? 404 : 200, "A: b\r\n",
		shown.at, shown.len);
	octets_free(&shown);
}

struct asked {
	struct stage stage;
	struct site site;
	struct question_list list;
};

static void
begin(struct asked *a, const struct site *site)
{
	*a = (struct asked){.site = *site};
	stage_open(&a->stage, &site_manner, &a->site);
}

static void
end(struct asked *a)
{
	question_list_free(&a->list);
	stage_close(&a->stage);
}

static void
ask(struct asked *a)
{
	assert_true(question_list_ask(&a->list, &a->stage.context, 4, NULL));
}

static void
test_requests(void **state)
{
	const struct site site = {.answer = mirror};
	struct asked a;
	struct question *get, *post, *other;

	(void)state;
	begin(&a, &site);
	get = question_add(&a.list, PROBE_ASK);
	question_get(get, 0, "/none", "Host: h:1\r\nA: b\r\n");
	post = question_add(&a.list, PROBE_ASK);
	question_post(post, "/p?q", "Host: h\r\n", "content");
	other = question_add(&a.list, PROBE_ASK);
	question_ask(other, "OPTIONS", "/", "Host: h\r\n", "X: 1\r\nY: 2\r\n");
	ask(&a);
	assert_int_equal(question_status(get, 0), 404);
	assert_true(question_content_is(get, 0,
		"GET /none []\nHost: h:1\nA: b\n"));
	assert_int_equal(question_status(post, 0), 200);
	assert_true(question_content_is(post, 0,
		"POST /p?q [content]\nHost: h\nContent-Length: 7\n"));
	assert_true(question_content_is(other, 0,
		"OPTIONS / []\nHost: h\nX: 1\nY: 2\n"));
	assert_int_equal(a.site.n_requests, 3);
	end(&a);
}

static void
test_answers(void **state)
{
	const struct site site = {.answer = mirror};
	struct asked a;
	struct question *q, *never;

	(void)state;
	begin(&a, &site);
	q = question_add(&a.list, PROBE_TWICE);
	question_get(q, 0, "/", "Host: h\r\n");
	question_get(q, 1, "/none", "Host: h\r\n");
	never = question_add(&a.list, PROBE_ASK);
	ask(&a);
	assert_int_equal(question_status(q, 0), 200);
	assert_int_equal(question_status(q, 1), 404);
	assert_int_equal(question_status(q, 2), 0);
	assert_true(question_content_has(q, 1, "/none"));
	assert_false(question_content_has(q, 0, "/none"));
	assert_false(question_content_is(q, 0, "GET"));
	assert_false(question_content_has(q, 2, ""));
	assert_int_equal(question_field(q, "a").len, 1);
	assert_null(question_field(q, "b").at);
	assert_false(question_is_early(q));
	assert_false(question_has_continue(q));
	assert_true(question_latency_us(q) > 0);
	/* nothing was written to this one */
	assert_int_equal(never->result.failure, PLAY_STOPPED);
	assert_int_equal(question_status(never, 0), 0);
	assert_null(question_field(never, "a").at);
	assert_false(question_is_early(never));
	assert_false(question_has_continue(never));
	assert_int_equal(question_latency_us(never), 0);
	end(&a);
}

/* The second part of a chunked message, and who waits for it. */
static void
test_parts(void **state)
{
	(void)state;
	for (int early = 0; early <= 1; early++) {
		const struct site site = {.answer = mirror, .early = early};
		struct asked a;
		struct question *q;

		begin(&a, &site);
		q = question_add(&a.list, PROBE_PARTS);
		question_ask(q, "POST", "/", "Host: h\r\n",
			"Transfer-Encoding: chunked\r\n");
		assert_true(octets_text(&q->probe.sends[0], "1\r\nx\r\n"));
		assert_true(octets_text(&q->probe.sends[1], "0\r\n\r\n"));
		ask(&a);
		assert_int_equal(question_status(q, 0), 200);
		assert_int_equal(question_is_early(q), early);
		end(&a);
	}
}

static void
test_interim(void **state)
{
	(void)state;
	for (int continues = 0; continues <= 1; continues++) {
		const struct site site = {
			.answer = mirror, .continues = continues};
		struct asked a;
		struct question *q;

		begin(&a, &site);
		a.stage.context.timing.answer_ms = 200;
		q = question_add(&a.list, PROBE_INTERIM);
		question_ask(q, "POST", "/", "Host: h\r\n",
			"Content-Length: 1\r\nExpect: 100-continue\r\n");
		ask(&a);
		assert_int_equal(question_has_continue(q), continues);
		assert_int_equal(question_status(q, 0), 0);
		end(&a);
	}
}

static void
test_stopped(void **state)
{
	const struct site site = {.answer = mirror};
	const volatile bool stop = true;
	struct asked a;
	struct question *q;

	(void)state;
	begin(&a, &site);
	q = question_add(&a.list, PROBE_ASK);
	question_get(q, 0, "/", "Host: h\r\n");
	assert_false(question_list_ask(&a.list, &a.stage.context, 1, &stop));
	assert_int_equal(question_status(q, 0), 0);
	end(&a);
}

/* Idle connections harm nobody, or everybody. */
static void
test_crowd(void **state)
{
	(void)state;
	for (int serial = 0; serial <= 1; serial++) {
		struct site site = {.answer = mirror};
		struct peer_manner manner = site_manner;
		struct stage s;

		manner.serial = serial;
		stage_open(&s, &manner, &site);
		assert_int_equal(question_list_crowd(&s.context, "/", 5,
					 serial ? 200 : STAGE_ANSWER_MS, NULL),
			!serial);
		assert_int_equal(s.peer.n_connections, 5);
		stage_close(&s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shapes),
		cmocka_unit_test(test_requests),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_interim),
		cmocka_unit_test(test_stopped),
		cmocka_unit_test(test_crowd),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The same message with its defect mended: which one a case gets, and what it
 * means that it was refused as well.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "run/control.h"
#include "tests/play/case_text.h"
#include "tests/play/site.h"
#include "tests/play/stage.h"

#define CLOSE ", {expect: [{pass: [400, close]}]}"
#define HOST " HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n"

/* ---- which control ---- */

/* clang-format off */
static const struct {
	const char *steps;
	const char *control; /* NULL: the generic one */
	const char *what;
	const char *request; /* PORT stands for the port */
} rows[] = {
	{"{send: [\"GET {{target:ok}} HTTP/1.1\\r\\n\"]}" CLOSE, NULL,
		"GET /", "GET /" HOST "\r\n"},
	{"{send: [\"HEAD {{target:static}} HTTP/1.1\\r\\n\"]}" CLOSE, NULL,
		"HEAD /static/sample.txt", "HEAD /static/sample.txt" HOST
		"\r\n"},
	{"{send: [\"OPTIONS * HTTP/1.1\\r\\n\"]}" CLOSE, NULL,
		"OPTIONS /", "OPTIONS /" HOST "\r\n"},
	{"{send: [\"POST {{target:echo}} HTTP/1.1\\r\\n\","
		"\"Host: {{host}}\\r\\n\", \"content-length: x\\r\\n\"]}" CLOSE,
		NULL, "POST /echo", "POST /echo" HOST "\r\n"},
	{"{send: [\"POST {{target:echo}} HTTP/1.1\\r\\n\","
		"\"Content-Length: +5\\r\\n\"]}" CLOSE, NULL,
		"POST /echo with Content-Length", "POST /echo" HOST
		"Content-Length: 5\r\n\r\nhello"},
	{"{send: [\"POST {{target:body}} HTTP/1.1\\r\\n\","
		"\"Content-Length: 5\\r\\n\","
		"\"Transfer-Encoding: chunked\\r\\n\"]}" CLOSE, NULL,
		"POST /echo with Transfer-Encoding", "POST /echo" HOST
		"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"},
	{"{send: [\"GET {{target:missing}} HTTP/1.1\\r\\n\"]}" CLOSE, NULL,
		"GET /missing", "GET /missing" HOST "\r\n"},
	/* what is unusual is asked as GET */
	{"{send: [\"BREW {{target:static}} HTTP/1.1\\r\\n\"]}" CLOSE, NULL,
		"GET /static/sample.txt", "GET /static/sample.txt" HOST
		"\r\n"},
	{"{send: [\"GETS {{target:ok}} HTTP/1.1\\r\\n\"]}" CLOSE, NULL,
		"GET /", "GET /" HOST "\r\n"},
	{"{send: [\"get {{target:ok}} HTTP/1.1\\r\\n\"]}" CLOSE, NULL,
		"GET /", "GET /" HOST "\r\n"},
	{"{send: [\"\\0\\r\\n\"]}" CLOSE, NULL, "GET /", "GET /" HOST "\r\n"},
	/* calibration has seen these work, and a GET is refused there */
	{"{send: [\"PUT {{target:store}}.txt HTTP/1.1\\r\\n\","
		"\"Content-Length: 5\\r\\n\"]}" CLOSE, NULL,
		"GET /", "GET /" HOST "\r\n"},
	{"{send: [\"GET {{target:guarded}} HTTP/1.1\\r\\n\"]}" CLOSE, NULL,
		"GET /", "GET /" HOST "\r\n"},
	/* the first send decides */
	{"{pause: 1ms}, {send: [\"HEAD / HTTP/1.1\\r\\n\"]},"
		"{send: [\"POST {{target:echo}}\\r\\n\"]}" CLOSE, NULL,
		"HEAD /", "HEAD /" HOST "\r\n"},
	/* one of its own */
	{"{send: [\"GET {{target:ok}} HTTP/1.1\\r\\n\"]}" CLOSE,
		"[\"PUT {{target:echo}} HTTP/1.1\\r\\n\","
		"\"Host: {{host}}\\r\\n\\r\\n\"]",
		"the case's own control", "PUT /echo" HOST "\r\n"},
};
/* clang-format on */

/* Answers with a status, 0: closes; another one to messages with a defect. */
struct statuses {
	unsigned mended;
	unsigned defect;
};

static void
answer(const struct site_request *q, void *data)
{
	const struct statuses *s = data;
	bool defect = h1_head_field(q->head, H1_SPAN("X-Defect")).at != NULL;
	unsigned status = defect ? s->defect : s->mended;

	if (strcmp(q->path, "/missing") == 0)
		site_text(q, 404, "", "");
	else if (status == 0)
		peer_fin(q->connection);
	else
		site_text(q, status, "", "");
}

static void
expected(const struct stage *s, const char *text, struct octets *out)
{
	const char *port = strstr(text, "PORT");

	assert_non_null(port);
	assert_true(octets_append(out, text, (size_t)(port - text)));
	assert_true(octets_text(out, s->port));
	assert_true(octets_text(out, port + 4));
}

static void
test_which(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct case_text text = {
			.steps = rows[i].steps, .control = rows[i].control};
		struct test_case *c = case_text_read(&text);
		const struct result r = {.test_case = c};
		struct statuses statuses = {.mended = 204};
		struct site site = {.answer = answer, .data = &statuses};
		struct control_list list = {0};
		struct octets request = {0};
		struct stage s;

		stage_open(&s, &site_manner, &site);
		assert_true(control_ask_all(&list, &s.context, &r, 1, 1, NULL));
		assert_int_equal(list.n, 1);
		assert_string_equal(list.list[0]->what, rows[i].what);
		expected(&s, rows[i].request, &request);
		assert_true(octets_equal(&list.list[0]->probe.sends[0],
			&request));
		assert_true(octets_equal(&peer_nth(&s.peer, 0)->in, &request));
		assert_int_equal(list.list[0]->status,
			strstr(rows[i].what, "missing") != NULL ? 404 : 204);
		control_free(&list);
		octets_free(&request);
		stage_close(&s);
		case_free(c);
	}
}

/* Each is asked once, however many cases have it; a skip asks nothing. */
static void
test_once(void **state)
{
	struct test_case *get = case_text_steps(rows[0].steps);
	struct test_case *head = case_text_steps(rows[1].steps);
	const struct result results[] = {
		{.test_case = get},
		{.test_case = get},
		{.test_case = head, .judgement = {.verdict = VERDICT_SKIP}},
		{.test_case = get},
	};
	struct statuses statuses = {.mended = 200};
	struct site site = {.answer = answer, .data = &statuses};
	struct control_list list = {0};
	struct stage s;

	(void)state;
	stage_open(&s, &site_manner, &site);
	assert_true(control_ask_all(&list, &s.context, results, 4, 2, NULL));
	assert_int_equal(list.n, 1);
	assert_int_equal(site.n_requests, 1);
	control_free(&list);
	stage_close(&s);
	case_free(get);
	case_free(head);
}

/* ---- what it means ---- */

#define DEFECT                                                  \
	"{send: [\"GET / HTTP/1.1\\r\\nHost: {{host}}\\r\\n\"," \
	" \"X-Defect: 1\\r\\n\\r\\n\"]}"
#define OWN \
	"[\"GET / HTTP/1.1\\r\\nHost: {{host}}\\r\\nX-Mended: 1\\r\\n\\r\\n\"]"
#define PLAIN "{send: [\"GET / HTTP/1.1\\r\\nHost: {{host}}\\r\\n\\r\\n\"]}"
#define ANY ", {expect: [{fail: [any, close]}, {fail: [any, fate]}]}"
#define GETS(status) "the control gets " status ": GET /"

static const struct {
	const char *steps;
	const char *control;
	struct statuses statuses;
	const char *skip; /* the reason; NULL: it is judged as it is */
} meanings[] = {
	/* a refusal that the mended message does not get */
	{DEFECT ANY, NULL, {200, 400}, NULL},
	{DEFECT ANY, NULL, {204, 501}, NULL},
	{DEFECT ANY, NULL, {302, 400}, NULL},
	{DEFECT ANY, NULL, {200, 0}, NULL},
	/* one that it gets as well */
	{DEFECT ANY, NULL, {405, 400}, GETS("405")},
	{DEFECT ANY, NULL, {401, 401}, GETS("401")},
	{DEFECT ANY, NULL, {503, 500}, GETS("503")},
	{DEFECT ANY, NULL, {403, 0}, GETS("403")},
	{DEFECT ANY, NULL, {0, 400}, "the control is not answered: GET /"},
	{DEFECT ANY, NULL, {0, 0}, "the control is not answered: GET /"},
	{DEFECT ANY, OWN, {411, 400},
		"the control gets 411: the case's own control"},
	/* no refusal */
	{DEFECT ANY, NULL, {405, 200}, NULL},
	{DEFECT ANY, NULL, {405, 304}, NULL},
	/* a case that is its own control tests just that */
	{PLAIN ANY, NULL, {405, 200}, NULL},
	{PLAIN ANY, NULL, {0, 200}, NULL},
	{PLAIN ANY, OWN, {405, 200},
		"the control gets 405: the case's own control"},
};

static void
check_meaning(size_t i)
{
	const struct case_text text = {
		.steps = meanings[i].steps, .control = meanings[i].control};
	struct test_case *c = case_text_read(&text);
	struct statuses statuses = meanings[i].statuses;
	struct site site = {.answer = answer, .data = &statuses};
	struct control_list list = {0};
	struct result r = {.test_case = c};
	struct stage s;

	stage_open(&s, &site_manner, &site);
	assert_true(control_ask_all(&list, &s.context, &r, 1, 1, NULL));
	r.trace = stage_trace(&s, c);
	judge_play(c, NULL, r.trace, s.context.capabilities, &r.judgement);
	assert_int_equal(r.judgement.verdict, VERDICT_FAIL);
	control_apply(&list, &s.context, &r);
	if (meanings[i].skip == NULL) {
		assert_int_equal(r.judgement.verdict, VERDICT_FAIL);
		assert_non_null(r.judgement.outcome);
	} else {
		assert_int_equal(r.judgement.verdict, VERDICT_SKIP);
		assert_string_equal(r.judgement.reason, meanings[i].skip);
		assert_null(r.judgement.outcome);
	}
	trace_free(r.trace);
	control_free(&list);
	stage_close(&s);
	case_free(c);
}

static void
test_meanings(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
		check_meaning(i);
}

/* The canary's answer is no refusal, although it is a 404. */
static void
test_canary(void **state)
{
	struct test_case *c = case_text_steps(
		"{send: [\"\\r\\n\"]}, {expect: [{pass: [open]}]}");
	struct statuses statuses = {.mended = 405};
	struct site site = {.answer = answer, .data = &statuses};
	struct control_list list = {0};
	struct result r = {.test_case = c};
	struct stage s;

	(void)state;
	stage_open(&s, &site_manner, &site);
	assert_true(control_ask_all(&list, &s.context, &r, 1, 1, NULL));
	r.trace = stage_trace(&s, c);
	judge_play(c, NULL, r.trace, s.context.capabilities, &r.judgement);
	control_apply(&list, &s.context, &r);
	assert_int_equal(r.judgement.verdict, VERDICT_PASS);
	trace_free(r.trace);
	control_free(&list);
	stage_close(&s);
	case_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_which),
		cmocka_unit_test(test_once),
		cmocka_unit_test(test_meanings),
		cmocka_unit_test(test_canary),
	};

	return cmocka_run_group_tests(tests, case_text_set_up,
		case_text_tear_down);
}

/*
 * A case is played step by step against a server that follows a script.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/play/case_text.h"
#include "tests/play/script.h"
#include "tests/play/stage.h"
#include "tests/play/trace_items.h"

#define GET                                             \
	"{send: [\"GET {{target:ok}} HTTP/1.1\\r\\n\"," \
	" \"Host: {{host}}\\r\\n\\r\\n\"]}"
#define POST                                               \
	"{send: [\"POST {{target:echo}} HTTP/1.1\\r\\n\"," \
	" \"Host: {{host}}\\r\\nContent-Length: 5\\r\\n\\r\\n\"]}"
#define EXPECT(outcomes) ", {expect: [" outcomes "]}"

#define END "\r\n\r\n" /* of a request */
#define OK "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
#define LAST "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
#define BAD "HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n"
#define GO_ON "HTTP/1.1 100 Continue\r\n\r\n"
#define MISSING STAGE_CANARY_ANSWER

/* clang-format off */
static const struct {
	const char *steps;
	struct script script;
	const char *items;
	enum trace_end end;
	size_t end_expect;
} rows[] = {
	/* the canary */
	{GET EXPECT("{pass: [2xx, open]}"),
		{{{END, OK, 0}, {END, MISSING, 0}}},
		"200 []; 404 []", TRACE_ALIGNED, 0},
	{GET EXPECT("{pass: [2xx, open]}"),
		{{{END, OK, 0}, {END, OK, 0}}},
		"200 []; 200 []", TRACE_SHIFTED, 0},
	{GET EXPECT("{pass: [2xx, open]}"),
		{{{END, OK, 0}, {END, MISSING OK, 0}}},
		"200 []; 404 []; 200 []", TRACE_SHIFTED, 0},
	{GET EXPECT("{pass: [2xx, fate]}"),
		{{{END, OK, 0}, {END, NULL, SCRIPT_FIN}}},
		"200 []", TRACE_FIN, 0},
	{GET EXPECT("{pass: [2xx, fate]}"),
		{{{END, OK, 0}, {END, NULL, SCRIPT_RESET}}},
		"200 []", TRACE_RESET, 0},
	{"{send: [\"\\r\\n\\r\\n\"]}" EXPECT("{pass: [open]}"),
		{{{"\r\n\r\nGET", MISSING, 0}}},
		"404 []", TRACE_ALIGNED, 0},
	/* its answer may end with the connection */
	{GET EXPECT("{pass: [2xx, fate]}"),
		{{{END, OK, 0}, {END, "HTTP/1.1 404 No\r\n\r\n", SCRIPT_FIN}}},
		"200 []; 404 []", TRACE_FIN, 0},
	{GET EXPECT("{pass: [2xx, fate]}"),
		{{{END, OK, 0}, {END, "HTTP/1.1 200 OK\r\n\r\nother",
			SCRIPT_FIN}}},
		"200 []; 200 [other]", TRACE_SHIFTED, 0},
	{GET EXPECT("{pass: [2xx, fate]}"),
		{{{END, OK, 0}, {END, "HTTP/1.1 404 N", SCRIPT_FIN}}},
		"200 []; incomplete <HTTP/1.1 404 N>", TRACE_FIN, 0},
	/* not behind what is not whole, or not asked for */
	{GET EXPECT("{pass: [2xx, close]}"),
		{{{END, OK, 0}, {END, MISSING, 0}}},
		"200 []", TRACE_UNSEEN, 0},
	{GET EXPECT("{pass: [2xx, open]}"),
		{{{END, "rubbish\r\n", 0}, {END, MISSING, 0}}},
		"garbage VERSION_SYNTAX@0 <rubbish\r\n>", TRACE_UNSEEN, 0},

	/* the end of the connection */
	{GET EXPECT("{pass: [2xx, fate]}"),
		{{{END, OK, SCRIPT_FIN}}},
		"200 []", TRACE_FIN, 0},
	{GET EXPECT("{pass: [2xx, fate]}"),
		{{{END, "HTTP/1.1 200 OK\r\n\r\nto the end", SCRIPT_FIN}}},
		"200 [to the end]", TRACE_FIN, 0},
	{GET EXPECT("{pass: [close]}"),
		{{{END, NULL, SCRIPT_FIN}}},
		"", TRACE_FIN, 0},
	{GET EXPECT("{pass: [close]}"),
		{{{END, NULL, SCRIPT_RESET}}},
		"", TRACE_RESET, 0},
	{GET EXPECT("{pass: [2xx, close]}"),
		{{{END, OK, SCRIPT_RESET}}},
		"200 []", TRACE_RESET, 0},
	{GET EXPECT("{pass: [incomplete, close]}"),
		{{{END, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
			SCRIPT_RESET}}},
		"incomplete 200 [half]", TRACE_RESET, 0},
	{GET EXPECT("{pass: [incomplete, close]}"),
		{{{END, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
			SCRIPT_FIN}}},
		"incomplete 200 [half]", TRACE_FIN, 0},
	{GET EXPECT("{pass: [2xx, close]}"),
		{{{END, GO_ON OK, SCRIPT_FIN}}},
		"100 []; 200 []", TRACE_FIN, 0},

	/* half-close and silence */
	{POST ", half-close" EXPECT("{pass: [400, close]}"),
		{{{NULL, BAD, SCRIPT_FIN}}},
		"400 []", TRACE_FIN, 0},
	{POST ", half-close" EXPECT("{pass: [400, close]}"),
		{{{NULL, NULL, SCRIPT_RESET}}},
		"", TRACE_RESET, 0},
	{POST EXPECT("{pass: [silent]}"), {{{NULL, NULL, 0}}},
		"", TRACE_UNSEEN, 0},

	/* several expects */
	{POST EXPECT("{pass: [100]}") ", {send: [\"hello\"]}"
		EXPECT("{pass: [2xx, open]}"),
		{{{END, GO_ON, 0}, {"hello", OK, 0}, {END, MISSING, 0}}},
		"100 []; 200 []; 404 []", TRACE_ALIGNED, 1},
	{POST EXPECT("{pass: [silent]}") ", {send: [\"hello\"]}"
		EXPECT("{pass: [2xx, close]}"),
		{{{"hello", OK, SCRIPT_FIN}}},
		"200 []", TRACE_FIN, 1},
	{POST EXPECT("{pass: [100]}") ", {send: [\"hello\"]}"
		EXPECT("{pass: [2xx, open]}"),
		{{{END, BAD, 0}, {"hello", OK, 0}}},
		"400 []", TRACE_UNSEEN, 0},
	{POST EXPECT("{pass: [100]}") ", {send: [\"hello\"]}"
		EXPECT("{pass: [2xx, close]}"),
		{{{END, GO_ON, 0}, {"hello", NULL, SCRIPT_RESET}}},
		"100 []", TRACE_RESET, 1},
	{POST EXPECT("{pass: [100]}") ", {send: [\"hello\"]}"
		EXPECT("{pass: [2xx, close]}"),
		{{{END, NULL, SCRIPT_FIN}}},
		"", TRACE_FIN, 0},
	/* an answer that says that it is the last: the close is its own */
	{POST EXPECT("{pass: [2xx]}") ", {send: [\"hello\"]}"
		EXPECT("{pass: [2xx, close]}"),
		{{{END, LAST, SCRIPT_FIN}}},
		"200 []", TRACE_FIN, 0},
};
/* clang-format on */

static void
play_row(size_t i)
{
	struct script script = rows[i].script;
	struct test_case *c = case_text_steps(rows[i].steps);
	struct stage s;
	struct trace *t;

	stage_open(&s, &script_manner, &script);
	t = stage_trace(&s, c);
	trace_items_are(t, rows[i].items);
	assert_string_equal(trace_end_name(t->end),
		trace_end_name(rows[i].end));
	assert_int_equal(t->end_expect, rows[i].end_expect);
	assert_int_equal(s.peer.n_connections, 1);
	trace_free(t);
	stage_close(&s);
	case_free(c);
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		play_row(i);
}

/* What comes breaks the silence; then the end is waited for. */
static void
test_no_silence(void **state)
{
	struct script script = {{{END, BAD, SCRIPT_FIN}}};
	struct test_case *c = case_text_steps(POST EXPECT("{pass: [silent]}"));
	struct stage s;
	struct trace *t;

	(void)state;
	stage_open(&s, &script_manner, &script);
	s.context.timing.quiet_ms = STAGE_ANSWER_MS;
	t = stage_trace(&s, c);
	trace_items_are(t, "400 []");
	assert_int_equal(t->end, TRACE_FIN);
	trace_free(t);
	stage_close(&s);
	case_free(c);
}

/* Without a canary the end is not known, and nothing is sent for it. */
static void
test_no_canary(void **state)
{
	struct script script = {{{END, OK, 0}, {END, OK, 0}}};
	struct test_case *c =
		case_text_steps(GET EXPECT("{pass: [2xx, open]}"));
	struct stage s;
	struct trace *t;

	(void)state;
	stage_open(&s, &script_manner, &script);
	s.context.canary = NULL;
	t = stage_trace(&s, c);
	trace_items_are(t, "200 []");
	assert_int_equal(t->end, TRACE_UNSEEN);
	assert_false(t->canary_sent);
	trace_free(t);
	stage_close(&s);
	case_free(c);
}

/* An unanswered canary is waited for as long as an answer. */
static void
test_deaf(void **state)
{
	struct script script = {{{END, OK, 0}}};
	struct test_case *c =
		case_text_steps(GET EXPECT("{pass: [2xx, open]}"));
	struct stage s;
	struct trace *t;

	(void)state;
	stage_open(&s, &script_manner, &script);
	s.context.timing.answer_ms = 80;
	t = stage_trace(&s, c);
	trace_items_are(t, "200 []");
	assert_int_equal(t->end, TRACE_SHIFTED);
	assert_true(t->canary_sent);
	trace_free(t);
	stage_close(&s);
	case_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_no_silence),
		cmocka_unit_test(test_no_canary),
		cmocka_unit_test(test_deaf),
	};

	return cmocka_run_group_tests(tests, case_text_set_up,
		case_text_tear_down);
}

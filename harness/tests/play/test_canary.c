/*
 * What came behind the canary tells whether both sides still agree about where
 * messages begin and end.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "play/canary.h"
#include "tests/play/trace_items.h"

#define OK "HTTP/1.1 200 OK\r\n"
#define EMPTY OK "Content-Length: 0\r\n\r\n"
#define TOKEN OK "Content-Length: 5\r\n\r\ntoken"
#define MISSING "HTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\nno"

enum kind {
	BY_STATUS,
	BY_CONTENT,
};

/* clang-format off */
static const struct {
	const char *before; /* answers to the case */
	const char *behind; /* what came behind the canary */
	enum kind kind;
	enum trace_end end;
} rows[] = {
	{"", "", BY_STATUS, TRACE_UNSEEN},
	{EMPTY, "", BY_STATUS, TRACE_UNSEEN},
	{EMPTY, MISSING, BY_STATUS, TRACE_ALIGNED},
	{"", MISSING, BY_STATUS, TRACE_ALIGNED},
	/* only what came behind it counts */
	{MISSING, "", BY_STATUS, TRACE_UNSEEN},
	{MISSING, MISSING, BY_STATUS, TRACE_ALIGNED},
	/* not whole yet */
	{EMPTY, "HTTP/1.1 4", BY_STATUS, TRACE_UNSEEN},
	{EMPTY, "HTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\nn", BY_STATUS,
		TRACE_UNSEEN},
	/* somebody else's */
	{EMPTY, EMPTY, BY_STATUS, TRACE_SHIFTED},
	{EMPTY, "HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n", BY_STATUS,
		TRACE_SHIFTED},
	{EMPTY, "rubbish\r\n", BY_STATUS, TRACE_SHIFTED},
	/* one too many */
	{EMPTY, MISSING EMPTY, BY_STATUS, TRACE_SHIFTED},
	{EMPTY, MISSING MISSING, BY_STATUS, TRACE_SHIFTED},
	{EMPTY, EMPTY MISSING, BY_STATUS, TRACE_SHIFTED},
	{EMPTY, MISSING "rubbish\r\n", BY_STATUS, TRACE_SHIFTED},
	{EMPTY, MISSING "HTTP", BY_STATUS, TRACE_SHIFTED},
	/* the server was about to close */
	{EMPTY, "HTTP/1.1 408 Late\r\nContent-Length: 0\r\n\r\n", BY_STATUS,
		TRACE_FIN},
	/* interim responses stand before any final one */
	{EMPTY, "HTTP/1.1 100 \r\n\r\n", BY_STATUS, TRACE_UNSEEN},
	{EMPTY, "HTTP/1.1 103 \r\n\r\n" MISSING, BY_STATUS, TRACE_ALIGNED},
	{EMPTY, "HTTP/1.1 103 \r\n\r\n" EMPTY, BY_STATUS, TRACE_SHIFTED},
	/* told apart by content */
	{EMPTY, TOKEN, BY_CONTENT, TRACE_ALIGNED},
	{EMPTY, EMPTY, BY_CONTENT, TRACE_SHIFTED},
	{EMPTY, OK "Content-Length: 6\r\n\r\ntokens", BY_CONTENT,
		TRACE_SHIFTED},
	{EMPTY, OK "Transfer-Encoding: chunked\r\n\r\n"
		"2\r\nto\r\n3\r\nken\r\n0\r\n\r\n", BY_CONTENT, TRACE_ALIGNED},
	{EMPTY, "HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\ntoken",
		BY_CONTENT, TRACE_SHIFTED},
	/* by status alone, whatever the content */
	{EMPTY, "HTTP/1.1 404 No\r\nContent-Length: 5\r\n\r\nother", BY_STATUS,
		TRACE_ALIGNED},
};
/* clang-format on */

static void
test_reads(void **state)
{
	static const char request[] = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
	struct canary by_status = {.status = 404};
	struct canary by_content = {.status = 200, .has_content = true};

	(void)state;
	assert_true(octets_text(&by_content.content, "token"));
	assert_true(octets_text(&by_content.request, request));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trace *t = trace_new();

		assert_non_null(t);
		trace_items_sent(t, request);
		trace_items_came(t, rows[i].before, strlen(rows[i].before), 99);
		assert_true(trace_canary(t, request, sizeof(request) - 1, 1));
		trace_items_came(t, rows[i].behind, strlen(rows[i].behind), 99);
		if (canary_reads(rows[i].kind == BY_STATUS ? &by_status
							   : &by_content,
			    t) != rows[i].end)
			fail_msg("row %zu: not %s", i,
				trace_end_name(rows[i].end));
		trace_free(t);
	}
	canary_free(&by_status);
	canary_free(&by_content);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

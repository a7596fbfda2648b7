#include "tests/judge/hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/play/trace_items.h"

#define GET "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

static struct test_case *
read_steps(const char *before, const char *outcomes, const char *behind)
{
	struct octets steps = {0};
	struct test_case *c;

	assert_true(octets_format(&steps, "%s{expect: [%s]}%s", before,
		outcomes, behind));
	assert_true(octets_append(&steps, "", 1));
	c = case_text_steps((const char *)steps.at);
	octets_free(&steps);
	return c;
}

struct test_case *
hand_case(const char *outcomes)
{
	return read_steps("{send: [\"GET\"]}, ", outcomes, "");
}

struct test_case *
hand_case_of_two(const char *outcomes)
{
	return read_steps("{send: [\"GET\"]}, ", outcomes,
		", {send: [\"GET\"]}, {expect: [{pass: [2xx, fate]}]}");
}

struct test_case *
hand_case_of_reset(const char *outcomes)
{
	return read_steps("{send: [\"GET\"]}, reset, ", outcomes, "");
}

struct trace *
hand_trace(const char *came, enum trace_end end)
{
	static const char answer[] =
		"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
	struct trace *t = trace_new();

	assert_non_null(t);
	trace_items_sent(t, GET);
	trace_items_came(t, came, strlen(came), SIZE_MAX);
	if (end == TRACE_ALIGNED || end == TRACE_SHIFTED) {
		assert_true(trace_canary(t, GET, sizeof(GET) - 1, 1));
		trace_items_came(t, answer, sizeof(answer) - 1, SIZE_MAX);
	}
	trace_ended(t, end, 2);
	return t;
}

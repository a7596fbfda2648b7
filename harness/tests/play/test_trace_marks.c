/*
 * What a trace notes of its items beside their octets: to which step they
 * belong, whether they were early, when they came.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/play/trace_items.h"

#define OK "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

static struct trace *
new_trace(void)
{
	struct trace *t = trace_new();

	assert_non_null(t);
	return t;
}

static void
send_at(struct trace *t, const char *text, bool last, uint64_t us)
{
	assert_true(trace_sent(t, text, strlen(text), last, us));
}

static void
come_at(struct trace *t, const char *text, uint64_t us)
{
	assert_true(trace_received(t, text, strlen(text), us));
}

/* Whole, half, or merely begun: what came before the last send is early. */
static void
test_early(void **state)
{
	static const char *const before[] = {OK, "HTTP/1.1 2",
		"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n", "rubbish\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
		struct trace *t = new_trace();

		send_at(t, "GET /", false, 1);
		come_at(t, before[i], 2);
		assert_false(t->items[0].early);
		send_at(t, " HTTP/1.1\r\n\r\n", true, 3);
		assert_true(t->items[0].early);
		trace_free(t);
	}
}

static void
test_not_early(void **state)
{
	struct trace *t = new_trace();

	(void)state;
	send_at(t, "GET / HTTP/1.1\r\n", false, 1);
	send_at(t, "\r\n", true, 2);
	come_at(t, OK, 3);
	/* what belongs to an expect that is over stays as it is */
	trace_next_expect(t);
	send_at(t, "GET / HTTP/1.1\r\n", false, 4);
	come_at(t, OK, 5);
	send_at(t, "\r\n", true, 6);
	come_at(t, OK, 7);
	assert_int_equal(t->n_items, 3);
	assert_false(t->items[0].early);
	assert_true(t->items[1].early);
	assert_false(t->items[2].early);
	trace_free(t);
}

static void
test_expects(void **state)
{
	struct trace *t = new_trace();

	(void)state;
	assert_int_equal(t->end_expect, SIZE_MAX);
	send_at(t, "GET / HTTP/1.1\r\n\r\n", true, 1);
	come_at(t, "HTTP/1.1 100 \r\n\r\n" OK OK, 2);
	assert_int_equal(trace_n_final_now(t), 2);
	trace_next_expect(t);
	assert_int_equal(trace_n_final_now(t), 0);
	come_at(t, OK "HTTP/1.1 ", 3);
	assert_int_equal(trace_n_final_now(t), 1);
	assert_int_equal(trace_n_final(t), 3);
	assert_true(trace_is_growing(t));
	trace_ended(t, TRACE_FIN, 4);
	assert_int_equal(t->end_expect, 1);
	assert_int_equal(t->end_us, 4);
	assert_int_equal(t->items[2].expect, 0);
	assert_int_equal(t->items[3].expect, 1);
	assert_int_equal(t->items[4].expect, 1);
	trace_free(t);
}

/* The canary's answer is not one of the case's. */
static void
test_canary(void **state)
{
	static const char request[] = "HEAD /canary HTTP/1.1\r\n\r\n";
	struct trace *t = new_trace();

	(void)state;
	send_at(t, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", true, 1);
	come_at(t, OK, 2);
	assert_true(trace_canary(t, request, sizeof(request) - 1, 3));
	come_at(t, "HTTP/1.1 404 No\r\nContent-Length: 9\r\n\r\n", 4);
	trace_items_are(t, "200 []; 404 []");
	assert_false(t->items[0].canary);
	assert_true(t->items[1].canary);
	assert_int_equal(trace_n_final(t), 1);
	assert_int_equal(t->out.len,
		strlen("GET / HTTP/1.1\r\nHost: a\r\n\r\n") + sizeof(request) -
			1);
	trace_free(t);
}

static void
test_segments(void **state)
{
	static const struct trace_segment wanted[] = {
		{true, 0, 3, 10},
		{true, 3, 2, 20},
		{false, 0, 4, 30},
		{true, 5, 1, 40},
		{false, 4, 2, 50},
	};
	struct trace *t = new_trace();

	(void)state;
	send_at(t, "GET", false, 10);
	send_at(t, " /", false, 20);
	come_at(t, "HTTP", 30);
	send_at(t, " ", true, 40);
	come_at(t, "/1", 50);
	assert_int_equal(t->n_segments, 5);
	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(t->segments[i].out, wanted[i].out);
		assert_int_equal(t->segments[i].off, wanted[i].off);
		assert_int_equal(t->segments[i].len, wanted[i].len);
		assert_int_equal(t->segments[i].at_us, wanted[i].at_us);
	}
	assert_int_equal(t->items[0].first_us, 30);
	assert_int_equal(t->items[0].last_us, 50);
	trace_free(t);
}

static void
test_latency(void **state)
{
	struct trace *t = new_trace();

	(void)state;
	assert_int_equal(trace_latency_us(t), 0);
	send_at(t, "GET /", false, 100);
	send_at(t, " HTTP/1.1\r\n\r\n", true, 5000);
	assert_int_equal(trace_latency_us(t), 0);
	come_at(t, "H", 5250);
	come_at(t, &OK[1], 9000);
	send_at(t, "GET / HTTP/1.1\r\n\r\n", true, 9500);
	come_at(t, OK, 9600);
	assert_int_equal(trace_latency_us(t), 250);
	trace_free(t);
}

static void
test_tolerated(void **state)
{
	static const struct {
		const char *came;
		bool tolerated;
	} rows[] = {
		{OK, false},
		{"HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n", true},
		{"HTTP/1.1 200 OK\r\nA : b\r\nContent-Length: 0\r\n\r\n", true},
		{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
		 "1\r\nx\r\n0\r\nA: b\r\n\r\n",
			false},
		{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
		 "0\r\nA : b\r\n\r\n",
			true},
		{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
		 "0\r\nA: b\n\r\n",
			true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trace *t = new_trace();

		come_at(t, rows[i].came, 1);
		assert_int_equal(t->items[0].kind, ITEM_RESPONSE);
		assert_int_equal(trace_head(t, 0)->tolerated != 0,
			rows[i].tolerated);
		trace_free(t);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_early),
		cmocka_unit_test(test_not_early),
		cmocka_unit_test(test_expects),
		cmocka_unit_test(test_canary),
		cmocka_unit_test(test_segments),
		cmocka_unit_test(test_latency),
		cmocka_unit_test(test_tolerated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

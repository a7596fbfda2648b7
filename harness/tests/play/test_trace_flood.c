/*
 * Not more is kept of one connection than there is room for, and what is left
 * out is told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/play/trace_items.h"

#define SMALL "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

static struct trace *
new_trace(void)
{
	struct trace *t = trace_new();

	assert_non_null(t);
	return t;
}

static void
test_items(void **state)
{
	struct trace *t = new_trace();

	(void)state;
	for (size_t i = 0; i < TRACE_ITEMS_MAX; i++) {
		assert_true(trace_received(t, SMALL, sizeof(SMALL) - 1, i));
		assert_false(t->flooded);
	}
	assert_int_equal(t->n_items, TRACE_ITEMS_MAX);
	assert_false(trace_received(t, "H", 1, 256));
	assert_true(t->flooded);
	assert_int_equal(t->n_items, TRACE_ITEMS_MAX);
	assert_int_equal(trace_n_final(t), TRACE_ITEMS_MAX);
	trace_free(t);
}

static void
test_items_at_once(void **state)
{
	struct octets came = {0};
	struct trace *t = new_trace();

	(void)state;
	assert_true(octets_repeat(&came, SMALL, sizeof(SMALL) - 1,
		TRACE_ITEMS_MAX + 1));
	assert_false(trace_received(t, came.at, came.len, 1));
	assert_true(t->flooded);
	assert_int_equal(t->n_items, TRACE_ITEMS_MAX);
	octets_free(&came);
	trace_free(t);
}

/* What is left out does not depend on how the octets are cut: all that comes
 * behind the last item, in its read and in those that follow. */
static void
test_items_cut(void **state)
{
	static const size_t steps[] = {1, 1000, SIZE_MAX};
	const size_t kept = TRACE_ITEMS_MAX * (sizeof(SMALL) - 1);
	struct octets came = {0};

	(void)state;
	assert_true(octets_repeat(&came, SMALL, sizeof(SMALL) - 1,
		TRACE_ITEMS_MAX + 60));
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct trace *t = new_trace();
		size_t n = 0;

		for (size_t at = 0; at < came.len; at += n) {
			n = came.len - at < steps[i] ? came.len - at : steps[i];
			(void)trace_received(t, came.at + at, n, 1);
		}
		assert_true(t->flooded);
		assert_int_equal(t->n_items, TRACE_ITEMS_MAX);
		assert_int_equal(t->in.len, kept);
		n = t->n_segments;
		assert_int_not_equal(t->segments[n - 1].len, 0);
		assert_int_equal(t->segments[n - 1].off +
					 t->segments[n - 1].len,
			kept);
		trace_free(t);
	}
	octets_free(&came);
}

/* A response that fills the room to the last octet, and one more octet. */
static void
test_octets(void **state)
{
	static const char head[] = "HTTP/1.1 200 OK\r\n\r\n";
	struct octets content = {0};
	struct trace *t = new_trace();

	(void)state;
	assert_true(octets_repeat(&content, "x", 1,
		TRACE_IN_MAX - (sizeof(head) - 1)));
	assert_true(trace_received(t, head, sizeof(head) - 1, 1));
	assert_true(trace_received(t, content.at, content.len, 2));
	assert_false(t->flooded);
	assert_false(trace_received(t, "x", 1, 3));
	assert_true(t->flooded);
	assert_int_equal(t->in.len, TRACE_IN_MAX);
	assert_int_equal(t->items[0].content.len, content.len);
	octets_free(&content);
	trace_free(t);
}

/* Several responses that are larger together than the room: what is left out
 * is told at once, also where an item begins in the last octets. */
static void
test_octets_of_many(void **state)
{
	static const char head[] =
		"HTTP/1.1 200 OK\r\nContent-Length: 262000\r\n\r\n";
	struct octets came = {0};
	struct trace *t = new_trace();

	(void)state;
	for (int i = 0; i < 5; i++) {
		assert_true(octets_text(&came, head));
		assert_true(octets_repeat(&came, "x", 1, 262000));
	}
	assert_false(trace_received(t, came.at, came.len, 1));
	assert_true(t->flooded);
	assert_int_equal(t->in.len, TRACE_IN_MAX);
	assert_int_equal(t->n_items, 5);
	octets_free(&came);
	trace_free(t);
}

/* Field lines: as many as are kept, and one more. */
static void
test_fields(void **state)
{
	static const size_t counts[] = {TRACE_FIELDS_MAX, TRACE_FIELDS_MAX + 1};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct octets came = {0};
		struct trace *t = new_trace();

		assert_true(octets_text(&came, "HTTP/1.1 204 No\r\n"));
		assert_true(octets_repeat(&came, "A: b\r\n", 6, counts[i]));
		assert_true(octets_text(&came, "\r\n"));
		assert_true(trace_received(t, came.at, came.len, 1));
		assert_int_equal(t->n_items, 1);
		if (i == 0) {
			assert_int_equal(t->items[0].kind, ITEM_RESPONSE);
			assert_int_equal(trace_head(t, 0)->fields.n, counts[i]);
		} else {
			assert_int_equal(t->items[0].kind, ITEM_GARBAGE);
			assert_int_equal(t->items[0].error.code,
				H1_E_TOO_MANY_FIELDS);
		}
		octets_free(&came);
		trace_free(t);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_items),
		cmocka_unit_test(test_items_at_once),
		cmocka_unit_test(test_items_cut),
		cmocka_unit_test(test_octets),
		cmocka_unit_test(test_octets_of_many),
		cmocka_unit_test(test_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

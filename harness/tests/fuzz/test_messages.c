/*
 * The same seed gives the same messages; and those that leave this machine have
 * no method that changes something.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fuzz/messages.h"

#define MESSAGES 3000

static const struct octets seeds[] = {
	{(uint8_t *)"GET / HTTP/1.1\r\nHost: a\r\n\r\n", 27, 0},
	{(uint8_t *)"POST / HTTP/1.1\r\nHost: a\r\n"
		    "Content-Length: 5\r\n\r\nhello",
		52, 0},
};

static struct messages
messages(bool harmless)
{
	return (struct messages){
		.seeds = (struct octets *)(uintptr_t)seeds,
		.n = 2,
		.harmless = harmless,
	};
}

static void
test_same(void **state)
{
	const struct messages m = messages(false);
	struct octets a = {0}, b = {0};
	size_t n_sent = 0, n_other = 0, n_next = 0;

	(void)state;
	for (uint64_t i = 0; i < MESSAGES; i++) {
		assert_true(messages_make(&m, 7, i, &a));
		assert_true(messages_make(&m, 7, i, &b));
		assert_true(octets_equal(&a, &b));
		assert_true(a.len <= MESSAGE_MAX);
		n_sent += a.len > 0;
		assert_true(messages_make(&m, 8, i, &b));
		n_other += !octets_equal(&a, &b);
		assert_true(messages_make(&m, 7, i + 1, &b));
		n_next += !octets_equal(&a, &b);
	}
	assert_in_range(n_sent, MESSAGES / 2, MESSAGES);
	assert_in_range(n_other, MESSAGES / 2, MESSAGES);
	assert_in_range(n_next, MESSAGES / 2, MESSAGES);
	octets_free(&a);
	octets_free(&b);
}

static void
test_harmless(void **state)
{
	const struct messages m = messages(true);
	struct octets o = {0};
	size_t n_sent = 0;

	(void)state;
	for (uint64_t i = 0; i < MESSAGES; i++) {
		assert_true(messages_make(&m, 7, i, &o));
		assert_true(o.len == 0 || message_is_harmless(&o));
		n_sent += o.len > 0;
	}
	assert_in_range(n_sent, MESSAGES / 8, MESSAGES);
	octets_free(&o);
}

static bool
is_harmless(const char *text)
{
	struct octets o = {0};
	bool harmless;

	assert_true(octets_text(&o, text));
	harmless = message_is_harmless(&o);
	octets_free(&o);
	return harmless;
}

static void
test_is_harmless(void **state)
{
	(void)state;
	assert_true(is_harmless("GET / HTTP/1.1\r\n"));
	assert_false(is_harmless("POST / HTTP/1.1\r\n"));
	assert_false(is_harmless("GET / HTTP/1.1\r\n\r\npUt / HTTP/1.1\r\n"));
	assert_false(is_harmless("DELETE"));
}

/* What cases need, and how dangerous they are, decides. */
static void
test_take(void **state)
{
	struct octets octets = seeds[0];
	struct wire_part part = {WIRE_OCTETS, .octets = octets, .times = 1};
	struct step step = {.kind = STEP_SEND, .send = {&part, 1}};
	const char *dos[] = {"dos"};
	struct test_case cases[] = {
		{.role = "server", .steps = &step, .n_steps = 1},
		{.role = "server", .steps = &step, .n_steps = 1, .needs = 2},
		{.role = "server", .steps = &step, .n_steps = 1, .needs = 1},
		{.role = "client", .steps = &step, .n_steps = 1},
		{.role = "server",
			.steps = &step,
			.n_steps = 1,
			.tags = dos,
			.n_tags = 1},
	};
	const struct test_case *list[] = {
		&cases[0], &cases[1], &cases[2], &cases[3], &cases[4]};
	const struct wire_values values = {.host = "a"};
	struct messages m = {0};

	(void)state;
	assert_true(messages_take(&m, list, 5, &values, 1));
	assert_int_equal(m.n, 2);
	messages_free(&m);
	assert_false(messages_take(&m, &list[3], 2, &values, 1));
	messages_free(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_harmless),
		cmocka_unit_test(test_is_harmless),
		cmocka_unit_test(test_take),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

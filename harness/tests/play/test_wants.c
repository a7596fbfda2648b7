/*
 * The states that outcomes name decide for what the player waits.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "play/wants.h"
#include "tests/play/case_text.h"

/* S: silence, C: canary, A: canary alone, L: alive. */
static const struct {
	const char *outcomes;
	const char *wants;
} rows[] = {
	{"{pass: [400, close]}", ""},
	{"{pass: [400, fin]}, {warn: [reset]}", ""},
	{"{pass: [any, close]}", ""},
	{"{pass: [{any: 2}]}", ""},
	{"{pass: [silent]}", "S"},
	{"{pass: [400, close]}, {note: [silent]}", "S"},
	{"{pass: [400, open]}", "C"},
	{"{pass: [400, fate]}", "C"},
	{"{fail: [400, shifted]}, {pass: [400, close]}", "C"},
	{"{pass: [open]}", "CA"},
	{"{pass: [fate]}", "CA"},
	{"{pass: [400, close]}, {warn: [shifted]}", "CA"},
	{"{pass: [2xx, open]}, {warn: [open]}", "CA"},
};

static void
check(size_t row, const struct wants *w)
{
	char got[5];
	size_t n = 0;

	if (w->silence)
		got[n++] = 'S';
	if (w->canary)
		got[n++] = 'C';
	if (w->canary_alone)
		got[n++] = 'A';
	if (w->alive)
		got[n++] = 'L';
	got[n] = '\0';
	assert_string_equal(got, rows[row].wants);
}

static void
test_states(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct octets steps = {0};
		struct test_case *c;
		struct wants w;

		assert_true(octets_format(&steps,
			"{send: [\"GET\"]}, {expect: [%s]}", rows[i].outcomes));
		assert_true(octets_append(&steps, "", 1));
		c = case_text_steps((const char *)steps.at);
		w = wants_of(case_expect(c, 0));
		check(i, &w);
		case_free(c);
		octets_free(&steps);
	}
}

/* The most final responses of an outcome that passes. */
static void
test_answers(void **state)
{
	static const struct {
		const char *outcomes;
		size_t answers;
	} answers[] = {
		{"{pass: [fate]}", 0},
		{"{pass: [100, fate]}", 0},
		{"{pass: [400, close]}, {warn: [2xx, 4xx, fate]}", 1},
		{"{pass: [fate]}, {pass: [100, final, 404, open]}", 2},
		{"{pass: [any, close]}", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		struct octets steps = {0};
		struct test_case *c;

		assert_true(octets_format(&steps,
			"{send: [\"GET\"]}, {expect: [%s]}%c",
			answers[i].outcomes, '\0'));
		c = case_text_steps((const char *)steps.at);
		assert_int_equal(wants_of(case_expect(c, 0)).answers,
			answers[i].answers);
		case_free(c);
		octets_free(&steps);
	}
}

static void
test_alive(void **state)
{
	struct test_case *c = case_text_steps(
		"{send: [\"GET\"]}, reset, {expect: [{pass: [alive]}]}");
	struct wants w = wants_of(case_expect(c, 0));

	(void)state;
	assert_true(w.alive);
	assert_false(w.canary || w.canary_alone || w.silence);
	case_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_alive),
	};

	return cmocka_run_group_tests(tests, case_text_set_up,
		case_text_tear_down);
}

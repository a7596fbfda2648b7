/*
 * When a connection may be made.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "play/pace.h"

#define MS UINT64_C(1000000)

/* Turns that are asked for at `now_ns`, one row behind the other. */
static const struct {
	uint64_t now_ns;
	uint64_t wait_ms;
} rows[] = {
	{1000 * MS, 0}, /* the first at once */
	{1000 * MS, 20},
	{1000 * MS, 40},
	{1010 * MS, 50},     /* at 1060 */
	{1010 * MS + 1, 70}, /* rounded up */
	{1085 * MS, 15},
	{1120 * MS, 0}, /* just in time */
	{9000 * MS, 0}, /* nothing is saved up meanwhile */
	{9000 * MS, 20},
};

static void
test_turns(void **state)
{
	struct pace pace = {.interval_ns = 20 * MS};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(pace_turn_ms(&pace, rows[i].now_ns),
			rows[i].wait_ms);
}

static void
test_no_limit(void **state)
{
	struct pace pace = {0};

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(pace_turn_ms(&pace, 7), 0);
		assert_int_equal(pace_turn_ms(NULL, 7), 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_turns),
		cmocka_unit_test(test_no_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The buffer and the arena: what is put in comes out, and limits hold.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "case/arena.h"
#include "case/octets.h"

static void
test_append(void **state)
{
	struct octets o = {0};

	(void)state;
	assert_true(octets_append(&o, NULL, 0));
	assert_true(octets_text(&o, "ab"));
	assert_true(octets_append(&o, "\0c", 2));
	assert_true(octets_repeat(&o, "xy", 2, 3));
	assert_true(octets_repeat(&o, "xy", 2, 0));
	assert_true(octets_format(&o, "%d|%s", 42, "z"));
	assert_int_equal(o.len, 14);
	assert_memory_equal(o.at, "ab\0cxyxyxy42|z", 14);
	octets_clear(&o);
	assert_int_equal(o.len, 0);
	octets_free(&o);
	assert_null(o.at);
}

/* A refused append leaves the buffer as it was. */
static void
test_limit(void **state)
{
	struct octets o = {0};

	(void)state;
	assert_true(octets_text(&o, "ab"));
	assert_false(octets_repeat(&o, "x", 1, OCTETS_MAX - 1));
	assert_false(octets_repeat(&o, "xyz", 3, SIZE_MAX / 2));
	assert_false(octets_append(&o, "x", OCTETS_MAX));
	assert_int_equal(o.len, 2);
	assert_memory_equal(o.at, "ab", 2);
	octets_free(&o);
}

static void
test_equal(void **state)
{
	struct octets a = {0};
	struct octets b = {0};

	(void)state;
	assert_true(octets_equal(&a, &b));
	assert_true(octets_append(&a, "a\0b", 3));
	assert_false(octets_equal(&a, &b));
	assert_true(octets_append(&b, "a\0c", 3));
	assert_false(octets_equal(&a, &b));
	b.at[2] = 'b';
	assert_true(octets_equal(&a, &b));
	octets_free(&a);
	octets_free(&b);
}

static const struct {
	const char *needle;
	size_t len;
	size_t from;
	size_t found;
} finds[] = {
	{"ab", 2, 0, 0},
	{"ab", 2, 1, 3},
	{"b\0a", 3, 0, 4},
	{"ab", 2, 4, 6},
	{"ab", 2, 7, SIZE_MAX},
	{"x", 1, 0, SIZE_MAX},
	{"", 0, 5, 5},
	{"", 0, 8, 8},
	{"", 0, 9, SIZE_MAX},
	{"aba", 3, 0, 0},
	{"abb", 3, 0, SIZE_MAX},
	{"aababXabx", 9, 0, SIZE_MAX},
};

static void
test_find(void **state)
{
	/*                     0  3  6 */
	static const char text[] = "abaab\0ab";
	struct octets o = {0};

	(void)state;
	assert_int_equal(octets_find(&o, 0, "a", 1), SIZE_MAX);
	assert_true(octets_append(&o, text, 8));
	for (size_t i = 0; i < sizeof(finds) / sizeof(finds[0]); i++)
		assert_int_equal(octets_find(&o, finds[i].from, finds[i].needle,
					 finds[i].len),
			finds[i].found);
	octets_free(&o);
}

static void
test_arena(void **state)
{
	struct arena *a = arena_new();
	char *text;
	uint8_t *large;
	uint64_t *numbers;

	(void)state;
	assert_non_null(a);
	text = arena_copy(a, "a\0b", 3);
	assert_memory_equal(text, "a\0b\0", 4);
	numbers = arena_alloc(a, 3, sizeof(*numbers));
	assert_int_equal((uintptr_t)numbers % sizeof(*numbers), 0);
	assert_true(numbers[0] == 0 && numbers[2] == 0);
	large = arena_alloc(a, 1, 1000000);
	assert_int_equal(large[999999], 0);
	large[999999] = 1;
	assert_non_null(arena_alloc(a, 0, 8));
	assert_null(arena_alloc(a, SIZE_MAX / 2, 3));
	assert_string_equal(arena_text(a, "xyz"), "xyz");
	assert_memory_equal(text, "a\0b\0", 4);
	arena_free(a);
	arena_free(NULL);
}

static void
test_line(void **state)
{
	(void)state;
	assert_int_equal(octets_line((const uint8_t *)"", 0), 0);
	assert_int_equal(octets_line((const uint8_t *)"ab", 2), 2);
	assert_int_equal(octets_line((const uint8_t *)"ab\n", 2), 2);
	assert_int_equal(octets_line((const uint8_t *)"ab\n", 3), 3);
	assert_int_equal(octets_line((const uint8_t *)"\r\n\n", 3), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_append),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_equal),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_arena),
		cmocka_unit_test(test_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

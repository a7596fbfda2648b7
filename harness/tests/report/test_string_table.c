#include "fixture.h"

#include <string.h>

#include "report/string_table.h"

static json_int_t
number(struct string_table *t, const void *at, size_t len)
{
	json_t *n = string_table_number(t, at, len);
	json_int_t value = n == NULL ? -1 : json_integer_value(n);

	json_decref(n);
	return value;
}

static void
test_equal_strings_have_one_number(void **state)
{
	struct string_table t;
	json_t *strings;

	(void)state;
	assert_true(string_table_init(&t, 4096));
	assert_int_equal(number(&t, "a\r\n", 3), 0);
	assert_int_equal(number(&t, "", 0), 1);
	assert_int_equal(number(&t, "a\0b", 3), 2);
	assert_int_equal(number(&t, "a\0c", 3), 3);
	assert_int_equal(number(&t, "\xe9", 1), 4);
	assert_int_equal(number(&t, "a\r\n", 3), 0);
	assert_int_equal(number(&t, "a\0b", 3), 2);
	strings = string_table_take(&t);
	assert_int_equal(json_array_size(strings), 5);
	assert_string_equal(json_string_value(json_array_get(strings, 4)),
		"\xc3\xa9");
	assert_false(t.failed);
	json_decref(strings);
	string_table_free(&t);
}

/* Numbers cost as well: what has no room for one has none for a known string
 * either. */
static void
test_room(void **state)
{
	static const struct {
		const char *string;
		size_t room; /* that it just takes: of the JSON, and twice 8 */
	} rows[] = {
		{"", 16},
		{"hello", 21},
		{"\r\n", 28},
		{"<", 22},
		{"\xff", 18},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t len = strlen(rows[i].string);
		struct string_table t;

		assert_true(string_table_init(&t, rows[i].room - 1));
		assert_int_equal(number(&t, rows[i].string, len), -1);
		assert_int_equal(t.room, 0);
		assert_false(t.failed);
		string_table_free(&t);
		assert_true(string_table_init(&t, rows[i].room));
		assert_int_equal(number(&t, rows[i].string, len), 0);
		assert_int_equal(number(&t, rows[i].string, len), -1);
		string_table_free(&t);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equal_strings_have_one_number),
		cmocka_unit_test(test_room),
	};

	return cmocka_run_group_tests_name("string_table", tests, NULL, NULL);
}

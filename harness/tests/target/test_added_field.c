/*
 * Which field lines a user may add.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "target/added_field.h"

#define NO_LINE "\"Name: value\", the name a token"
#define TAKEN "a field other than those that frame messages and connections"
#define NO_VALUE \
	"a value without control characters, and without white space at its end"

static const struct {
	const char *line;
	const char *problem; /* NULL: none */
} rows[] = {
	{"Authorization: Basic YTpi", NULL},
	{"a:b", NULL},
	{"X-A!#$%&'*+-.^_`|~: b\tc \xE9", NULL},
	{"Hosts: a", NULL},
	{"", NO_LINE},
	{"a", NO_LINE},
	{":", NO_LINE},
	{": a", NO_LINE},
	{"a b: c", NO_LINE},
	{"a : c", NO_LINE},
	{"a\r: c", NO_LINE},
	{"\xE9: c", NO_LINE},
	{"a:", NO_VALUE},
	{"a:  ", NO_VALUE},
	{"a: b ", NO_VALUE},
	{"a: b\t", NO_VALUE},
	{"a: b\r\nX: y", NO_VALUE},
	{"a: b\n", NO_VALUE},
	{"a: \x7F", NO_VALUE},
	{"Host: a", TAKEN},
	{"content-length: 1", TAKEN},
	{"Transfer-Encoding: chunked", TAKEN},
	{"CONNECTION: close", TAKEN},
	{"te: trailers", TAKEN},
};

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *problem = added_field_problem(rows[i].line);

		if (rows[i].problem == NULL)
			assert_null(problem);
		else if (problem == NULL)
			fail_msg("accepted: %s", rows[i].line);
		else
			assert_string_equal(problem, rows[i].problem);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests_name("added_field", tests, NULL, NULL);
}

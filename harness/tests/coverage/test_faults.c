#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "coverage/faults.h"

static struct variant variants[] = {{.name = "lower"}, {.name = "upper"}};

static const struct test_case a_case = {
	.id = "server/chunked/size-sign",
	.variants = variants,
	.n_variants = 2,
};

static void
test_globs(void **state)
{
	static const struct {
		const char *cases;
		bool wanted;
	} rows[] = {
		{"server/chunked/size-sign", true},
		{"server/chunked/size-sign*", true},
		{"server/chunked/*", true},
		{"*", true},
		{"*sign", true},
		{"*s*s*s*", true},
		{"server/*/size-*n", true},
		{"other  server/chunked/size-sign ", true},
		{"server/chunked/size-sign[upper]", true},
		{"server/chunked/size-sign[*]", true},
		{"*[lower]", true},
		{"", false},
		{" ", false},
		{"server/chunked/size-sig", false},
		{"server/chunked", false},
		{"server/chunked/size-sign?", false},
		{"server/chunked/size-sign[middle]", false},
		{"*x*", false},
		{"other", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct fault_row fault = {.cases = rows[i].cases};

		assert_int_equal(fault_names(&fault, &a_case), rows[i].wanted);
	}
}

static void
test_table(void **state)
{
	size_t n;
	const struct fault_row *rows = faults_rows(&n);

	(void)state;
	assert_true(n > 0);
	for (size_t i = 0; i < n; i++) {
		const char *at = rows[i].cases;
		char glob[FAULT_GLOB_MAX];

		assert_true(rows[i].name[0] != '\0');
		assert_true(fault_glob(&at, glob));
		while (fault_glob(&at, glob))
			;
		assert_int_equal(at[strspn(at, " ")], '\0');
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_globs),
		cmocka_unit_test(test_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

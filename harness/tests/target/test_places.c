/*
 * Where h1d and the packages of npm are looked for, in order.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "target/places.h"

static void
set(const char *name, const char *value)
{
	if (value == NULL)
		assert_int_equal(unsetenv(name), 0);
	else
		assert_int_equal(setenv(name, value, 1), 0);
}

static void
test_npm(void **state)
{
	static const struct {
		const char *named, *cache, *home; /* NULL: not set */
		const char *place;
	} rows[] = {
		{"/n", "/c", "/h", "/n"},
		{NULL, "/c", "/h", "/c/assay/npm"},
		{"", "", "/h", "/h/.cache/assay/npm"},
		{NULL, NULL, NULL, "/.cache/assay/npm"},
	};
	char out[TARGET_PLACE_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		set("ASSAY_NPM", rows[i].named);
		set("XDG_CACHE_HOME", rows[i].cache);
		set("HOME", rows[i].home);
		target_place_npm(out, sizeof(out));
		assert_string_equal(out, rows[i].place);
	}
}

/* This program is in the build tree, as h1d is. */
static void
test_h1d(void **state)
{
	char out[TARGET_PLACE_MAX];

	(void)state;
	set("H1D", "/opt/h1d");
	target_place_h1d(out, sizeof(out));
	assert_string_equal(out, "/opt/h1d");
	set("H1D", "");
	target_place_h1d(out, sizeof(out));
	assert_non_null(strstr(out, "/reference/server/h1d"));
	assert_int_equal(access(out, X_OK), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_npm),
		cmocka_unit_test(test_h1d),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

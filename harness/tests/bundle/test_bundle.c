/*
 * What is built in is what the folder of the sources holds: the same names in
 * the same order, and the same octets.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bundle/bundle.h"

#define FILE_MAX ((size_t)4 << 20)

static const struct files on_disk = {.root = CASES_DIR};

struct comparison {
	struct diagnostics diagnostics;
	size_t next;
};

static bool
compare(void *context, const char *name)
{
	struct comparison *c = context;
	const struct built_in *other = &bundle_cases[c->next++];
	struct octets content = {0};

	assert_true(c->next <= bundle_n_cases);
	assert_string_equal(other->name, name);
	assert_true(files_read(&on_disk, name, FILE_MAX, &content,
		&c->diagnostics));
	assert_int_equal(other->len, content.len);
	assert_memory_equal(other->at, content.at, content.len);
	octets_free(&content);
	return true;
}

static void
test_same(void **state)
{
	static const char *const folders[] = {
		"client", "proxy", "requirements", "server"};
	struct comparison c = {0};

	(void)state;
	assert_true(compare(&c, "RENAMED"));
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		if (files_has(&on_disk, folders[i]))
			assert_true(files_each(&on_disk, folders[i], compare,
				&c, &c.diagnostics));
	assert_int_equal(c.next, bundle_n_cases);
	assert_true(c.next > 100);
	assert_int_equal(diagnostics_count(&c.diagnostics), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

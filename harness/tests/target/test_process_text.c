/*
 * The texts of a target file with its placeholders replaced, and what its
 * version command prints.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "target/process.h"

static void
test_expand(void **state)
{
	static const struct {
		const char *text;
		const char *expanded; /* NULL: refused */
	} rows[] = {
		{"", ""},
		{"plain { } }} text", "plain { } }} text"},
		{"{{port}}", "8080"},
		{"a{{port}}b{{port}}", "a8080b8080"},
		{"{{run}}/{{dir}}", "/run/folder//dir"},
		{"{{h1d}} {{npm}}", "/opt/h1d /opt/npm"},
		{"{{}}", NULL},
		{"{{PORT}}", NULL},
		{"{{ port }}", NULL},
		{"{{port", NULL},
		{"{{port}", NULL},
		{"{{host}}", NULL},
		{"{{{port}}}", NULL},
	};
	char directory[] = "/dir";
	const struct target_file file = {.directory = directory};
	const struct target_process p = {
		.file = &file, .port = "8080", .run = "/run/folder"};

	(void)state;
	assert_int_equal(setenv("H1D", "/opt/h1d", 1), 0);
	assert_int_equal(setenv("ASSAY_NPM", "/opt/npm", 1), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *text = target_process_expand(&p, rows[i].text);

		if (rows[i].expanded == NULL) {
			assert_null(text);
			continue;
		}
		assert_non_null(text);
		assert_string_equal(text, rows[i].expanded);
		free(text);
	}
}

/* A file whose folder is not known cannot speak of it. */
static void
test_expand_without_folder(void **state)
{
	const struct target_file file = {0};
	const struct target_process p = {.file = &file};

	(void)state;
	assert_null(target_process_expand(&p, "{{dir}}"));
}

static void
test_version(void **state)
{
	static const struct {
		const char *command;
		const char *version;
	} rows[] = {
		{NULL, ""},
		{"echo nginx/1.2; echo more", "nginx/1.2"},
		{"printf 'a\\033[31mb\\ttc'", "a[31mbtc"},
		{"echo {{port}}", "8080"},
		{"echo {{what}}", ""},
		{"exit 1", ""},
		{"echo abcdefghijklmnopqrstuvwxyz", "abcdefghijklmno"},
	};
	char out[16];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct target_file file = {.version = rows[i].command};
		const struct target_process p = {.file = &file, .port = "8080"};

		target_process_version(&p, out, sizeof(out));
		assert_string_equal(out, rows[i].version);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_expand),
		cmocka_unit_test(test_expand_without_folder),
		cmocka_unit_test(test_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

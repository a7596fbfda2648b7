/*
 * A folder of target files, and what of them is installed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "target/catalogue.h"

static char folder[] = "/tmp/assay-test-catalogue-XXXXXX";

/* All files that the tests make. */
static const struct {
	const char *name;
	const char *text;
} files[] = {
	{"b.yaml", "name: bee\nurl: x\nsets: [small, large]\n"},
	{"a.yaml", "name: ant\nurl: x\nsets: small\n"},
	{"C.yaml", "name: cat\nurl: x\n"},
	{".d.yaml", "name: hidden\nurl: x\n"},
	{".yaml", "name: nameless\nurl: x\n"},
	{"e.yml", "not looked at"},
	{"command", "#!/bin/sh\n"},
};
#define N_FILES (sizeof(files) / sizeof(files[0]))

static void
path_of(char *out, size_t room, const char *name)
{
	(void)snprintf(out, room, "%s/%s", folder, name);
}

static void
write_file(const char *name, const char *text)
{
	char path[64];
	FILE *f;

	path_of(path, sizeof(path), name);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static int
set_up(void **state)
{
	char path[64];

	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	for (size_t i = 0; i < N_FILES; i++)
		write_file(files[i].name, files[i].text);
	path_of(path, sizeof(path), "command");
	return chmod(path, 0700);
}

static int
tear_down(void **state)
{
	char path[64];

	(void)state;
	for (size_t i = 0; i < N_FILES; i++) {
		path_of(path, sizeof(path), files[i].name);
		(void)unlink(path);
	}
	return rmdir(folder);
}

/* In the order of octets, the hidden ones left out. */
static void
test_folder(void **state)
{
	static const char *const names[] = {"cat", "ant", "bee"};
	struct catalogue c = {.n = 0};
	struct diagnostics d = {0};

	(void)state;
	assert_true(catalogue_add_all(&c, folder, &d));
	assert_int_equal(c.n, 3);
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(c.entries[i].file.name, names[i]);
	assert_non_null(strstr(c.entries[0].path, "/C.yaml"));
	catalogue_free(&c);
	diagnostics_free(&d);
}

static void
test_broken(void **state)
{
	struct catalogue c = {.n = 0};
	struct diagnostics d = {0};

	(void)state;
	write_file("b.yaml", "name: bee\n");
	assert_false(catalogue_add_all(&c, folder, &d));
	assert_int_equal(c.n, 2); /* the others are there all the same */
	assert_int_equal(diagnostics_count(&d), 1);
	assert_non_null(strstr(d.list[0].file, "/b.yaml"));
	assert_false(catalogue_add_all(&c, "/nonexistent", &d));
	assert_int_equal(diagnostics_count(&d), 2);
	catalogue_free(&c);
	diagnostics_free(&d);
	write_file(files[0].name, files[0].text);
}

static void
test_sets(void **state)
{
	struct catalogue c = {.n = 0};
	struct diagnostics d = {0};

	(void)state;
	assert_true(catalogue_add_all(&c, folder, &d));
	assert_false(target_is_in(&c.entries[0].file, "small"));
	assert_true(target_is_in(&c.entries[0].file, "all"));
	assert_true(target_is_in(&c.entries[1].file, "small"));
	assert_false(target_is_in(&c.entries[1].file, "large"));
	assert_true(target_is_in(&c.entries[2].file, "large"));
	assert_false(target_is_in(&c.entries[2].file, "larg"));
	catalogue_free(&c);
	diagnostics_free(&d);
}

static void
test_needs(void **state)
{
	static const struct {
		const char *needs[2];
		const char *lacks; /* NULL: nothing */
	} rows[] = {
		{{"/bin/sh", NULL}, NULL},
		{{"command", NULL}, NULL}, /* in PATH, which is two folders */
		{{"commander", NULL}, "commander"},
		{{"e.yml", NULL}, "e.yml"}, /* no program */
		{{"{{dir}}/e.yml", NULL}, NULL},
		{{"/bin/sh", "/nonexistent/x"}, "/nonexistent/x"},
		{{"/nonexistent/x", "nope"}, "/nonexistent/x"},
		{{"{{what}}/x", NULL}, "{{what}}/x"},
		{{NULL, NULL}, NULL},
	};
	char path[80];
	const char *was = getenv("PATH");
	char *before = strdup(was == NULL ? "" : was);

	(void)state;
	(void)snprintf(path, sizeof(path), "/nonexistent:%s", folder);
	assert_int_equal(setenv("PATH", path, 1), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *needs[2] = {rows[i].needs[0], rows[i].needs[1]};
		const size_t n = needs[0] == NULL   ? 0
				 : needs[1] == NULL ? 1
						    : 2;
		const struct target_file file = {
			.name = "x",
			.needs = {needs, n},
			.directory = folder,
		};
		char *lacks = target_lacks(&file);

		if (rows[i].lacks == NULL)
			assert_null(lacks);
		else
			assert_string_equal(lacks, rows[i].lacks);
		free(lacks);
	}
	assert_int_equal(setenv("PATH", before, 1), 0);
	free(before);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_folder),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_sets),
		cmocka_unit_test(test_needs),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

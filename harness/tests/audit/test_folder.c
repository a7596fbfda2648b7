/*
 * The folder of an audit: made with those around it, and its files.
 */
#include <errno.h>
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

#include "audit/folder.h"

static char root[] = "/tmp/assay-test-folder-XXXXXX";

static int
set_up(void **state)
{
	(void)state;
	return mkdtemp(root) == NULL ? -1 : chdir(root);
}

static int
tear_down(void **state)
{
	static const char *const folders[] = {"a/b/c", "a/b", "a", "d"};

	(void)state;
	(void)unlink("file");
	(void)unlink("other");
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		(void)rmdir(folders[i]);
	return chdir("/") == 0 ? rmdir(root) : -1;
}

static void
write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void
test_make(void **state)
{
	static const struct {
		const char *path;
		int error; /* 0: it is there then */
	} rows[] = {
		{"d", 0},
		{"d", 0}, /* as it was */
		{"d/", 0},
		{"a/b/c", 0},
		{"./a//b/c/", 0},
		{".", 0},
		{"/tmp", 0},
		{"file", ENOTDIR},
		{"file/x", ENOTDIR},
		{"/proc/none/x", ENOENT},
	};
	struct stat st;

	(void)state;
	write_file("file", "");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		errno = 0;
		if (folder_make(rows[i].path) != (rows[i].error == 0))
			fail_msg("%s: %s", rows[i].path, strerror(errno));
		if (rows[i].error != 0)
			assert_int_equal(errno, rows[i].error);
		else
			assert_true(stat(rows[i].path, &st) == 0 &&
				    S_ISDIR(st.st_mode));
	}
}

static void
test_last_line(void **state)
{
	static const struct {
		const char *text;
		const char *line;
	} rows[] = {
		{"", ""},
		{"\n\n", ""},
		{"one", "one"},
		{"one\ntwo\n", "two"},
		{"one\ntwo\n\n\n", "two"},
		{"\ntwo", "two"},
		{"a\tb\x7F\n", "a?b?"},
		{"longer than there is room for", "longer than the"},
	};
	char line[16];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		write_file("file", rows[i].text);
		folder_last_line("file", line, sizeof(line));
		assert_string_equal(line, rows[i].line);
	}
	folder_last_line("none", line, sizeof(line));
	assert_string_equal(line, "");
}

static void
test_append(void **state)
{
	char line[16];

	(void)state;
	write_file("file", "one\n");
	write_file("other", "two\n");
	folder_append("file", "other");
	folder_last_line("other", line, sizeof(line));
	assert_string_equal(line, "one");
	folder_append("none", "other"); /* nothing to add */
	folder_append("other", "file");
	folder_last_line("file", line, sizeof(line));
	assert_string_equal(line, "one");
}

static void
test_file(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(folder_file(arena, "a/b", "nginx", "json"),
		"a/b/nginx.json");
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_make),
		cmocka_unit_test(test_last_line),
		cmocka_unit_test(test_append),
		cmocka_unit_test(test_file),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

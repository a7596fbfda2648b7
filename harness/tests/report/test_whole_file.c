#include "fixture.h"

#include "report/whole_file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct place {
	char directory[32];
	char path[48];
};

static int
setup(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	if (p == NULL)
		return -1;
	strcpy(p->directory, "/tmp/assay-test-XXXXXX");
	if (mkdtemp(p->directory) == NULL)
		return -1;
	(void)snprintf(p->path, sizeof(p->path), "%s/out", p->directory);
	*state = p;
	return 0;
}

static int
teardown(void **state)
{
	struct place *p = *state;

	(void)unlink(p->path);
	(void)rmdir(p->directory);
	free(p);
	return 0;
}

static size_t
count_files(const char *directory)
{
	DIR *d = opendir(directory);
	const struct dirent *entry;
	size_t n = 0;

	assert_non_null(d);
	while ((entry = readdir(d)) != NULL)
		n += entry->d_name[0] != '.';
	(void)closedir(d);
	return n;
}

static void
check_content(const char *path, const char *wanted)
{
	FILE *f = fopen(path, "r");
	struct octets got = {0};

	assert_non_null(f);
	fixture_read(f, &got);
	fixture_same_text(&got, wanted);
	octets_free(&got);
	(void)fclose(f);
}

static void
write_text(const char *path, const char *text, bool keep)
{
	struct whole_file f;

	assert_true(whole_file_open(&f, path));
	assert_true(fputs(text, f.out) >= 0);
	assert_true(whole_file_close(&f, keep));
}

static void
test_appears_when_closed(void **state)
{
	const struct place *p = *state;
	struct whole_file f;
	struct stat st;

	assert_true(whole_file_open(&f, p->path));
	assert_int_equal(stat(p->path, &st), -1);
	assert_true(fputs("new\n", f.out) >= 0);
	assert_true(whole_file_close(&f, true));
	check_content(p->path, "new\n");
	assert_int_equal(count_files(p->directory), 1);
}

static void
test_not_kept(void **state)
{
	const struct place *p = *state;

	write_text(p->path, "old\n", true);
	write_text(p->path, "half", false);
	check_content(p->path, "old\n");
	assert_int_equal(count_files(p->directory), 1);
}

/* A link is followed, as a shell's redirection would: /dev/stdout is one. */
static void
test_links_stay(void **state)
{
	const struct place *p = *state;
	struct octets other = {0};
	struct stat st;

	assert_true(octets_format(&other, "%s-other%c", p->path, '\0'));
	assert_int_equal(symlink((char *)other.at, p->path), 0);
	write_text(p->path, "new\n", true);
	assert_int_equal(lstat(p->path, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	check_content((char *)other.at, "new\n");
	(void)unlink((char *)other.at);
	octets_free(&other);
}

static void
test_no_such_directory(void **state)
{
	struct whole_file f;

	(void)state;
	errno = 0;
	assert_false(whole_file_open(&f, "/nonexistent/assay/report.json"));
	assert_int_equal(errno, ENOENT);
}

static void
test_full_device(void **state)
{
	struct whole_file f;

	(void)state;
	assert_true(whole_file_open(&f, "/dev/full"));
	assert_true(fputs("text\n", f.out) >= 0);
	errno = 0;
	assert_false(whole_file_close(&f, true));
	assert_int_equal(errno, ENOSPC);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_appears_when_closed, setup,
			teardown),
		cmocka_unit_test_setup_teardown(test_not_kept, setup, teardown),
		cmocka_unit_test_setup_teardown(test_links_stay, setup,
			teardown),
		cmocka_unit_test(test_no_such_directory),
		cmocka_unit_test(test_full_device),
	};

	return cmocka_run_group_tests_name("whole file", tests, NULL, NULL);
}

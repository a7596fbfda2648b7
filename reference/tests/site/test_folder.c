/* No path leads out of a folder, with openat2(2) or without. */

#include "site/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "scratch.h"

static void
make(void)
{
	assert_int_equal(mkdir("in", 0755), 0);
	assert_int_equal(mkdir("in/sub", 0755), 0);
	assert_int_equal(mkdir("in/sub/sub", 0755), 0);
	assert_int_equal(mkdir("in/.hidden", 0755), 0);
	write_file("in/file", "1", 1);
	write_file("in/sub/file", "2", 1);
	write_file("in/.hidden/file", "3", 1);
	write_file("out", "4", 1);
	assert_int_equal(symlink("file", "in/link"), 0);
	assert_int_equal(symlink("sub", "in/folder"), 0);
	assert_int_equal(symlink("../../file", "in/sub/sub/up"), 0);
	assert_int_equal(symlink("../out", "in/out"), 0);
	assert_int_equal(symlink("..", "in/above"), 0);
	assert_int_equal(symlink("/", "in/root"), 0);
}

static const struct {
	const char *path;
	char content;  /* of a file; '/' for a folder, 0 for nothing */
	char followed; /* the same if links are followed */
} rows[] = {
	{"/", '/', '/'},
	{"/file", '1', '1'},
	{"/sub/file", '2', '2'},
	{"/sub", '/', '/'},
	{"/sub/", '/', '/'},
	{"/sub/sub/", '/', '/'},
	{"/file/", 0, 0},
	{"/file/x", 0, 0},
	{"", 0, 0},
	{"file", 0, 0},
	{"//file", 0, 0},
	{"//", 0, 0},
	{"/./file", 0, 0},
	{"/sub/../file", 0, 0},
	{"/../out", 0, 0},
	{"/..", 0, 0},
	{"/.hidden/file", 0, 0},
	{"/.hidden/", 0, 0},
	{"/sub//file", 0, 0},
	{"/none", 0, 0},
	{"/link", 0, '1'},
	{"/folder/file", 0, '2'},
	{"/folder/", 0, '/'},
	{"/sub/sub/up", 0, '1'},
	{"/out", 0, 0},
	{"/above/out", 0, 0},
	{"/root/etc/passwd", 0, 0},
};

/* What is at `path`: as in the rows. */
static char
look(const struct folder *folder, const char *path)
{
	int descriptor = folder_open(folder, text_of(path), O_RDONLY);
	struct stat st;
	char content = '/';

	if (descriptor < 0) {
		assert_false(folder_busy(errno));
		return 0;
	}
	assert_int_equal(fstat(descriptor, &st), 0);
	if (!S_ISDIR(st.st_mode))
		assert_int_equal(read(descriptor, &content, 1), 1);
	close(descriptor);
	return content;
}

static void
keeps_inside(void **state)
{
	struct folder folder;
	size_t i;

	(void)state;
	make();
	assert_true(folder_init(&folder, "in", false));
	for (i = 0; i < 2 * N_ROWS(rows); i++) {
		folder.beneath = folder.beneath && i < N_ROWS(rows);
		if (look(&folder, rows[i % N_ROWS(rows)].path) !=
			rows[i % N_ROWS(rows)].content)
			fail_msg("%s", rows[i % N_ROWS(rows)].path);
	}
	folder_free(&folder);
}

static void
follows_inside(void **state)
{
	struct folder folder;
	size_t i;

	(void)state;
	if (!folder_init(&folder, "in", true)) {
		assert_int_equal(errno, ENOSYS);
		skip();
	}
	for (i = 0; i < N_ROWS(rows); i++) {
		if (look(&folder, rows[i].path) != rows[i].followed)
			fail_msg("%s", rows[i].path);
	}
	folder_free(&folder);
}

static void
limits_paths(void **state)
{
	static uint8_t path[FOLDER_PATH_MAX + 1];
	struct folder folder;
	size_t i;

	(void)state;
	assert_true(folder_init(&folder, "in", false));
	memset(path, 'x', sizeof(path));
	for (i = 0; i < sizeof(path); i += 2)
		path[i] = '/';
	assert_int_equal(folder_open(&folder,
				 (struct h1_span){path, sizeof(path)},
				 O_RDONLY),
		-1);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(folder_open(&folder, (struct h1_span){path, 80},
				 O_RDONLY),
		-1);
	assert_int_equal(errno, ENOENT);
	folder_free(&folder);
	assert_false(folder_init(&folder, "none", false));
	assert_int_equal(errno, ENOENT);
}

static void
splits_paths(void **state)
{
	(void)state;
	assert_true(h1_span_equal(folder_parent(H1_SPAN("/a/b")),
		H1_SPAN("/a/")));
	assert_true(h1_span_equal(folder_name(H1_SPAN("/a/b")), H1_SPAN("b")));
	assert_true(h1_span_equal(folder_parent(H1_SPAN("/a/")),
		H1_SPAN("/a/")));
	assert_int_equal(folder_name(H1_SPAN("/a/")).len, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_inside),
		cmocka_unit_test(follows_inside),
		cmocka_unit_test(limits_paths),
		cmocka_unit_test(splits_paths),
	};

	return cmocka_run_group_tests(tests, scratch_enter, scratch_leave);
}

/*
 * A folder on disk and the same files built in give the same names and octets,
 * and refuse alike.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "case/files.h"

static const struct built_in built_in[] = {
	{"requirements/a.tsv", "a", 1},
	{"server/x/one.yaml", "one\0?", 5},
	{"server/x/two.yaml", "", 0},
	{"serverless/y.yaml", "y", 1},
};

#define N_BUILT_IN (sizeof(built_in) / sizeof(built_in[0]))

struct place {
	char root[32];
	struct files disk, inside;
	struct diagnostics diagnostics;
	struct octets seen; /* a name and ";" for each */
};

static char *
path_in(const struct place *p, const char *name)
{
	static char path[200];

	(void)snprintf(path, sizeof(path), "%s/%s", p->root, name);
	return path;
}

static void
write_file(const struct place *p, const struct built_in *file)
{
	FILE *out = fopen(path_in(p, file->name), "wb");

	assert_non_null(out);
	assert_int_equal(fwrite(file->at, 1, file->len, out), file->len);
	assert_int_equal(fclose(out), 0);
}

static int
set_up(void **state)
{
	static const char *const folders[] = {
		"requirements", "server", "server/x", "serverless"};
	struct place *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	(void)snprintf(p->root, sizeof(p->root), "files-XXXXXX");
	assert_non_null(mkdtemp(p->root));
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		assert_int_equal(mkdir(path_in(p, folders[i]), 0700), 0);
	for (size_t i = 0; i < N_BUILT_IN; i++)
		write_file(p, &built_in[i]);
	p->disk = (struct files){.root = p->root};
	p->inside = (struct files){NULL, built_in, N_BUILT_IN};
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;
	char command[80];

	(void)snprintf(command, sizeof(command), "rm -r %s", p->root);
	assert_int_equal(system(command), 0); /* NOLINT(cert-env33-c) */
	diagnostics_free(&p->diagnostics);
	octets_free(&p->seen);
	free(p);
	return 0;
}

static bool
note(void *context, const char *name)
{
	struct place *p = context;

	assert_true(octets_format(&p->seen, "%s;", name));
	return strstr(name, "refused") == NULL;
}

static void
expect_names(struct place *p, const struct files *files, const char *folder,
	const char *names)
{
	octets_clear(&p->seen);
	assert_true(files_each(files, folder, note, p, &p->diagnostics));
	assert_true(octets_append(&p->seen, "", 1));
	assert_string_equal((const char *)p->seen.at, names);
}

static void
test_names(void **state)
{
	struct place *p = *state;
	const struct files *both[] = {&p->disk, &p->inside};

	for (size_t i = 0; i < 2; i++) {
		expect_names(p, both[i], "server",
			"server/x/one.yaml;server/x/two.yaml;");
		expect_names(p, both[i], "",
			"requirements/a.tsv;server/x/one.yaml;"
			"server/x/two.yaml;serverless/y.yaml;");
		assert_true(files_has(both[i], "server/x"));
		assert_false(files_has(both[i], "serv"));
		assert_false(files_has(both[i], "server/x/one.yaml"));
	}
}

static void
test_content(void **state)
{
	struct place *p = *state;
	const struct files *both[] = {&p->disk, &p->inside};

	for (size_t i = 0; i < 2; i++) {
		struct octets content = {0};

		assert_true(files_read(both[i], "server/x/one.yaml", 5,
			&content, &p->diagnostics));
		assert_int_equal(content.len, 5);
		assert_memory_equal(content.at, "one\0?", 5);
		assert_false(files_read(both[i], "server/x/one.yaml", 4,
			&content, &p->diagnostics));
		assert_false(files_read(both[i], "server/x", 4, &content,
			&p->diagnostics));
		octets_free(&content);
	}
	assert_int_equal(p->diagnostics.n, 4);
	assert_string_equal(p->diagnostics.list[2].file, "server/x/one.yaml");
}

static void
test_what_is_refused(void **state)
{
	struct place *p = *state;
	const struct built_in refused = {"server/x/refused.yaml", "", 0};

	assert_false(files_each(&p->disk, "nowhere", note, p, &p->diagnostics));
	assert_int_equal(p->diagnostics.n, 1);
	assert_int_equal(symlink("/etc/passwd", path_in(p, "server/link")), 0);
	assert_false(files_each(&p->disk, "server", note, p, &p->diagnostics));
	assert_int_equal(p->diagnostics.n, 2);
	assert_string_equal(p->diagnostics.list[1].text,
		"expected a file or a folder, found a symbolic link");
	assert_int_equal(unlink(path_in(p, "server/link")), 0);
	write_file(p, &refused);
	assert_false(files_each(&p->disk, "server", note, p, &p->diagnostics));
	assert_int_equal(p->diagnostics.n, 2);
}

/* A tree that was made to exhaust the stack. */
static void
test_depth(void **state)
{
	struct place *p = *state;
	char name[80] = "server";
	size_t len = strlen(name);

	for (size_t i = 0; i < 20; i++, len += 2) {
		memcpy(name + len, "/d", sizeof("/d"));
		assert_int_equal(mkdir(path_in(p, name), 0700), 0);
	}
	assert_false(files_each(&p->disk, "server", note, p, &p->diagnostics));
	assert_int_equal(p->diagnostics.n, 1);
	assert_string_equal(p->diagnostics.list[0].text,
		"expected less deep folders");
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_names),
		TEST(test_content),
		TEST(test_what_is_refused),
		TEST(test_depth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

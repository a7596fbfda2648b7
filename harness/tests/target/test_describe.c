/*
 * Target files: what they say, and where they are wrong.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "target/describe.h"

static char folder[] = "/tmp/assay-test-describe-XXXXXX";
static char path[sizeof(folder) + 8];

static int
set_up(void **state)
{
	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	(void)snprintf(path, sizeof(path), "%s/t.yaml", folder);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	(void)unlink(path);
	return rmdir(folder);
}

static void
write_file(const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
	assert_int_equal(fclose(f), 0);
}

static void
test_all_keys(void **state)
{
	struct arena *arena = arena_new();
	struct diagnostics d = {0};
	struct target_file file;
	char *real;

	(void)state;
	write_file("name: some server\n"
		   "start: \"exec server -p {{port}}\"   # in the foreground\n"
		   "url: \"http://127.0.0.1:{{port}}/\"\n"
		   "version: \"server -v\"\n"
		   "routes:\n"
		   "  ok: \"/a\"\n"
		   "  missing: \"/b\"\n"
		   "  body: /c\n"
		   "  echo: \"/d?e\"\n"
		   "  fields: \"/f\"\n"
		   "  static: \"/g\"\n"
		   "  effect: \"/h\"\n"
		   "  store: /i/\n");
	assert_true(target_file_read(&file, arena, path, &d));
	assert_string_equal(file.name, "some server");
	assert_string_equal(file.start, "exec server -p {{port}}");
	assert_string_equal(file.url, "http://127.0.0.1:{{port}}/");
	assert_string_equal(file.version, "server -v");
	assert_string_equal(file.routes[ROUTE_OK], "/a");
	assert_string_equal(file.routes[ROUTE_MISSING], "/b");
	assert_string_equal(file.routes[ROUTE_BODY], "/c");
	assert_string_equal(file.routes[ROUTE_ECHO], "/d?e");
	assert_string_equal(file.routes[ROUTE_FIELDS], "/f");
	assert_string_equal(file.routes[ROUTE_STATIC], "/g");
	assert_string_equal(file.routes[ROUTE_EFFECT], "/h");
	assert_string_equal(file.routes[ROUTE_STORE], "/i/");
	real = realpath(folder, NULL);
	assert_non_null(real);
	assert_string_equal(file.directory, real);
	free(real);
	assert_int_equal(diagnostics_count(&d), 0);
	diagnostics_free(&d);
	arena_free(arena);
}

static void
check_texts(const struct target_texts *found, const char *first,
	const char *second)
{
	assert_int_equal(found->n, second == NULL ? 1 : 2);
	assert_string_equal(found->at[0], first);
	if (second != NULL)
		assert_string_equal(found->at[1], second);
}

static void
test_lists(void **state)
{
	struct arena *arena = arena_new();
	struct diagnostics d = {0};
	struct target_file file;

	(void)state;
	write_file("name: x\nurl: y\n"
		   "packages: [\"nginx-light\", \"libnginx-mod-http-echo\"]\n"
		   "npm: bun\n"
		   "sets:\n  - ci\n  - standard\n"
		   "needs: \"/usr/sbin/nginx\"\n"
		   "build: \"cc -o x x.c\"\n");
	assert_true(target_file_read(&file, arena, path, &d));
	check_texts(&file.packages, "nginx-light", "libnginx-mod-http-echo");
	check_texts(&file.npm, "bun", NULL);
	check_texts(&file.sets, "ci", "standard");
	check_texts(&file.needs, "/usr/sbin/nginx", NULL);
	assert_string_equal(file.build, "cc -o x x.c");
	diagnostics_free(&d);
	arena_free(arena);
}

static void
test_reach(void **state)
{
	struct arena *arena = arena_new();
	struct diagnostics d = {0};
	struct target_file file;

	(void)state;
	write_file("name: x\nurl: \"https://a/\"\n"
		   "unix-socket: \"{{run}}/s\"\ninsecure: yes\n"
		   "cacert: \"{{run}}/ca.pem\"\nsni: b\n"
		   "proxy-protocol: v2\nvia: a cache\n"
		   "headers: [\"A: b\", \"C: d\"]\n");
	assert_true(target_file_read(&file, arena, path, &d));
	assert_string_equal(file.unix_socket, "{{run}}/s");
	assert_string_equal(file.ca_file, "{{run}}/ca.pem");
	assert_string_equal(file.server_name, "b");
	assert_string_equal(file.proxy_protocol, "v2");
	assert_string_equal(file.via, "a cache");
	assert_true(file.insecure);
	check_texts(&file.headers, "A: b", "C: d");
	write_file("name: x\nurl: y\ninsecure: no\nheaders: \"A: b\"\n");
	assert_true(target_file_read(&file, arena, path, &d));
	assert_false(file.insecure);
	check_texts(&file.headers, "A: b", NULL);
	diagnostics_free(&d);
	arena_free(arena);
}

static void
test_few_keys(void **state)
{
	struct arena *arena = arena_new();
	struct diagnostics d = {0};
	struct target_file file;

	(void)state;
	write_file("name: x\nurl: y\n");
	assert_true(target_file_read(&file, arena, path, &d));
	assert_null(file.start);
	assert_null(file.version);
	assert_null(file.build);
	assert_int_equal(file.packages.n + file.npm.n + file.sets.n +
				 file.needs.n,
		0);
	for (size_t i = 0; i < N_ROUTES; i++)
		assert_null(file.routes[i]);
	diagnostics_free(&d);
	arena_free(arena);
}

/* From the folder of the file, unless it begins at the root. */
static void
test_baseline(void **state)
{
	struct arena *arena = arena_new();
	struct diagnostics d = {0};
	struct target_file file;
	struct octets wanted = {0};

	(void)state;
	write_file("name: x\nurl: y\nbaseline: \"../b.yaml\"\n");
	assert_true(target_file_read(&file, arena, path, &d));
	assert_true(octets_format(&wanted, "%s/../b.yaml%c", file.directory,
		'\0'));
	assert_string_equal(file.baseline, (const char *)wanted.at);
	octets_free(&wanted);
	write_file("name: x\nurl: y\nbaseline: /b.yaml\n");
	assert_true(target_file_read(&file, arena, path, &d));
	assert_string_equal(file.baseline, "/b.yaml");
	write_file("name: x\nurl: y\n");
	assert_true(target_file_read(&file, arena, path, &d));
	assert_null(file.baseline);
	diagnostics_free(&d);
	arena_free(arena);
}

#define GOOD "name: x\nurl: y\n"

static const struct {
	const char *text;
	unsigned line, column;
	const char *message;
} rows[] = {
	{"", 1, 1, NULL},
	{"- name\n", 1, 1, "expected a map, found something else"},
	{"name: x\n", 1, 1, "expected name and url, found none"},
	{"url: x\n", 1, 1, "expected name and url, found none"},
	{GOOD "port: 80\n", 3, 1,
		"expected name, start, url, version, baseline, routes, packages, npm, "
		"sets, needs, build, unix-socket, insecure, cacert, sni, "
		"proxy-protocol, headers or via, found port"},
	{GOOD "proxy-protocol: 1\n", 3, 17,
		"expected v1 or v2, found proxy-protocol"},
	{GOOD "insecure: true\n", 3, 11, "expected yes or no, found insecure"},
	{GOOD "headers: \"a b: c\"\n", 3, 10,
		"expected \"Name: value\", the name a token, found headers"},
	{GOOD "headers: [\"a: b\", \"Host: c\"]\n", 3, 19,
		"expected a field other than those that frame messages and "
		"connections, found something else"},
	{GOOD "name: again\n", 3, 1, NULL},
	{GOOD "start: [a]\n", 3, 8,
		"expected a text that is not empty, found start"},
	{GOOD "start: \"\"\n", 3, 8,
		"expected a text that is not empty, found start"},
	{GOOD "version: \"a\\0b\"\n", 3, 10,
		"expected a text that is not empty, found version"},
	{GOOD "routes: /\n", 3, 9, "expected a map of routes, found routes"},
	{GOOD "routes:\n  home: /\n", 4, 3,
		"expected a route: ok, missing, body, echo, fields, static, "
		"effect, store, moved, guarded or negotiated, found home"},
	{GOOD "routes:\n  ok: x\n", 4, 7,
		"expected a path that begins with /, found ok"},
	{GOOD "routes:\n  ok: \"/a b\"\n", 4, 7,
		"expected a path that begins with /, found ok"},
	{GOOD "routes:\n  ok: \"/\\r\\n\"\n", 4, 7,
		"expected a path that begins with /, found ok"},
	{GOOD "routes:\n  ok: {a: b}\n", 4, 7,
		"expected a text that is not empty, found ok"},
	{GOOD "version: 'v'\n", 3, 10, NULL},
	{GOOD "build: [a]\n", 3, 8,
		"expected a text that is not empty, found build"},
	{GOOD "sets: {ci: a}\n", 3, 7,
		"expected a text or a list of texts, found sets"},
	{GOOD "packages: \"\"\n", 3, 11,
		"expected a text that is not empty, found packages"},
	{GOOD "needs: [a, \"\"]\n", 3, 12,
		"expected a text that is not empty, found something else"},
	{GOOD "npm: [a, [b]]\n", 3, 10,
		"expected a text that is not empty, found something else"},
};

static void
test_refusals(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct arena *arena = arena_new();
		struct diagnostics d = {0};
		struct target_file file;

		write_file(rows[i].text);
		if (target_file_read(&file, arena, path, &d))
			fail_msg("accepted: %s", rows[i].text);
		assert_int_equal(diagnostics_count(&d), 1);
		assert_string_equal(d.list[0].file, path);
		if (d.list[0].line != rows[i].line ||
			d.list[0].column != rows[i].column)
			fail_msg("%u:%u %s for: %s", d.list[0].line,
				d.list[0].column, d.list[0].text, rows[i].text);
		if (rows[i].message != NULL)
			assert_string_equal(d.list[0].text, rows[i].message);
		diagnostics_free(&d);
		arena_free(arena);
	}
}

/* Each mistake has its line. */
static void
test_several(void **state)
{
	struct arena *arena = arena_new();
	struct diagnostics d = {0};
	struct target_file file;

	(void)state;
	write_file("port: 1\nroutes: {ok: x, what: /}\n");
	assert_false(target_file_read(&file, arena, path, &d));
	assert_int_equal(diagnostics_count(&d), 4);
	diagnostics_free(&d);
	arena_free(arena);
}

static void
test_no_file(void **state)
{
	struct arena *arena = arena_new();
	struct diagnostics d = {0};
	struct target_file file;

	(void)state;
	assert_false(target_file_read(&file, arena, "/nonexistent/t.yaml", &d));
	assert_int_equal(diagnostics_count(&d), 1);
	assert_int_equal(d.list[0].line, 0);
	diagnostics_free(&d);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_keys),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_reach),
		cmocka_unit_test(test_few_keys),
		cmocka_unit_test(test_baseline),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_several),
		cmocka_unit_test(test_no_file),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

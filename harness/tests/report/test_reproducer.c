#include "fixture.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/reproducer.h"

static const struct {
	const char *id;
	const char *wanted;
} names[] = {
	{"server/a", "server.a"},
	{"server/chunked/size-hex-prefix", "server.chunked.size-hex-prefix"},
	{"server/a/b[c-1]", "server.a.b_c-1"},
	/* what no case is called, but a name must be safe and its own */
	{"", ""},
	{"/etc/passwd", "=2fetc.passwd"},
	{"../a", "=2e=2e.a"},
	{"a.b", "a=2eb"},
	{"a_b", "a=5fb"},
	{"a=5fb", "a=3d5fb"},
	{"a]", "a=5d"},
	{"a[b]]", "a_b=5d"},
	{"a[b[c]", "a_b=5bc"},
	{"A b\n\xff", "=41=20b=0a=ff"},
};

static void
test_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct octets got = {0};

		report_reproducer_name(names[i].id, &got);
		fixture_same_text(&got, names[i].wanted);
		octets_free(&got);
	}
}

static void
check_has(const struct octets *text, const char *wanted)
{
	if (octets_find(text, 0, wanted, strlen(wanted)) == SIZE_MAX)
		fail_msg("no \"%s\" in\n%.*s", wanted, (int)text->len,
			(const char *)text->at);
}

static void
test_python(void **state)
{
	struct fixture *f = *state;
	struct octets text = {0};

	report_reproducer_python(&f->run, &f->results[FIXTURE_WARN_UPPER],
		&text);
	check_has(&text,
		"\nCASE = \"server/chunked/size-hex-prefix[upper]\"\n");
	check_has(&text, "\nREQUIRES = [\n    \"9112-7.1-abnf-chunk-size\",\n");
	check_has(&text, "\nEXPECTED = [\n"
			 "    \"pass: 400, then the connection closes\",\n");
	check_has(&text, "    \"otherwise: warn\",\n]\n");
	check_has(&text, "\nHAPPENED = \"200, open (warn: ");
	check_has(&text, "\nTARGET = (\"127.0.0.1\", 8080)\n"
			 "TLS = False\n"
			 "SERVER_NAME = None\n"
			 "PROXY_HEADER = b\"\"\n"
			 "ALIVE = b\"GET / HTTP/1.1\\r\\n"
			 "Host: 127.0.0.1:8080\\r\\n\\r\\n\"\n"
			 "PATIENCE = 1.000 ");
	check_has(&text, "    (0.000, 0,\n"
			 "     b\"POST /echo HTTP/1.1\\r\\n\"\n");
	check_has(&text, "    (0.050, 0,\n     b\"0\"),\n"
			 "    (0.050, 0,\n     b\"X5\"),\n");
	check_has(&text, "    (0.100, 43,\n     b\"GET /?canary HTTP/1.1");
	octets_free(&text);
}

static void
test_added_fields(void **state)
{
	static const char *const headers[] = {"A: b", "C: d"};
	struct fixture *f = *state;
	struct octets text = {0};

	f->run.connection.headers = headers;
	f->run.connection.n_headers = 2;
	report_reproducer_python(&f->run, &f->results[FIXTURE_FAIL], &text);
	check_has(&text, "\nALIVE = b\"GET / HTTP/1.1\\r\\n"
			 "Host: 127.0.0.1:8080\\r\\n"
			 "A: b\\r\\nC: d\\r\\n\\r\\n\"\n");
	octets_free(&text);
}

static void
test_hostile_texts(void **state)
{
	struct fixture *f = *state;
	struct octets text = {0};

	f->run.host = "\"\\\n\x01\xff";
	f->run.connection.server_name = "\"\"\"";
	report_reproducer_python(&f->run, &f->results[FIXTURE_FAIL], &text);
	check_has(&text, "\nTARGET = (\"\\\"\\\\\\n\\x01\\xff\", 8080)\n");
	check_has(&text, "\nSERVER_NAME = \"\\\"\\\"\\\"\"\n");
	octets_free(&text);
}

static void
test_which(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < FIXTURE_N; i++)
		assert_int_equal(report_has_reproducer(&f->results[i]),
			i <= FIXTURE_WARN_OTHER);
}

static void
test_not_written(void **state)
{
	struct fixture *f = *state;
	char *path;

	errno = 0;
	assert_false(report_reproducers(&f->run, "/nonexistent", &path));
	assert_int_equal(errno, ENOENT);
	assert_string_equal(path,
		"/nonexistent/server.fields.space-before-colon.sh");
	free(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		FIXTURE_TEST(test_python),
		FIXTURE_TEST(test_added_fields),
		FIXTURE_TEST(test_hostile_texts),
		FIXTURE_TEST(test_which),
		FIXTURE_TEST(test_not_written),
	};

	return cmocka_run_group_tests_name("reproducer", tests, NULL, NULL);
}

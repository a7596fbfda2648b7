/*
 * What lies between a run and its target, in words.
 */
#include "fixture.h"

#include <stdlib.h>

#include "report/connection_text.h"

static const struct {
	struct run_connection connection;
	const char *text;
} rows[] = {
	{{.address = NULL}, ""},
	{{.address = "127.0.0.1"}, ""},
	{{.address = "::1"}, ", at ::1"},
	{{.unix_socket = "/run/x"}, ", at /run/x"},
	{{.tls = true, .tls_version = "TLSv1.2"}, ", TLSv1.2"},
	{{.tls = true, .tls_version = "TLSv1.3", .insecure = true},
		", TLSv1.3 (not verified)"},
	{{.proxy_protocol = 1, .via = "a cache"}, ", PROXY v1, via a cache"},
};

static void
test_rows(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct octets out = {0};

		f->run.connection = rows[i].connection;
		connection_text(&f->run, &out);
		fixture_same_text(&out, rows[i].text);
		octets_free(&out);
	}
}

/* Only a whole line counts. */
static void
test_headers(void **state)
{
	static const char *const headers[] = {"Host: 127.0.0.1:8080",
		"Host: 127.0.0.1", "ost: 127.0.0.1:8080"};
	struct fixture *f = *state;
	size_t n = report_count_header(&f->run, headers[0]);
	struct octets wanted = {0};
	struct octets out = {0};

	assert_true(n > 1 && n < f->run.n_results);
	assert_int_equal(report_count_header(&f->run, headers[1]), 0);
	f->run.connection.headers = headers;
	f->run.connection.n_headers = 3;
	connection_text_headers(&f->run, &out);
	for (size_t i = 0; i < 3; i++)
		octets_format(&wanted,
			"added to requests: \"%s\", in %zu of %zu\n",
			headers[i], i == 0 ? n : 0, f->run.n_results);
	octets_append(&wanted, "", 1);
	fixture_same_text(&out, (const char *)wanted.at);
	octets_free(&wanted);
	octets_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_rows, fixture_setup,
			fixture_teardown),
		cmocka_unit_test_setup_teardown(test_headers, fixture_setup,
			fixture_teardown),
	};

	return cmocka_run_group_tests_name("connection_text", tests, NULL,
		NULL);
}

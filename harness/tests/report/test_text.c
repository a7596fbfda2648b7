#include "fixture.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char fail_text[] =
	"fail  server/fields/space-before-colon  (must)\n"
	"A space between field name and colon is refused with 400\n"
	"  requires 9112-5.1-2\n"
	"  why      Readers that differ about this name have been used to get around\n"
	"           access control\n"
	"  verdict  200, fin: no outcome expects this\n"
	"  sent\n"
	"    GET / HTTP/1.1\\r\\n\n"
	"    Host: 127.0.0.1:8080\\r\\n\n"
	"    X : %\\\\'\\r\\n\n"
	"    \\r\\n\n"
	"  expected\n"
	"    pass: 400, then the connection closes\n"
	"    otherwise: fail <-- this\n"
	"  trace\n"
	"        0.1 ms > 49 octets\n"
	"        1.2 ms < HTTP/1.1 200 OK\\r\\n\n"
	"               < Server: \\x1b[31mred\\r\\n\n"
	"               < Content-Length: 2\\r\\n\n"
	"               < \\r\\n\n"
	"               < ok\n"
	"        1.3 ms FIN\n"
	"  happened 200, fin\n"
	"  reproduce\n"
	"    {\n"
	"      printf %b \\\n"
	"          'GET / HTTP/1.1\\r\\n' \\\n"
	"          'Host: 127.0.0.1:8080\\r\\n' \\\n"
	"          'X : %\\\\\\0047\\r\\n' \\\n"
	"          '\\r\\n'\n"
	"      sleep 1\n"
	"    } | nc -w 3 127.0.0.1 8080\n";

static const char warn_text[] =
	"warn  server/chunked/size-hex-prefix[lower]  (should)\n"
	"A chunk-size with a 0x prefix is refused, also when it arrives in two parts\n"
	"  requires 9112-7.1-abnf-chunk-size\n"
	"           9112-2.2-10\n"
	"  why      chunk-size is 1*HEXDIG; strtol-style readers take \"0x5\" for 5 and see\n"
	"           a different body\n"
	"  verdict  read as something else than the grammar allows\n"
	"  sent\n"
	"    POST /echo HTTP/1.1\\r\\n\n"
	"    Host: 127.0.0.1:8080\\r\\n\n"
	"    Transfer-Encoding: chunked\\r\\n\n"
	"    \\r\\n\n"
	"    (0.0 ms later)\n"
	"    0\n"
	"    (20.0 ms later)\n"
	"    x5\n"
	"    (0.0 ms later)\n"
	"    \\r\\n\n"
	"    hello\\r\\n\n"
	"    0\\r\\n\n"
	"    \\r\\n\n"
	"  expected\n"
	"    pass: 400, then the connection closes\n"
	"    warn: the connection closes\n"
	"    warn: 2xx, then the connection stays usable or closes <-- this\n"
	"    otherwise: warn\n"
	"  trace\n"
	"        0.1 ms > 73 octets\n"
	"        0.1 ms > 1 octet\n"
	"       20.1 ms > 2 octets\n"
	"       20.2 ms > 14 octets\n"
	"       23.4 ms < HTTP/1.1 200 OK\\r\\n\n"
	"               < Content-Length: 5\\r\\n\n"
	"               < \\r\\n\n"
	"               < hello\n"
	"      123.9 ms > the canary:\n"
	"               > GET /?canary HTTP/1.1\\r\\n\n"
	"               > Host: 127.0.0.1:8080\\r\\n\n"
	"               > \\r\\n\n"
	"      124.0 ms < HTTP/1.1 204 No Content\\r\\n\n"
	"               < \\r\\n\n"
	"      224.0 ms canary answered: the connection is in step\n"
	"  happened 200, open\n"
	"  reproduce\n"
	"    {\n"
	"      printf %b \\\n"
	"          'POST /echo HTTP/1.1\\r\\n' \\\n"
	"          'Host: 127.0.0.1:8080\\r\\n' \\\n"
	"          'Transfer-Encoding: chunked\\r\\n' \\\n"
	"          '\\r\\n'\n"
	"      sleep 0.050\n"
	"      printf %b '0'\n"
	"      sleep 0.050\n"
	"      printf %b 'x5'\n"
	"      sleep 0.050\n"
	"      printf %b \\\n"
	"          '\\r\\n' \\\n"
	"          'hello\\r\\n' \\\n"
	"          '0\\r\\n' \\\n"
	"          '\\r\\n'\n"
	"      sleep 0.103\n"
	"      printf %b \\\n"
	"          'GET /?canary HTTP/1.1\\r\\n' \\\n"
	"          'Host: 127.0.0.1:8080\\r\\n' \\\n"
	"          '\\r\\n'\n"
	"      sleep 1\n"
	"    } | nc -w 3 127.0.0.1 8080\n";

static void
check(const struct run *r, size_t i, const char *wanted)
{
	struct octets got = {0};

	report_text(r, &r->results[i], &got);
	fixture_same_text(&got, wanted);
	fixture_is_plain(&got);
	octets_free(&got);
}

static void
test_fail(void **state)
{
	const struct fixture *f = *state;

	check(&f->run, FIXTURE_FAIL, fail_text);
}

static void
test_warn(void **state)
{
	const struct fixture *f = *state;

	check(&f->run, FIXTURE_WARN_LOWER, warn_text);
}

/* The text of result `i` has `part`. */
static void
check_has(const struct run *r, size_t i, const char *part)
{
	struct octets got = {0};

	report_text(r, &r->results[i], &got);
	if (octets_find(&got, 0, part, strlen(part)) == SIZE_MAX)
		fixture_same_text(&got, part);
	octets_free(&got);
}

static void
test_no_trace(void **state)
{
	struct fixture *f = *state;
	struct result *r = &f->results[FIXTURE_SKIP_A];

	r->judgement.verdict = VERDICT_ERROR;
	strcpy(r->judgement.reason, "connect: no route to host");
	check(&f->run, FIXTURE_SKIP_A,
		"error  server/methods/unknown  (may)\n"
		"An unknown method is answered with 501\n"
		"  why      A client has to learn that it is not known\n"
		"  verdict  connect: no route to host\n"
		"  expected\n"
		"    pass: 400, then the connection closes\n"
		"    otherwise: note\n");
}

/* What the player says counts where it overrules the judge. */
static void
test_overruled(void **state)
{
	struct fixture *f = *state;
	struct judgement *j = &f->results[FIXTURE_WARN_LOWER].judgement;

	j->verdict = VERDICT_INCONCLUSIVE;
	strcpy(j->reason, "the control failed as well");
	f->results[FIXTURE_WARN_LOWER].flaky = true;
	check_has(&f->run, FIXTURE_WARN_LOWER,
		"  verdict  the control failed as well\n"
		"  flaky    two plays gave two verdicts\n");
}

static void
test_half_close(void **state)
{
	struct fixture *f = *state;

	f->results[FIXTURE_FAIL].trace->half_closed = true;
	check_has(&f->run, FIXTURE_FAIL, "    \\r\\n\n    (then FIN)\n");
	check_has(&f->run, FIXTURE_FAIL,
		"          '\\r\\n'\n    } | nc -N -w 3 127.0.0.1 8080\n");
}

static void
test_ends(void **state)
{
	static const char *const wanted[] = {
		[TRACE_UNSEEN] = "ms connection open, no canary sent\n",
		[TRACE_FIN] = "      1.3 ms FIN\n",
		[TRACE_RESET] = "      1.3 ms RST\n",
		[TRACE_ALIGNED] =
			"ms canary answered: the connection is in step\n",
		[TRACE_SHIFTED] =
			"ms canary's answer missing, wrong, or not the next\n",
		[TRACE_ALIVE] = "ms a new connection was answered\n",
		[TRACE_DEAD] = "ms no new connection was answered\n",
	};
	struct fixture *f = *state;

	for (int i = TRACE_UNSEEN; i <= TRACE_DEAD; i++) {
		f->results[FIXTURE_FAIL].trace->end = (enum trace_end)i;
		check_has(&f->run, FIXTURE_FAIL, wanted[i]);
	}
	check_has(&f->run, FIXTURE_FAIL, "    (then RST)\n");
	check_has(&f->run, FIXTURE_FAIL,
		"    # the play then sent RST, as nc cannot\n");
}

static void
test_hosts(void **state)
{
	static const struct {
		const char *url;
		const char *host;
		const char *wanted;
	} rows[] = {
		{"http://[::1]:8080/", "::1", "} | nc -w 3 ::1 8080\n"},
		{"http://x/", "$(touch x)", "} | nc -w 3 HOST 8080\n"},
		{"http://x/", "-lp", "} | nc -w 3 HOST 8080\n"},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		f->run.url = rows[i].url;
		f->run.host = rows[i].host;
		check_has(&f->run, FIXTURE_FAIL, rows[i].wanted);
	}
}

static const char rows_tsv[] =
	"id\tlevel\tactor\troles\tanchor\tparagraph\tsection\t"
	"summary\treason\n"
	"9112-2.2-10\tSHOULD\trecipient\tserver\tmessage.parsing\t"
	"rfc.section.2.2.p.9\tMessage Parsing\tsyntax error: 400\t\n"
	"9112-5.1-2\tMUST\tserver\tserver\tfield.parsing\t\tParsing\t\t\n";

static void
write_rows(const char *path)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(rows_tsv, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void
test_links(void **state)
{
	struct fixture *f = *state;
	char directory[] = "/tmp/assay-test-XXXXXX";
	char path[64];
	struct diagnostics d = {0};
	struct requirements *rows;

	assert_non_null(mkdtemp(directory));
	(void)snprintf(path, sizeof(path), "%s/rows.tsv", directory);
	write_rows(path);
	rows = requirements_load(directory, &d);
	(void)unlink(path);
	(void)rmdir(directory);
	assert_non_null(rows);
	f->run.requirements = rows;
	check_has(&f->run, FIXTURE_WARN_LOWER,
		"  requires 9112-7.1-abnf-chunk-size\n"
		"           9112-2.2-10 (SHOULD)\n"
		"           https://httpwg.org/specs/rfc9112.html"
		"#rfc.section.2.2.p.9\n");
	check_has(&f->run, FIXTURE_FAIL,
		"  requires 9112-5.1-2 (MUST) https://httpwg.org/specs/rfc9112.html"
		"#field.parsing\n");
	requirements_free(rows);
	diagnostics_free(&d);
}

static void
test_much_received(void **state)
{
	struct fixture *f = *state;
	struct trace *t = f->results[FIXTURE_FAIL].trace;

	for (unsigned i = 0; i < 60; i++)
		assert_true(trace_received(t, "x\n", 2,
			20000 * (uint64_t)(i + 1)));
	t->flooded = true;
	check_has(&f->run, FIXTURE_FAIL, "               {22 more}\n");
	check_has(&f->run, FIXTURE_FAIL, "more came than is kept\n");
}

static void
test_connections(void **state)
{
	static const struct {
		struct run_connection connection;
		const char *wanted;
	} rows[] = {
		{{.address = "192.0.2.1"}, "} | nc -w 3 192.0.2.1 8080\n"},
		{{.address = "::1"}, "} | nc -w 3 ::1 8080\n"},
		{{.address = "::1", .tls = true},
			"} | timeout 3 openssl s_client -quiet -alpn http/1.1 "
			"-noservername \\\n        -connect [::1]:8080\n"},
		{{.unix_socket = "/run/x.sock"},
			"} | nc -w 3 -U /run/x.sock\n"},
		{{.unix_socket = "-a b'$(c)"},
			"} | nc -w 3 -U ./'-a b'\\''$(c)'\n"},
		{{.tls = true, .server_name = "example.org"},
			"-alpn http/1.1 -servername example.org \\\n"
			"        -connect 127.0.0.1:8080\n"},
		{{.tls = true, .server_name = "`x`"}, "-servername HOST \\\n"},
		{{.tls = true, .unix_socket = "/x"}, "        -unix /x\n"},
		{{.proxy_protocol = 1},
			"    {\n      printf %b 'PROXY UNKNOWN\\r\\n'\n"
			"      printf %b \\\n          'GET "},
		{{.proxy_protocol = 2},
			"'\\r\\n' \\\n          '\\0000\\r\\n' \\\n"
			"          'QUIT\\n' \\\n          ' \\0000\\0000\\0000'\n"},
		{{.proxy_protocol = 1, .tls = true},
			"    # the header of the PROXY protocol, which openssl "
			"cannot send, came first\n"},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		f->run.connection = rows[i].connection;
		check_has(&f->run, FIXTURE_FAIL, rows[i].wanted);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_fail),
		FIXTURE_TEST(test_warn),
		FIXTURE_TEST(test_no_trace),
		FIXTURE_TEST(test_overruled),
		FIXTURE_TEST(test_half_close),
		FIXTURE_TEST(test_ends),
		FIXTURE_TEST(test_hosts),
		FIXTURE_TEST(test_connections),
		FIXTURE_TEST(test_links),
		FIXTURE_TEST(test_much_received),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}

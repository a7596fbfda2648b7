#include "fixture.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROOT_KEYS                                                  \
	"format suite target started seconds options calibration " \
	"interrupted not_played summary results splits baseline "
#define RESULT_KEYS                                                 \
	"id case variant verdict level area tags requires title "   \
	"expect outcome reason events flaky plays rounds ms trace " \
	"trace_total text baseline "
#define SEGMENT_KEYS "ms out octets octets_total "

/* Writes the run, and reads it again. */
static json_t *
round_trip(const struct run *r)
{
	char path[] = "/tmp/assay-test-XXXXXX";
	int fd = mkstemp(path);
	json_error_t error;
	json_t *json;

	assert_true(fd >= 0);
	(void)close(fd);
	assert_true(report_json(r, path));
	json = json_load_file(path, JSON_ALLOW_NUL, &error);
	(void)unlink(path);
	if (json == NULL)
		fail_msg("%s", error.text);
	return json;
}

static void
check_keys(json_t *object, const char *wanted)
{
	struct octets got = {0};
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value) octets_format(&got, "%s ", key);
	fixture_same_text(&got, wanted);
	octets_free(&got);
}

static const char *
text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static json_int_t
number_of(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	assert_true(json_is_integer(value));
	return json_integer_value(value);
}

/* The value is exactly this JSON. */
static void
check_value(const json_t *object, const char *key, const char *wanted)
{
	char *got = json_dumps(json_object_get(object, key),
		JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(6));

	assert_non_null(got);
	assert_string_equal(got, wanted);
	free(got);
}

static void
test_run(void **state)
{
	struct fixture *f = *state;
	json_t *json = round_trip(&f->run);

	check_keys(json, ROOT_KEYS);
	check_value(json, "format", "1");
	check_value(json, "suite",
		"{\"name\":\"assay\",\"version\":\"0.1.0\"}");
	check_value(json, "target",
		"{\"name\":null,\"url\":\"http://127.0.0.1:8080/\","
		"\"server\":\"nginx/1.22.1\",\"version\":\"\","
		"\"address\":null,\"unix_socket\":null,\"tls\":null,"
		"\"proxy_protocol\":null,\"via\":null}");
	check_value(json, "started", "\"2025-01-02T03:04:05Z\"");
	check_value(json, "seconds", "2.125");
	check_value(json, "options",
		"{\"jobs\":32,"
		"\"fail_on\":\"must,smuggling\",\"quiet_ms\":100,"
		"\"seed\":null,\"shard\":null,\"repeat\":1,"
		"\"max_fail\":null,\"rate\":null,"
		"\"max_connections\":null,\"headers\":[]}");
	check_value(json, "calibration",
		"{\"capabilities\":[\"keep-alive\","
		"\"http10\"],\"routes\":{\"ok\":\"/\",\"missing\":null,"
		"\"body\":null,\"echo\":\"/echo\",\"fields\":null,"
		"\"static\":null,\"effect\":null,\"store\":null,"
		"\"moved\":null,\"guarded\":null,\"negotiated\":null},"
		"\"effect\":{"
		"\"name\":\"Range\",\"value\":\"bytes=0-0\","
		"\"shown\":206,\"absent\":200},\"median_us\":210}");
	check_value(json, "interrupted", "false");
	check_value(json, "not_played", "0");
	check_value(json, "splits", "null");
	check_value(json, "summary",
		"{\"pass\":1,\"warn\":3,\"fail\":1,"
		"\"note\":1,\"skip\":3,\"inconclusive\":1,\"error\":0}");
	assert_int_equal(json_array_size(json_object_get(json, "results")),
		FIXTURE_N);
	json_decref(json);
}

/* In which order, how often, and until when was played. */
static void
test_course(void **state)
{
	struct fixture *f = *state;
	struct result *flaky = &f->results[FIXTURE_FLAKY];
	json_t *json;

	f->run.shuffled = true;
	f->run.seed = UINT32_MAX;
	f->run.shard = "2/3";
	f->run.repeat = 5;
	f->run.max_fail = 2;
	f->run.rate = 0.5;
	f->run.max_connections = 4;
	f->run.n_not_played = 7;
	flaky->rounds[VERDICT_FAIL] = 3;
	flaky->rounds[VERDICT_PASS] = 2;
	json = round_trip(&f->run);
	check_value(json, "options",
		"{\"jobs\":32,"
		"\"fail_on\":\"must,smuggling\",\"quiet_ms\":100,"
		"\"seed\":4294967295,\"shard\":\"2/3\",\"repeat\":5,"
		"\"max_fail\":2,\"rate\":0.5,\"max_connections\":4,"
		"\"headers\":[]}");
	check_value(json, "not_played", "7");
	check_value(json_array_get(json_object_get(json, "results"),
			    FIXTURE_FLAKY),
		"rounds", "{\"pass\":2,\"fail\":3}");
	json_decref(json);
}

static void
test_deviation(void **state)
{
	struct fixture *f = *state;
	json_t *json = round_trip(&f->run);
	json_t *r = json_array_get(json_object_get(json, "results"),
		FIXTURE_WARN_UPPER);
	struct octets text = {0};

	check_keys(r, RESULT_KEYS);
	check_value(r, "id", "\"server/chunked/size-hex-prefix[upper]\"");
	check_value(r, "case", "\"server/chunked/size-hex-prefix\"");
	check_value(r, "variant", "\"upper\"");
	check_value(r, "verdict", "\"warn\"");
	check_value(r, "level", "\"should\"");
	check_value(r, "area", "\"chunked\"");
	check_value(r, "tags", "[\"smuggling\"]");
	check_value(r, "requires",
		"[\"9112-7.1-abnf-chunk-size\",\"9112-2.2-10\"]");
	check_value(r, "expect", "0");
	check_value(r, "outcome",
		"\"read as something else than the grammar allows\"");
	check_value(r, "events", "\"200, open\"");
	check_value(r, "flaky", "false");
	check_value(r, "plays", "1");
	check_value(r, "rounds", "null");
	check_value(r, "ms", "224.0");
	assert_int_equal(number_of(r, "trace_total"), 8);
	report_text(&f->run, &f->results[FIXTURE_WARN_UPPER], &text);
	fixture_same_text(&text, text_of(r, "text"));
	octets_free(&text);
	json_decref(json);
}

static void
test_trace(void **state)
{
	struct fixture *f = *state;
	json_t *json = round_trip(&f->run);
	json_t *r = json_array_get(json_object_get(json, "results"),
		FIXTURE_WARN_UPPER);
	json_t *trace = json_object_get(r, "trace");
	json_t *segment;
	size_t i;

	assert_int_equal(json_array_size(trace), 8);
	json_array_foreach(trace, i, segment) check_keys(segment, SEGMENT_KEYS);
	segment = json_array_get(trace, 5);
	check_value(segment, "ms", "23.9");
	check_value(segment, "out", "false");
	check_value(segment, "octets", "\"hello\"");
	check_value(segment, "octets_total", "5");
	check_value(json_array_get(trace, 1), "out", "true");
	json_decref(json);
}

static void
test_pass_and_skip(void **state)
{
	struct fixture *f = *state;
	json_t *json = round_trip(&f->run);
	json_t *results = json_object_get(json, "results");
	json_t *pass = json_array_get(results, FIXTURE_PASS);
	json_t *skip = json_array_get(results, FIXTURE_SKIP_B);

	check_keys(pass, RESULT_KEYS);
	check_value(pass, "variant", "null");
	check_value(pass, "outcome", "null");
	check_value(pass, "events", "\"400, fin\"");
	check_value(pass, "trace", "null");
	check_value(pass, "text", "null");
	check_keys(skip, RESULT_KEYS);
	check_value(skip, "reason", "\"the control was answered with 405\"");
	check_value(skip, "tags", "[]");
	check_value(skip, "events", "\"\"");
	check_value(skip, "trace", "null");
	check_value(skip, "ms", "0.0");
	check_value(skip, "text", "null");
	check_value(json_array_get(results, FIXTURE_FLAKY), "flaky", "true");
	assert_non_null(text_of(json_array_get(results, FIXTURE_INCONCLUSIVE),
		"text"));
	json_decref(json);
}

/* Every octet, and only the first 4096 of a segment. */
static void
test_octets(void **state)
{
	struct fixture *f = *state;
	struct trace *t = f->results[FIXTURE_FLAKY].trace;
	struct octets all = {0};
	json_t *json;
	json_t *segment;
	const char *utf8;

	for (unsigned i = 0; i < 5000; i++)
		octets_format(&all, "%c", (int)(i % 256));
	assert_true(trace_sent(t, all.at, all.len, true, 9000));
	octets_free(&all);
	json = round_trip(&f->run);
	segment = json_array_get(
		json_object_get(json_array_get(json_object_get(json, "results"),
					FIXTURE_FLAKY),
			"trace"),
		2);
	check_value(segment, "octets_total", "5000");
	utf8 = text_of(segment, "octets");
	assert_int_equal(json_string_length(json_object_get(segment, "octets")),
		16 * (128 + 2 * 128));
	assert_memory_equal(utf8, "\0\x01\x02", 3);
	assert_memory_equal(utf8 + 126, "\x7e\x7f\xc2\x80\xc2\x81", 6);
	assert_memory_equal(utf8 + 382, "\xc3\xbf\0\x01", 4);
	json_decref(json);
}

static void
test_long_trace(void **state)
{
	struct fixture *f = *state;
	struct trace *t = f->results[FIXTURE_FLAKY].trace;
	json_t *json;
	json_t *r;

	for (unsigned i = 0; i < 1000; i++)
		assert_true(trace_received(t, "x", 1, 2000 + i));
	json = round_trip(&f->run);
	r = json_array_get(json_object_get(json, "results"), FIXTURE_FLAKY);
	assert_int_equal(json_array_size(json_object_get(r, "trace")), 256);
	assert_int_equal(number_of(r, "trace_total"), 1002);
	json_decref(json);
}

/* What is below HTTP, and what was added to requests. */
static void
test_connection(void **state)
{
	static const char *const headers[] = {"Host: 127.0.0.1:8080", "X: y"};
	struct fixture *f = *state;
	json_t *json;

	f->run.connection = (struct run_connection){
		.address = "::1",
		.tls = true,
		.server_name = "a.example",
		.tls_version = "TLSv1.3",
		.ca_file = "ca.pem",
		.proxy_protocol = 2,
		.via = "a cache",
		.headers = headers,
		.n_headers = 2,
	};
	json = round_trip(&f->run);
	check_value(json, "target",
		"{\"name\":null,\"url\":\"http://127.0.0.1:8080/\","
		"\"server\":\"nginx/1.22.1\",\"version\":\"\","
		"\"address\":\"::1\",\"unix_socket\":null,"
		"\"tls\":{\"version\":\"TLSv1.3\","
		"\"server_name\":\"a.example\",\"verified\":true,"
		"\"cacert\":\"ca.pem\"},"
		"\"proxy_protocol\":2,\"via\":\"a cache\"}");
	check_value(json_object_get(json, "options"), "headers",
		"[{\"line\":\"Host: 127.0.0.1:8080\",\"results\":7},"
		"{\"line\":\"X: y\",\"results\":0}]");
	json_decref(json);
}

/* What a target file tells. */
static void
test_named_target(void **state)
{
	struct fixture *f = *state;
	json_t *json = round_trip(&f->run);
	json_t *target = json_object_get(json, "target");

	assert_true(json_is_null(json_object_get(target, "name")));
	assert_string_equal(text_of(target, "version"), "");
	json_decref(json);
	f->run.name = "nginx";
	f->run.target_version = "nginx version: nginx/1.22.1";
	json = round_trip(&f->run);
	target = json_object_get(json, "target");
	assert_string_equal(text_of(target, "name"), "nginx");
	assert_string_equal(text_of(target, "version"),
		"nginx version: nginx/1.22.1");
	json_decref(json);
}

/* A Server field is whatever the target sends. */
static void
test_hostile_server(void **state)
{
	struct fixture *f = *state;
	json_t *json;

	f->run.server = "caf\xe9 \"\x1b\"";
	json = round_trip(&f->run);
	assert_string_equal(text_of(json_object_get(json, "target"), "server"),
		"caf\xc3\xa9 \"\x1b\"");
	json_decref(json);
}

static void
test_not_written(void **state)
{
	struct fixture *f = *state;

	fixture_is_not_written(&f->run, REPORT_report_json);
}

/* ---- baselines ---- */

static void
check_standing(const json_t *result, const char *standing, const char *verdict)
{
	const json_t *told = json_object_get(result, "baseline");

	if (standing == NULL) {
		assert_true(json_is_null(told));
		return;
	}
	assert_string_equal(text_of(told, "standing"), standing);
	if (verdict == NULL)
		assert_true(json_is_null(json_object_get(told, "verdict")));
	else
		assert_string_equal(text_of(told, "verdict"), verdict);
}

static void
test_baseline(void **state)
{
	static const struct known_deviation fail = {
		.verdict = VERDICT_FAIL, .reason = "it does so"};
	static const struct known_deviation varies = {
		.varies = true, .reason = "it does so"};
	static const char *const versions[] = {"nginx 1.*"};
	static const struct stale stale = {"server/gone", 7};
	static const struct run_baseline baseline = {
		.file = "known.yaml",
		.versions = versions,
		.n_versions = 1,
		.strict = true,
		.stale = &stale,
		.n_stale = 1,
	};
	struct fixture *f = *state;
	json_t *json;
	json_t *told;
	json_t *results;

	f->run.baseline = &baseline;
	f->results[FIXTURE_FAIL].known = &fail;
	f->results[FIXTURE_PASS].known = &fail;
	f->results[FIXTURE_SKIP_A].known = &fail;
	f->results[FIXTURE_FLAKY].known = &varies;
	json = round_trip(&f->run);
	told = json_object_get(json, "baseline");
	check_keys(told, "file versions other_version strict known new fixed "
			 "unjudged stale ");
	assert_int_equal(number_of(told, "known"), 2);
	assert_int_equal(number_of(told, "new"), 3);
	assert_int_equal(number_of(told, "fixed"), 1);
	assert_int_equal(number_of(told, "unjudged"), 2);
	results = json_object_get(json, "results");
	check_standing(json_array_get(results, FIXTURE_FAIL), "known", "fail");
	check_standing(json_array_get(results, FIXTURE_WARN_LOWER), "new",
		NULL);
	check_standing(json_array_get(results, FIXTURE_PASS), "fixed", "fail");
	check_standing(json_array_get(results, FIXTURE_SKIP_A), "unjudged",
		"fail");
	check_standing(json_array_get(results, FIXTURE_SKIP_B), NULL, NULL);
	check_standing(json_array_get(results, FIXTURE_INCONCLUSIVE),
		"unjudged", NULL);
	check_standing(json_array_get(results, FIXTURE_FLAKY), "known",
		"varies");
	json_decref(json);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_run),
		FIXTURE_TEST(test_course),
		FIXTURE_TEST(test_connection),
		FIXTURE_TEST(test_deviation),
		FIXTURE_TEST(test_trace),
		FIXTURE_TEST(test_pass_and_skip),
		FIXTURE_TEST(test_octets),
		FIXTURE_TEST(test_long_trace),
		FIXTURE_TEST(test_named_target),
		FIXTURE_TEST(test_hostile_server),
		FIXTURE_TEST(test_baseline),
		FIXTURE_TEST(test_not_written),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}

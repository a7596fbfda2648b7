#include "fixture.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/html_data.h"

/* ---- what the data says ---- */

static json_t *
result_of(json_t *data, size_t i)
{
	json_t *result = json_array_get(json_object_get(data, "results"), i);

	assert_non_null(result);
	return result;
}

static json_int_t
number_of(json_t *object, const char *key)
{
	json_t *value = json_object_get(object, key);

	assert_true(json_is_integer(value));
	return json_integer_value(value);
}

static void
check_json(json_t *value, const char *wanted)
{
	char *got = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);

	assert_non_null(got);
	assert_string_equal(got, wanted);
	free(got);
}

static json_t *
case_of(json_t *data, size_t i)
{
	return json_array_get(json_object_get(data, "cases"),
		(size_t)number_of(result_of(data, i), "case"));
}

static const char *
string(json_t *data, json_t *number)
{
	json_t *strings = json_object_get(data, "strings");

	assert_true(json_is_integer(number));
	return json_string_value(json_array_get(strings,
		(size_t)json_integer_value(number)));
}

/* The tokens of an entry, as text: repetitions as {string}xTIMES. */
static void
tokens_of(json_t *data, json_t *entry, struct octets *out)
{
	json_t *token;
	size_t i;

	octets_clear(out);
	json_array_foreach(json_array_get(entry, 3), i, token)
	{
		if (json_is_integer(token))
			octets_text(out, string(data, token));
		else
			octets_format(out, "{%s}x%d",
				string(data, json_array_get(token, 0)),
				(int)json_integer_value(json_array_get(token,
					1)));
	}
}

static void
check_tokens(json_t *data, json_t *entry, const char *wanted)
{
	struct octets got = {0};

	tokens_of(data, entry, &got);
	fixture_same_text(&got, wanted);
	octets_free(&got);
}

static json_t *
entry_of(json_t *data, size_t i, size_t k)
{
	json_t *trace = json_object_get(result_of(data, i), "trace");

	return json_array_get(json_object_get(trace, "entries"), k);
}

/* ---- tests ---- */

static void
test_each_case_stands_once(void **state)
{
	struct fixture *f = *state;
	json_t *data = html_data(&f->run, HTML_ROOM);

	assert_int_equal(json_array_size(json_object_get(data, "cases")), 3);
	assert_ptr_equal(case_of(data, FIXTURE_WARN_LOWER),
		case_of(data, FIXTURE_WARN_OTHER));
	assert_ptr_equal(case_of(data, FIXTURE_FAIL),
		case_of(data, FIXTURE_PASS));
	assert_ptr_not_equal(case_of(data, FIXTURE_FAIL),
		case_of(data, FIXTURE_SKIP_A));
	check_json(json_object_get(case_of(data, FIXTURE_FAIL), "expects"),
		"[[[\"pass\",\"400, then the connection closes\",null]]]");
	check_json(json_object_get(case_of(data, FIXTURE_FAIL), "otherwise"),
		"\"fail\"");
	check_json(json_object_get(case_of(data, FIXTURE_WARN_LOWER), "id"),
		"\"server/chunked/size-hex-prefix\"");
	json_decref(data);
}

static void
test_what_matched(void **state)
{
	struct fixture *f = *state;
	json_t *data = html_data(&f->run, HTML_ROOM);

	check_json(json_object_get(result_of(data, FIXTURE_FAIL), "matched"),
		"null");
	assert_int_equal(number_of(result_of(data, FIXTURE_WARN_LOWER),
				 "matched"),
		2);
	assert_int_equal(number_of(result_of(data, FIXTURE_WARN_OTHER),
				 "matched"),
		1);
	assert_int_equal(number_of(result_of(data, FIXTURE_PASS), "matched"),
		0);
	check_json(json_object_get(result_of(data, FIXTURE_SKIP_A), "trace"),
		"null");
	check_json(json_object_get(result_of(data, FIXTURE_SKIP_A), "command"),
		"null");
	json_decref(data);
}

static void
test_trace(void **state)
{
	struct fixture *f = *state;
	json_t *data = html_data(&f->run, HTML_ROOM);
	json_t *trace =
		json_object_get(result_of(data, FIXTURE_WARN_LOWER), "trace");
	json_t *entries = json_object_get(trace, "entries");

	assert_int_equal(json_array_size(entries), 8);
	assert_int_equal(number_of(trace, "total"), 8);
	assert_int_equal(number_of(trace, "canary"), 6);
	check_json(json_object_get(trace, "items"),
		"[[0,\"response\",200,0,false],[43,\"response\",204,0,false]]");
	check_json(json_object_get(trace, "end"), "\"aligned\"");
	check_json(json_object_get(trace, "end_ms"), "224.0");
	check_tokens(data, json_array_get(entries, 0),
		"POST /echo HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n"
		"Transfer-Encoding: chunked\r\n\r\n");
	check_tokens(data, json_array_get(entries, 5), "hello");
	assert_true(json_is_true(json_array_get(json_array_get(entries, 6),
		1)));
	json_decref(data);
}

/* A pass has its octets, too; and equal lines are one string. */
static void
test_lines_are_shared(void **state)
{
	struct fixture *f = *state;
	json_t *data = html_data(&f->run, HTML_ROOM);
	json_t *fail = json_array_get(entry_of(data, FIXTURE_FAIL, 0), 3);
	json_t *pass = json_array_get(entry_of(data, FIXTURE_PASS, 0), 3);

	assert_int_equal(json_array_size(pass), 4);
	assert_true(json_equal(fail, pass));
	check_tokens(data, entry_of(data, FIXTURE_PASS, 1),
		"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
	json_decref(data);
}

static void
test_command(void **state)
{
	struct fixture *f = *state;
	json_t *data = html_data(&f->run, HTML_ROOM);
	json_t *command =
		json_object_get(result_of(data, FIXTURE_FAIL), "command");
	size_t n = json_array_size(command);

	assert_string_equal(string(data, json_array_get(command, 0)), "{");
	assert_string_equal(string(data, json_array_get(command, 1)),
		"  printf %b \\");
	assert_string_equal(string(data, json_array_get(command, n - 1)),
		"} | nc -w 3 127.0.0.1 8080");
	json_decref(data);
}

static void
repeat(struct fixture *f, const char *text, size_t times)
{
	struct trace *t = f->results[FIXTURE_FLAKY].trace;
	struct octets all = {0};

	assert_true(octets_repeat(&all, text, strlen(text), times));
	assert_true(trace_sent(t, all.at, all.len, true, 2000));
	octets_free(&all);
}

static void
test_repetitions(void **state)
{
	struct fixture *f = *state;
	json_t *data;

	repeat(f, "X: y\r\n", 5000);
	data = html_data(&f->run, HTML_ROOM);
	check_tokens(data, entry_of(data, FIXTURE_FLAKY, 2), "{X: y\r\n}x5000");
	check_json(json_array_get(entry_of(data, FIXTURE_FLAKY, 2), 2),
		"30000");
	json_decref(data);
}

/* Of what is no repetition the first 4096 octets are kept. */
static void
test_long_entry(void **state)
{
	struct fixture *f = *state;
	struct octets all = {0};
	struct octets got = {0};
	json_t *data;

	for (unsigned i = 0; i < 3000; i++)
		octets_format(&all, "%u ", i * i);
	assert_true(trace_sent(f->results[FIXTURE_FLAKY].trace, all.at, all.len,
		true, 2000));
	data = html_data(&f->run, HTML_ROOM);
	tokens_of(data, entry_of(data, FIXTURE_FLAKY, 2), &got);
	assert_int_equal(got.len, 4096);
	assert_memory_equal(got.at, all.at, 4096);
	octets_free(&got);
	octets_free(&all);
	json_decref(data);
}

/* Fills `t` with octets that repeat nothing that was there before. */
static void
fill(struct trace *t, unsigned *seed)
{
	struct octets all = {0};

	while (all.len < 4096)
		octets_format(&all, "%08x", *seed = *seed * 1664525 + 12345);
	assert_true(trace_sent(t, all.at, all.len, true, 1));
	octets_free(&all);
}

/* A page stays small, and what deviates has its octets first. */
static void
test_room_goes_to_what_deviates(void **state)
{
	enum {
		PASSES = 12,
		ROOM = 64 << 10
	};
	struct fixture *f = *state;
	struct result *results = calloc(PASSES + 1, sizeof(*results));
	unsigned seed = 7;
	json_t *data;
	char *text;

	assert_non_null(results);
	for (size_t i = 0; i < PASSES; i++) {
		results[i] = f->results[FIXTURE_PASS];
		results[i].trace = trace_new();
		fill(results[i].trace, &seed);
	}
	results[PASSES] = f->results[FIXTURE_FAIL];
	f->run.results = results;
	f->run.n_results = PASSES + 1;
	data = html_data(&f->run, ROOM);
	text = json_dumps(data, JSON_COMPACT);
	assert_in_range(strlen(text), ROOM / 2, ROOM + (16 << 10));
	check_tokens(data, entry_of(data, PASSES, 1),
		"HTTP/1.1 200 OK\r\nServer: \x1b[31mred\r\n"
		"Content-Length: 2\r\n\r\nok");
	check_tokens(data, entry_of(data, PASSES - 1, 0), "");
	check_json(json_array_get(entry_of(data, PASSES - 1, 0), 2), "4096");
	check_json(json_object_get(result_of(data, PASSES - 1), "command"),
		"null");
	for (size_t i = 0; i < PASSES; i++)
		trace_free(results[i].trace);
	free(text);
	free(results);
	json_decref(data);
}

static void
test_variances(void **state)
{
	struct fixture *f = *state;
	struct split_variance v = {
		.result = &f->results[FIXTURE_WARN_LOWER],
		.kind = SPLIT_PLACE,
		.offset = 4,
		.n_varied = 2,
		.n_played = 9,
		.judgement = f->results[FIXTURE_WARN_OTHER].judgement,
		.trace = f->results[FIXTURE_WARN_OTHER].trace,
	};
	json_t *data;
	json_t *got;

	data = html_data(&f->run, HTML_ROOM);
	check_json(json_object_get(data, "splits"), "null");
	json_decref(data);
	f->run.split = true;
	f->run.variances = &v;
	f->run.n_variances = 1;
	data = html_data(&f->run, HTML_ROOM);
	got = json_object_get(json_object_get(data, "splits"), "variances");
	assert_int_equal(number_of(json_array_get(got, 0), "result"),
		FIXTURE_WARN_LOWER);
	check_json(json_object_get(json_array_get(got, 0), "events"),
		"\"fin\"");
	check_json(json_object_get(json_object_get(json_array_get(got, 0),
					   "cut"),
			   "offset"),
		"4");
	json_decref(data);
}

static void
test_baseline(void **state)
{
	struct fixture *f = *state;
	json_t *data = html_data(&f->run, HTML_ROOM);

	check_json(json_object_get(data, "baseline"), "null");
	json_decref(data);
	f->run.baseline = &fixture_baseline;
	f->results[FIXTURE_FAIL].known = &fixture_known;
	data = html_data(&f->run, HTML_ROOM);
	check_json(json_object_get(json_object_get(data, "baseline"), "known"),
		"1");
	check_json(json_object_get(result_of(data, FIXTURE_FAIL), "baseline"),
		"{\"standing\":\"known\",\"verdict\":\"fail\","
		"\"reason\":\"as ever\"}");
	check_json(json_object_get(result_of(data, FIXTURE_PASS), "baseline"),
		"null");
	json_decref(data);
}

static void
test_requirements(void **state)
{
	struct fixture *f = *state;
	struct diagnostics d = {0};
	struct requirements *list =
		requirements_load(ASSAY_CASES "/requirements", &d);
	json_t *data;
	json_t *row;

	assert_non_null(list);
	f->run.requirements = list;
	data = html_data(&f->run, HTML_ROOM);
	assert_int_equal(json_object_size(json_object_get(data,
				 "requirements")),
		3);
	row = json_object_get(json_object_get(data, "requirements"),
		"9112-5.1-2");
	check_json(json_array_get(row, 0), "\"MUST\"");
	assert_memory_equal(json_string_value(json_array_get(row, 3)),
		"https://httpwg.org/specs/rfc9112.html#", 38);
	json_decref(data);
	diagnostics_free(&d);
	requirements_free(list);
}

/* ---- the file ---- */

static void
test_file(void **state)
{
	struct fixture *f = *state;
	char path[] = "/tmp/assay-test-XXXXXX";
	int fd = mkstemp(path);
	struct octets text = {0};
	FILE *in;

	assert_true(fd >= 0);
	(void)close(fd);
	f->run.server = "</title></script><script>alert(1)</script>";
	assert_true(report_html(&f->run, path));
	in = fopen(path, "r");
	assert_non_null(in);
	fixture_read(in, &text);
	(void)fclose(in);
	(void)unlink(path);
	assert_int_not_equal(octets_find(&text, 0, "&lt;/title>", 11),
		SIZE_MAX);
	assert_int_equal(octets_find(&text, 0, "<script>alert", 13), SIZE_MAX);
	octets_free(&text);
}

static void
test_not_written(void **state)
{
	struct fixture *f = *state;

	fixture_is_not_written(&f->run, REPORT_report_html);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_each_case_stands_once),
		FIXTURE_TEST(test_what_matched),
		FIXTURE_TEST(test_trace),
		FIXTURE_TEST(test_lines_are_shared),
		FIXTURE_TEST(test_command),
		FIXTURE_TEST(test_repetitions),
		FIXTURE_TEST(test_long_entry),
		FIXTURE_TEST(test_room_goes_to_what_deviates),
		FIXTURE_TEST(test_variances),
		FIXTURE_TEST(test_baseline),
		FIXTURE_TEST(test_requirements),
		FIXTURE_TEST(test_file),
		FIXTURE_TEST(test_not_written),
	};

	return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}

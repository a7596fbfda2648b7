#include "fixture.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "report/json_variance.h"
#include "report/variance.h"

#define FIRST "GET / HTTP/1.1\r\nHost: 127.0.0.1:8080\r"
#define REST "\nX : %\\'\r\n\r\n"

/* The fixture's refusal: cut in two, it was accepted. */
static struct split_variance
cut_in_two(const struct fixture *f)
{
	struct split_variance v = {
		.result = &f->results[FIXTURE_PASS],
		.kind = SPLIT_PLACE,
		.offset = sizeof(FIRST) - 1,
		.n_varied = 3,
		.n_played = 23,
		.trace = trace_new(),
	};

	assert_non_null(v.trace);
	assert_true(trace_sent(v.trace, FIRST, sizeof(FIRST) - 1, true, 100));
	assert_true(trace_sent(v.trace, REST, sizeof(REST) - 1, false, 1300));
	assert_true(trace_received(v.trace, "HTTP/1.1 204 No Content\r\n\r\n",
		27, 2000));
	trace_ended(v.trace, TRACE_FIN, 2100);
	judge_play(v.result->test_case, NULL, v.trace, 0, &v.judgement);
	return v;
}

static void
add(struct fixture *f, struct split_variance *v)
{
	f->run.split = true;
	f->run.n_split_plays = 55107;
	f->run.variances = v;
	f->run.n_variances = 1;
}

static const char text[] =
	"split-variance  server/fields/space-before-colon  (must)\n"
	"A space between field name and colon is refused with 400\n"
	"  requires 9112-5.1-2\n"
	"  cut at octet 37 of what is sent\n"
	"    left  .0.0.1:8080\\r\n"
	"    right \\nX : %\\\\'\\r\\n\\r\\n\n"
	"  as it is 400, fin (pass)\n"
	"  cut      204, fin (fail)\n"
	"  in all   3 of 23 ways to cut it came to something else\n"
	"  trace\n"
	"        0.1 ms > 37 octets\n"
	"        1.3 ms > 12 octets\n"
	"        2.0 ms < HTTP/1.1 204 No Content\\r\\n\n"
	"               < \\r\\n\n"
	"        2.1 ms FIN\n"
	"  reproduce\n"
	"    {\n"
	"      printf %b \\\n"
	"          'GET / HTTP/1.1\\r\\n' \\\n"
	"          'Host: 127.0.0.1:8080\\r'\n"
	"      sleep 0.050\n"
	"      printf %b \\\n"
	"          '\\n' \\\n"
	"          'X : %\\\\\\0047\\r\\n' \\\n"
	"          '\\r\\n'\n"
	"      sleep 1\n"
	"    } | nc -w 3 127.0.0.1 8080\n";

static void
test_text(void **state)
{
	struct fixture *f = *state;
	struct split_variance v = cut_in_two(f);
	struct octets got = {0};

	report_variance(&f->run, &v, &got);
	fixture_same_text(&got, text);
	fixture_is_plain(&got);
	octets_free(&got);
	trace_free(v.trace);
}

static void
test_kinds(void **state)
{
	struct fixture *f = *state;
	struct split_variance v = cut_in_two(f);
	struct octets got = {0};

	v.flaky = true;
	v.kind = SPLIT_PLACES;
	report_variance(&f->run, &v, &got);
	v.kind = SPLIT_OCTETS;
	report_variance(&f->run, &v, &got);
	fixture_is_plain(&got);
	assert_true(octets_find(&got, 0, "  cut at all places together\n", 29) <
		    got.len);
	assert_true(octets_find(&got, 0, "  cut octet by octet\n", 21) <
		    got.len);
	assert_true(octets_find(&got, 0, "  flaky    plays of", 19) < got.len);
	octets_free(&got);
	trace_free(v.trace);
}

static void
counts_are(const struct run *r, const char *wanted)
{
	struct octets got = {0};

	variance_put_counts(r, &got);
	fixture_same_text(&got, wanted);
	octets_free(&got);
}

static void
test_counts(void **state)
{
	struct fixture *f = *state;
	struct split_variance v = cut_in_two(f);

	counts_are(&f->run, "");
	add(f, &v);
	counts_are(&f->run, "split-variance: 1, 1 then fail; 55107 plays in "
			    "segments\n\n");
	v.flaky = true;
	counts_are(&f->run, "split-variance: 0, and 1 flaky; 55107 plays in "
			    "segments\n\n");
	f->run.n_variances = 0;
	counts_are(&f->run, "split-variance: 0; 55107 plays in segments\n\n");
	trace_free(v.trace);
}

/* What follows the cut may be the canary, which is not the case's. */
static void
test_sides(void **state)
{
	struct fixture *f = *state;
	struct split_variance v = cut_in_two(f);
	struct trace *whole = trace_new();
	struct result r = {.trace = whole};
	struct variance_sides sides;

	assert_true(trace_sent(whole, "abc", 3, true, 0));
	assert_true(trace_canary(whole, "GET", 3, 1));
	v.result = &r;
	v.offset = 1;
	sides = variance_sides(&v);
	assert_int_equal(sides.left_len, 1);
	assert_int_equal(sides.right_len, 2);
	assert_memory_equal(sides.left, "abc", 3);
	trace_free(whole);
	trace_free(v.trace);
}

static void
test_json(void **state)
{
	struct fixture *f = *state;
	struct split_variance v = cut_in_two(f);
	json_t *json;
	json_t *one;
	char *cut;

	add(f, &v);
	json = json_variances(&f->run);
	assert_int_equal(json_integer_value(json_object_get(json, "plays")),
		55107);
	assert_int_equal(json_integer_value(json_object_get(json, "steady")),
		1);
	one = json_array_get(json_object_get(json, "variances"), 0);
	cut = json_dumps(json_object_get(one, "cut"), JSON_COMPACT);
	assert_string_equal(cut,
		"{\"kind\":\"place\",\"offset\":37,"
		"\"left\":\".0.0.1:8080\\r\",\"right\":\"\\nX : "
		"%\\\\'\\r\\n\\r\\n\"}");
	assert_string_equal(json_string_value(json_object_get(one, "verdict")),
		"fail");
	assert_string_equal(json_string_value(json_object_get(one, "whole")),
		"pass");
	assert_string_equal(json_string_value(json_object_get(one, "text")),
		text);
	free(cut);
	json_decref(json);
	trace_free(v.trace);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_text),
		FIXTURE_TEST(test_kinds),
		FIXTURE_TEST(test_counts),
		FIXTURE_TEST(test_sides),
		FIXTURE_TEST(test_json),
	};

	return cmocka_run_group_tests_name("variance", tests, NULL, NULL);
}

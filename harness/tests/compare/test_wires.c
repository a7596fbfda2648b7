#include "fixture.h"

#include <stdlib.h>
#include <string.h>

#include "compare/wires.h"

#define TRACE(octets, total)                                               \
	", \"trace\": [{\"ms\": 1.5, \"out\": true, \"octets\": \"" octets \
	"\", \"octets_total\": " total "}], \"trace_total\": 1"

/* What the trace of the only result is made, as JSON with its strings. */
static void
check(const char *json, const char *wanted)
{
	struct compare_report r;
	struct wires_target target;
	struct strings strings;
	json_t *trace;
	json_t *command;
	json_t *all;
	char *got;

	fixture_read(json, &r);
	wires_target(&r, &target);
	strings_open(&strings);
	trace = wires_trace(&strings, &target, &r.results[0]);
	command = wires_command(&strings, &target, &r.results[0]);
	all = json_pack("[o?o?o]", trace, command, strings_close(&strings));
	got = json_dumps(all,
		JSON_COMPACT | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(6));
	assert_non_null(got);
	assert_string_equal(got, wanted);
	free(got);
	json_decref(all);
	compare_report_free(&r);
}

static void
test_wires(void **state)
{
	(void)state;
	check(REPORT("", RESULT("a", "fail", "")), "[null,null,[]]");
	/* Lines are kept once, the address is none of them. */
	check(REPORT("",
		      RESULT("a", "fail",
			      TRACE("a\\r\\na\\r\\nHost: 127.0.0.1:8080\\n\\u0000",
				      "40"))),
		"[[1,[[1.5,1,40,0,0,1,2]]],null,"
		"[\"a\\r\\n\",\"Host: \\uE000\\n\",\"\\u0000\"]]");
	check(REPORT("",
		      RESULT("a", "fail",
			      ", \"text\": \"x\\n  reproduce\\n    printf 'a'"
			      " |\\n      nc 127.0.0.1 8080\\n  other\\n\"")),
		"[null,0,[\"printf 'a' |\\n  nc \\uE001\\n\"]]");
	check(REPORT("", RESULT("a", "fail", ", \"text\": \"x\"")),
		"[null,null,[]]");
}

/* A segment of 3000 octets, each two in UTF-8: 2048 are kept, none halved. */
static void
test_long_segment(void **state)
{
	struct octets json = {0};
	struct compare_report r;
	struct wires_target target;
	struct strings strings;
	json_t *trace;

	(void)state;
	octets_text(&json, "{\"format\": 1, \"suite\": {}, \"target\": {}, "
			   "\"results\": [{\"id\": \"a\", \"verdict\": "
			   "\"fail\", \"level\": \"may\", \"trace\": "
			   "[{\"octets\": \"");
	octets_repeat(&json, "\xc3\xa9", 2, 3000);
	octets_format(&json, "\"}]}]}%c", '\0');
	fixture_read((const char *)json.at, &r);
	wires_target(&r, &target);
	strings_open(&strings);
	trace = wires_trace(&strings, &target, &r.results[0]);
	assert_false(strings.failed);
	assert_int_equal(json_string_length(json_array_get(strings.list, 0)),
		4096);
	json_decref(trace);
	json_decref(strings_close(&strings));
	octets_free(&json);
	compare_report_free(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wires),
		cmocka_unit_test(test_long_segment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

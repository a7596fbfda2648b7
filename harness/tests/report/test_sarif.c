#include "fixture.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static json_t *
write_sarif(const struct run *r)
{
	size_t len;
	char *text = fixture_report(r, REPORT_report_sarif, &len);
	json_error_t error;
	json_t *json = json_loadb(text, len, 0, &error);

	if (json == NULL)
		fail_msg("%s", error.text);
	free(text);
	return json;
}

static json_t *
run_of(const json_t *json)
{
	return json_array_get(json_object_get(json, "runs"), 0);
}

static json_t *
result_of(const json_t *json, size_t i)
{
	return json_array_get(json_object_get(run_of(json), "results"), i);
}

/* The value below those keys, up to a NULL. */
static const json_t *
below(const json_t *json, const char *const *keys)
{
	for (; *keys != NULL; keys++)
		json = json_is_array(json)
			       ? json_object_get(json_array_get(json, 0), *keys)
			       : json_object_get(json, *keys);
	return json;
}

#define BELOW(json, ...) below(json, (const char *const[]){__VA_ARGS__, NULL})

static void
check_text(const json_t *value, const char *wanted)
{
	assert_true(json_is_string(value));
	assert_string_equal(json_string_value(value), wanted);
}

struct row {
	const char *rule;
	const char *level;
	const char *id;
	const char *uri;
};

/* The gravest first, each a result of its own. */
static const struct row rows[] = {
	{"9112-5.1-2", "error", "server/fields/space-before-colon",
		"server/fields/space-before-colon.yaml"},
	{"9112-7.1-abnf-chunk-size", "warning",
		"server/chunked/size-hex-prefix[lower]",
		"server/chunked/size-hex-prefix.yaml"},
	{"9112-7.1-abnf-chunk-size", "warning",
		"server/chunked/size-hex-prefix[upper]",
		"server/chunked/size-hex-prefix.yaml"},
	{"9112-7.1-abnf-chunk-size", "warning",
		"server/chunked/size-hex-prefix[spaced]",
		"server/chunked/size-hex-prefix.yaml"},
	{"server/methods/unknown", "note", "server/methods/unknown",
		"server/methods/unknown.yaml"},
};

#define N_ROWS (sizeof(rows) / sizeof(rows[0]))

static void
check_row(const json_t *json, size_t i)
{
	const json_t *result = result_of(json, i);
	const json_t *rules = BELOW(run_of(json), "tool", "driver", "rules");
	json_int_t index =
		json_integer_value(json_object_get(result, "ruleIndex"));

	check_text(BELOW(result, "ruleId"), rows[i].rule);
	check_text(json_object_get(json_array_get(rules, (size_t)index), "id"),
		rows[i].rule);
	check_text(BELOW(result, "level"), rows[i].level);
	check_text(BELOW(result, "partialFingerprints",
			   "primaryLocationLineHash"),
		rows[i].id);
	check_text(BELOW(result, "locations", "physicalLocation",
			   "artifactLocation", "uri"),
		rows[i].uri);
	assert_int_equal(json_integer_value(BELOW(result, "locations",
				 "physicalLocation", "region", "startLine")),
		1);
}

static void
test_results(void **state)
{
	struct fixture *f = *state;
	json_t *json = write_sarif(&f->run);

	assert_int_equal(json_array_size(BELOW(run_of(json), "results")),
		N_ROWS);
	for (size_t i = 0; i < N_ROWS; i++)
		check_row(json, i);
	check_text(BELOW(result_of(json, 0), "message", "text"),
		"A space between field name and colon is refused with 400. "
		"Happened: 200, fin. 200, fin: no outcome expects this");
	json_decref(json);
}

static void
test_invocation(void **state)
{
	struct fixture *f = *state;
	json_t *json = write_sarif(&f->run);
	json_t *stopped;

	assert_true(json_is_true(BELOW(run_of(json), "invocations",
		"executionSuccessful")));
	f->run.interrupted = true;
	stopped = write_sarif(&f->run);
	assert_true(json_is_false(BELOW(run_of(stopped), "invocations",
		"executionSuccessful")));
	check_text(BELOW(run_of(stopped), "invocations",
			   "toolExecutionNotifications", "message", "text"),
		"the run was interrupted: results are missing");
	json_decref(stopped);
	json_decref(json);
}

static void
test_baseline(void **state)
{
	struct fixture *f = *state;
	json_t *json;

	f->run.baseline = &fixture_baseline;
	f->results[FIXTURE_FAIL].known = &fixture_known;
	json = write_sarif(&f->run);
	check_text(BELOW(result_of(json, 0), "baselineState"), "unchanged");
	check_text(BELOW(result_of(json, 0), "suppressions", "kind"),
		"external");
	check_text(BELOW(result_of(json, 0), "suppressions", "justification"),
		"as ever");
	check_text(BELOW(result_of(json, 1), "baselineState"), "new");
	assert_null(BELOW(result_of(json, 1), "suppressions"));
	assert_null(BELOW(result_of(json, 4), "baselineState"));
	json_decref(json);
}

static void
test_category(void **state)
{
	struct fixture *f = *state;
	json_t *json;

	f->run.name = "nginx";
	json = write_sarif(&f->run);
	check_text(BELOW(run_of(json), "automationDetails", "id"),
		"assay/nginx/");
	json_decref(json);
}

/* Whatever the target says is a string, if not of UTF-8 then of octets. */
static void
test_hostile_server(void **state)
{
	struct fixture *f = *state;
	json_t *json;

	f->run.server = "\xff\x01\"";
	json = write_sarif(&f->run);
	check_text(BELOW(run_of(json), "properties", "server"), "ÿ\x01\"");
	json_decref(json);
}

/* More than 5000 are not told, and that is. */
static void
test_limit(void **state)
{
	enum {
		N = 5007
	};
	struct fixture *f = *state;
	struct result *many = calloc(N, sizeof(*many));
	const json_t *told;
	json_t *json;

	assert_non_null(many);
	for (size_t i = 0; i < N; i++)
		many[i] = f->results[i + 3 < N ? FIXTURE_WARN_LOWER
					       : FIXTURE_FAIL];
	f->run.results = many;
	f->run.n_results = N;
	json = write_sarif(&f->run);
	assert_int_equal(json_array_size(BELOW(run_of(json), "results")), 5000);
	check_text(BELOW(result_of(json, 2), "level"), "error");
	check_text(BELOW(result_of(json, 3), "level"), "warning");
	told = BELOW(run_of(json), "invocations", "toolExecutionNotifications",
		"message", "text");
	check_text(told, "7 results are left out of this file");
	json_decref(json);
	free(many);
}

static void
test_not_written(void **state)
{
	struct fixture *f = *state;

	fixture_is_not_written(&f->run, REPORT_report_sarif);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_results),
		FIXTURE_TEST(test_invocation),
		FIXTURE_TEST(test_baseline),
		FIXTURE_TEST(test_category),
		FIXTURE_TEST(test_hostile_server),
		FIXTURE_TEST(test_limit),
		FIXTURE_TEST(test_not_written),
	};

	return cmocka_run_group_tests_name("sarif", tests, NULL, NULL);
}

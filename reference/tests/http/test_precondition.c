/* Conditions are evaluated in the order of RFC 9110, section 13.2.2. */

#include "http/precondition.h"

#include "unit.h"

/* Sun, 06 Nov 1994 08:49:37 GMT, the Last-Modified of the representation. */
#define MODIFIED 784111777
#define NOW 1767225600

#define BEFORE "Sun, 06 Nov 1994 08:49:36 GMT"
#define SAME "Sun, 06 Nov 1994 08:49:37 GMT"
#define AFTER "Sun, 06 Nov 1994 08:49:38 GMT"

static const struct http_representation strong = {
	true, true, MODIFIED, {false, {(const uint8_t *)"v1", 2}}};
static const struct http_representation weak = {
	true, true, MODIFIED, {true, {(const uint8_t *)"v1", 2}}};
static const struct http_representation undated = {
	true, false, 0, {false, {NULL, 0}}};
static const struct http_representation none = {
	false, false, 0, {false, {NULL, 0}}};

#define PROCEED HTTP_CONDITION_PROCEED
#define NOT_MODIFIED HTTP_CONDITION_NOT_MODIFIED
#define FAILED HTTP_CONDITION_FAILED

struct row {
	const struct http_representation *representation;
	enum http_method method;
	enum http_condition result;
	const char *fields[8]; /* name, value, name, value ... NULL */
};

#define GET HTTP_METHOD_GET
#define HEAD HTTP_METHOD_HEAD
#define POST HTTP_METHOD_POST
#define PUT HTTP_METHOD_PUT
#define DELETE HTTP_METHOD_DELETE

static const struct row rows[] = {
	{&strong, GET, PROCEED, {NULL}},
	{&strong, GET, PROCEED, {"If-Something", "\"v1\""}},

	/* If-None-Match, weak comparison */
	{&strong, GET, NOT_MODIFIED, {"If-None-Match", "\"v1\""}},
	{&strong, HEAD, NOT_MODIFIED, {"If-None-Match", "\"v1\""}},
	{&strong, POST, FAILED, {"If-None-Match", "\"v1\""}},
	{&strong, GET, NOT_MODIFIED, {"If-None-Match", "W/\"v1\""}},
	{&weak, GET, NOT_MODIFIED, {"If-None-Match", "\"v1\""}},
	{&strong, GET, PROCEED, {"If-None-Match", "\"v2\""}},
	{&strong, GET, NOT_MODIFIED, {"if-none-match", "\"v2\", \"v1\""}},
	{&strong, GET, NOT_MODIFIED, {"If-None-Match", ", ,\"v1\","}},
	{&strong, GET, NOT_MODIFIED,
		{"If-None-Match", "\"v2\"", "If-None-Match", "\"v1\""}},
	{&strong, GET, NOT_MODIFIED, {"If-None-Match", "*"}},
	{&strong, POST, FAILED, {"If-None-Match", "*"}},
	{&none, POST, PROCEED, {"If-None-Match", "*"}},
	{&none, POST, PROCEED, {"If-None-Match", "\"v1\""}},
	{&undated, GET, NOT_MODIFIED, {"If-None-Match", "*"}},
	{&undated, GET, PROCEED, {"If-None-Match", "\"v1\""}},
	{&strong, GET, PROCEED, {"If-None-Match", "v1"}},
	{&strong, GET, PROCEED, {"If-None-Match", "\"a,\"v1\""}},
	{&strong, GET, PROCEED, {"If-None-Match", ""}},
	/* a comma and a backslash inside a tag are part of it */
	{&strong, GET, PROCEED, {"If-None-Match", "\"x,v1\""}},
	{&strong, GET, NOT_MODIFIED, {"If-None-Match", "\"x\\\", \"v1\""}},

	/* If-Modified-Since, without If-None-Match only */
	{&strong, GET, NOT_MODIFIED, {"If-Modified-Since", SAME}},
	{&strong, GET, NOT_MODIFIED, {"If-Modified-Since", AFTER}},
	{&strong, GET, PROCEED, {"If-Modified-Since", BEFORE}},
	{&strong, HEAD, NOT_MODIFIED, {"If-Modified-Since", SAME}},
	{&strong, POST, PROCEED, {"If-Modified-Since", SAME}},
	{&strong, GET, NOT_MODIFIED,
		{"If-Modified-Since", "Sunday, 06-Nov-94 08:49:37 GMT"}},
	{&strong, GET, PROCEED, {"If-Modified-Since", "yesterday"}},
	{&strong, GET, PROCEED,
		{"If-Modified-Since", SAME, "If-Modified-Since", SAME}},
	{&undated, GET, PROCEED, {"If-Modified-Since", AFTER}},
	{&strong, GET, PROCEED,
		{"If-None-Match", "\"v2\"", "If-Modified-Since", AFTER}},
	{&strong, GET, NOT_MODIFIED,
		{"If-Modified-Since", BEFORE, "If-None-Match", "\"v1\""}},

	/* If-Match, strong comparison */
	{&strong, GET, PROCEED, {"If-Match", "\"v1\""}},
	{&strong, GET, FAILED, {"If-Match", "\"v2\""}},
	{&strong, GET, FAILED, {"If-Match", "W/\"v1\""}},
	{&weak, GET, FAILED, {"If-Match", "\"v1\""}},
	{&strong, GET, PROCEED, {"If-Match", "*"}},
	{&none, POST, FAILED, {"If-Match", "*"}},
	{&undated, GET, FAILED, {"If-Match", "\"v1\""}},
	{&strong, GET, FAILED,
		{"If-Match", "\"v2\"", "If-None-Match", "\"v1\""}},
	{&strong, GET, NOT_MODIFIED,
		{"If-None-Match", "\"v1\"", "If-Match", "\"v1\""}},

	/* If-Unmodified-Since, without If-Match only */
	{&strong, GET, PROCEED, {"If-Unmodified-Since", SAME}},
	{&strong, GET, PROCEED, {"If-Unmodified-Since", AFTER}},
	{&strong, GET, FAILED, {"If-Unmodified-Since", BEFORE}},
	{&strong, GET, PROCEED, {"If-Unmodified-Since", "never"}},
	{&undated, GET, PROCEED, {"If-Unmodified-Since", BEFORE}},
	{&strong, GET, PROCEED,
		{"If-Match", "\"v1\"", "If-Unmodified-Since", BEFORE}},
	{&strong, GET, FAILED,
		{"If-Unmodified-Since", BEFORE, "If-None-Match", "\"v1\""}},

	/* against the lost update: RFC 9110, section 13.1.1 */
	{&strong, PUT, PROCEED, {"If-Match", "\"v1\""}},
	{&strong, PUT, FAILED, {"If-Match", "\"v0\""}},
	{&none, PUT, FAILED, {"If-Match", "*"}},
	{&none, PUT, FAILED, {"If-Match", "\"v1\""}},
	{&strong, DELETE, PROCEED, {"If-Match", "*"}},
	{&weak, DELETE, FAILED, {"If-Match", "W/\"v1\""}},
	{&none, PUT, PROCEED, {"If-None-Match", "*"}},
	{&strong, PUT, FAILED, {"If-None-Match", "*"}},
	{&weak, DELETE, FAILED, {"If-None-Match", "\"v1\""}},
	{&strong, PUT, FAILED, {"If-Unmodified-Since", BEFORE}},
	{&strong, PUT, PROCEED, {"If-Unmodified-Since", SAME}},
	{&none, PUT, PROCEED, {"If-Unmodified-Since", BEFORE}},
	{&strong, PUT, PROCEED, {"If-Modified-Since", AFTER}},
	{&strong, DELETE, PROCEED, {"If-Modified-Since", AFTER}},
};

static void
show(struct http_precondition *p, const char *const *fields)
{
	for (; fields[0] != NULL; fields += 2)
		http_precondition_field(p, text_span(fields[0]),
			text_span(fields[1]));
}

static void
evaluates(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(rows); i++) {
		struct http_precondition p;

		http_precondition_init(&p, rows[i].representation, NOW);
		show(&p, rows[i].fields);
		if (http_precondition_result(&p, rows[i].method) !=
			rows[i].result)
			fail_msg("row %zu: %s: %s", i, rows[i].fields[0],
				rows[i].fields[1]);
	}
}

static const struct {
	const struct http_representation *representation;
	int64_t now;
	bool apply;
	const char *fields[8];
} ranges[] = {
	{&strong, NOW, true, {NULL}},
	{&strong, NOW, true, {"If-Range", "\"v1\""}},
	{&strong, NOW, false, {"If-Range", "\"v2\""}},
	{&strong, NOW, false, {"If-Range", "W/\"v1\""}},
	{&weak, NOW, false, {"If-Range", "W/\"v1\""}},
	{&strong, NOW, false, {"If-Range", "\"v1\", \"v2\""}},
	{&strong, NOW, true, {"If-Range", SAME}},
	{&strong, NOW, false, {"If-Range", AFTER}},
	{&strong, NOW, false, {"If-Range", BEFORE}},
	{&strong, NOW, false, {"If-Range", "never"}},
	/* within the second of the change a date is weak */
	{&strong, MODIFIED, false, {"If-Range", SAME}},
	{&strong, MODIFIED + 1, true, {"If-Range", SAME}},
	{&undated, NOW, false, {"If-Range", SAME}},
	{&undated, NOW, false, {"If-Range", "\"v1\""}},
	{&strong, NOW, false, {"If-Range", "\"v1\"", "If-Range", "\"v1\""}},
};

static void
decides_about_ranges(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(ranges); i++) {
		struct http_precondition p;

		http_precondition_init(&p, ranges[i].representation,
			ranges[i].now);
		show(&p, ranges[i].fields);
		if (http_precondition_range(&p) != ranges[i].apply)
			fail_msg("row %zu", i);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(evaluates),
		cmocka_unit_test(decides_about_ranges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

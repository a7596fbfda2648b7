/* Methods are found by their exact name, and sets of them are written. */

#include "http/method.h"

#include "unit.h"

static void
finds_each_by_its_name(void **state)
{
	unsigned i;

	(void)state;
	for (i = 0; i < HTTP_METHOD_UNKNOWN; i++) {
		enum http_method method = (enum http_method)i;
		struct h1_span name = text_span(http_method_name(method));

		assert_true(name.len > 0);
		assert_int_equal(http_method_find(name), method);
		name.len--;
		assert_int_equal(http_method_find(name), HTTP_METHOD_UNKNOWN);
	}
}

static const char *const unknown[] = {"", "get", "Get", "GETT", "GE", "POSTX",
	"FOOBAR", "!#$%&'*+-.^_`|~", "GET ", "PROPFIND"};

static void
knows_no_other(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(unknown); i++)
		assert_int_equal(http_method_find(text_span(unknown[i])),
			HTTP_METHOD_UNKNOWN);
}

static const struct {
	unsigned allowed;
	const char *text;
} sets[] = {
	{HTTP_ALLOW_NONE, ""},
	{HTTP_ALLOW_POST, "POST"},
	{HTTP_ALLOW_OPTIONS | HTTP_ALLOW_GET | HTTP_ALLOW_HEAD,
		"GET, HEAD, OPTIONS"},
	{(1u << HTTP_METHOD_UNKNOWN) - 1,
		"GET, HEAD, POST, PUT, DELETE, CONNECT, OPTIONS, TRACE, "
		"PATCH"},
};

static void
writes_sets(void **state)
{
	uint8_t out[HTTP_METHOD_ALLOW_MAX];
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(sets); i++) {
		struct h1_span span = {
			out, http_method_allow_write(out, sets[i].allowed)};

		assert_true(h1_span_equal(span, text_span(sets[i].text)));
	}
}

static void
tells_members(void **state)
{
	(void)state;
	assert_true(http_method_allowed(HTTP_ALLOW_GET, HTTP_METHOD_GET));
	assert_false(http_method_allowed(HTTP_ALLOW_GET, HTTP_METHOD_HEAD));
	assert_false(http_method_allowed(UINT32_MAX, HTTP_METHOD_UNKNOWN));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_each_by_its_name),
		cmocka_unit_test(knows_no_other),
		cmocka_unit_test(writes_sets),
		cmocka_unit_test(tells_members),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

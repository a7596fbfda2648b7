/* Codings are known by the suffix of a name, and pay for text. */

#include "http/coding.h"

#include "unit.h"

static void
knows_suffixes(void **state)
{
	static const struct {
		const char *name;
		enum http_coding coding;
	} rows[] = {
		{"a.html.gz", HTTP_CODING_GZIP},
		{"a.html.br", HTTP_CODING_BR},
		{"a.tar.ZST", HTTP_CODING_ZSTD},
		{"a.html", HTTP_CODING_IDENTITY},
		{".gz", HTTP_CODING_IDENTITY},
		{"gz", HTTP_CODING_IDENTITY},
		{"agz", HTTP_CODING_IDENTITY},
		{"", HTTP_CODING_IDENTITY},
	};
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(rows); i++)
		assert_int_equal(http_coding_of_name(text_span(rows[i].name)),
			rows[i].coding);
}

static void
tells_names(void **state)
{
	(void)state;
	assert_true(h1_span_equal(http_coding_name(HTTP_CODING_GZIP),
		H1_SPAN("gzip")));
	assert_true(h1_span_equal(http_coding_suffix(HTTP_CODING_BR),
		H1_SPAN(".br")));
	assert_true(h1_span_equal(http_coding_name(HTTP_CODING_IDENTITY),
		H1_SPAN("identity")));
	assert_int_equal(http_coding_suffix(HTTP_CODING_IDENTITY).len, 0);
}

static void
pays_for_text(void **state)
{
	static const struct {
		const char *type;
		bool pays;
	} rows[] = {
		{"text/html", true},
		{"TEXT/PLAIN; charset=utf-8", true},
		{"image/svg+xml", true},
		{"application/json", true},
		{"application/ld+json;x=y", true},
		{"application/wasm", true},
		{"text", false},
		{"textile/x", false},
		{"image/png", false},
		{"video/mp4; note=text/html+xml", false},
		{"application/gzip", false},
		{"application/octet-stream", false},
		{"+xml", false},
		{"", false},
	};
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(rows); i++) {
		if (http_coding_pays(text_span(rows[i].type)) != rows[i].pays)
			fail_msg("%s", rows[i].type);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_suffixes),
		cmocka_unit_test(tells_names),
		cmocka_unit_test(pays_for_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

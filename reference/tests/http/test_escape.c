/* No octet of a name means anything in the URI or HTML that it is put into. */

#include "http/escape.h"

#include "unit.h"

static const struct {
	const char *text;
	const char *uri;
	const char *html;
} rows[] = {
	{"", "", ""},
	{"plain-name_1.~txt", "plain-name_1.~txt", "plain-name_1.~txt"},
	{"a b", "a%20b", "a b"},
	{"<script>", "%3Cscript%3E", "&lt;script&gt;"},
	{"\"'&", "%22%27%26", "&quot;&#39;&amp;"},
	{"&amp;", "%26amp%3B", "&amp;amp;"},
	{"a/b?c#d", "a%2Fb%3Fc%23d", "a/b?c#d"},
	{"javascript:x", "javascript%3Ax", "javascript:x"},
	{"%41", "%2541", "%41"},
	{"\r\n\x01\x7f", "%0D%0A%01%7F", "????"},
	{"\xc3\xa4\xff", "%C3%A4%FF", "\xc3\xa4\xff"},
};

static void
escapes(void **state)
{
	uint8_t out[256];
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(rows); i++) {
		struct h1_span text = text_span(rows[i].text);
		struct h1_span uri = {out, http_escape_uri(out, text)};

		assert_true(h1_span_equal(uri, text_span(rows[i].uri)));
		assert_true(uri.len <= HTTP_ESCAPE_URI_MAX(text.len));
		uri.len = http_escape_html(out, text);
		assert_true(h1_span_equal(uri, text_span(rows[i].html)));
		assert_true(uri.len <= HTTP_ESCAPE_HTML_MAX(text.len));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(escapes)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

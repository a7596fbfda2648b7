/* The extension of a file name decides its media type. */

#include "http/media.h"

#include "unit.h"

static const struct {
	const char *name;
	const char *type;
} rows[] = {
	{"sample.txt", "text/plain"},
	{"/static/a.HTML", "text/html"},
	{"a.tar.gz", "application/gzip"},
	{"txt", "application/octet-stream"},
	{"a.", "application/octet-stream"},
	{"a.unheard-of", "application/octet-stream"},
	{"a.html/b", "application/octet-stream"},
	{"", "application/octet-stream"},
};

static void
finds_types(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(rows); i++) {
		struct h1_span type =
			http_media_of_name(text_span(rows[i].name));

		if (!h1_span_equal(type, text_span(rows[i].type)))
			fail_msg("%s", rows[i].name);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_types),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

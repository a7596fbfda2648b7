/* The system's table of media types is read line by line. */

#include "http/media_table.h"

#include "http/media.h"

#include "unit.h"

static const char text[] = "# comment html\n"
			   "\n"
			   "text/html\t\t\thtml htm\n"
			   "application/nothing\n"
			   "image/x-one one # two\n"
			   "image/again html\r\n"
			   "no-type bad\n"
			   "text/ bad\n"
			   "/x bad\n"
			   "a/b/c bad\n"
			   "text/x-\xff bad\n"
			   "   text/indented  ind\tIND2\n"
			   "text/last last";

static const struct {
	const char *name;
	const char *type;
} rows[] = {
	{"a.html", "text/html"},
	{"a.HTM", "text/html"},
	{"dir.one/a.one", "image/x-one"},
	{"a.two", "application/octet-stream"},
	{"a.bad", "application/octet-stream"},
	{"a.ind", "text/indented"},
	{"a.ind2", "text/indented"},
	{"a.last", "text/last"},
	/* from the table that is built in */
	{"a.png", "image/png"},
	{"html", "application/octet-stream"},
	{"a.", "application/octet-stream"},
	{"", "application/octet-stream"},
};

static void
reads_a_table(void **state)
{
	struct http_media_row room[8];
	struct http_media_table table;
	size_t i;

	(void)state;
	assert_int_equal(http_media_table_count(text_span(text)), 7);
	http_media_table_read(&table, room, 8, text_span(text));
	assert_true(http_media_table_knows(&table, H1_SPAN("a.two.ONE")));
	assert_true(http_media_table_knows(&table, H1_SPAN("a.png")));
	assert_false(http_media_table_knows(&table, H1_SPAN("a.two")));
	assert_false(http_media_table_knows(&table, H1_SPAN("one")));
	for (i = 0; i < N_ROWS(rows); i++) {
		struct h1_span type = http_media_table_of_name(&table,
			text_span(rows[i].name));

		if (!h1_span_equal(type, text_span(rows[i].type)))
			fail_msg("%s: %.*s", rows[i].name, (int)type.len,
				(const char *)type.at);
	}
}

static void
does_without(void **state)
{
	struct http_media_table table = {NULL, 0};

	(void)state;
	assert_true(h1_span_equal(http_media_table_of_name(&table,
					  H1_SPAN("a.html")),
		H1_SPAN("text/html")));
	assert_int_equal(http_media_table_count(H1_SPAN("")), 0);
}

/* A type that would not fit into an answer is none. */
static void
passes_over_long_types(void **state)
{
	char line[HTTP_MEDIA_TYPE_MAX + 16];

	(void)state;
	memset(line, 'x', sizeof(line));
	memcpy(line, "a/", 2);
	memcpy(line + HTTP_MEDIA_TYPE_MAX, " ext", 5);
	assert_int_equal(http_media_table_count(text_span(line)), 1);
	memcpy(line + HTTP_MEDIA_TYPE_MAX, "x ext", 6);
	assert_int_equal(http_media_table_count(text_span(line)), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_table),
		cmocka_unit_test(does_without),
		cmocka_unit_test(passes_over_long_types),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

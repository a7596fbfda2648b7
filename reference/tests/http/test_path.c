/* Paths are decoded once, and only names of folder entries are followed. */

#include "http/path.h"

#include "unit.h"

static const struct {
	const char *path;
	const char *decoded; /* NULL: refused */
} decoding[] = {
	{"/", "/"},
	{"", ""},
	{"/static/sample.txt", "/static/sample.txt"},
	{"/%73%74atic", "/static"},
	{"/a%20b", "/a b"},
	{"/%c3%A9", "/\xc3\xa9"},
	{"/%252e", "/%2e"},
	{"/%2e%2E/", "/../"},
	{"/%01%7f", "/\x01\x7f"},
	{"/a%2fb", NULL},
	{"/a%2Fb", NULL},
	{"/a%00b", NULL},
	{"/%", NULL},
	{"/%2", NULL},
	{"/%zz", NULL},
	{"/%2g", NULL},
};

static void
decodes(void **state)
{
	uint8_t out[32];
	size_t i, len = 0;

	(void)state;
	for (i = 0; i < N_ROWS(decoding); i++) {
		bool ok = http_path_decode(out, &len,
			text_span(decoding[i].path));
		struct h1_span span = {out, len};

		if (ok != (decoding[i].decoded != NULL) ||
			(ok && !h1_span_equal(span,
				       text_span(decoding[i].decoded))))
			fail_msg("%s", decoding[i].path);
	}
}

static void
decodes_in_place(void **state)
{
	uint8_t octets[] = "/%41%42c";
	struct h1_span path = {octets, sizeof(octets) - 1};
	size_t len;

	(void)state;
	assert_true(http_path_decode(octets, &len, path));
	assert_int_equal(len, 4);
	assert_memory_equal(octets, "/ABc", 4);
}

/* The segments joined by "|", each behind one. */
static const struct {
	const char *path;
	const char *segments;
} walks[] = {
	{"", ""},
	{"a", ""},
	{"/", "|"},
	{"/a", "|a"},
	{"/a/", "|a|"},
	{"//a", "||a"},
	{"/a/b.c/..", "|a|b.c|.."},
};

static void
walks_segments(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(walks); i++) {
		struct h1_span rest = text_span(walks[i].path), segment;
		uint8_t out[32];
		size_t len = 0;

		while (http_path_segment_next(&rest, &segment)) {
			out[len++] = '|';
			memcpy(out + len, segment.at, segment.len);
			len += segment.len;
		}
		assert_true(h1_span_equal((struct h1_span){out, len},
			text_span(walks[i].segments)));
	}
}

static void
follows_plain_names_only(void **state)
{
	(void)state;
	assert_true(http_path_segment_names(H1_SPAN("a")));
	assert_true(http_path_segment_names(H1_SPAN("a..")));
	assert_false(http_path_segment_names(H1_SPAN("")));
	assert_false(http_path_segment_names(H1_SPAN(".")));
	assert_false(http_path_segment_names(H1_SPAN("..")));
	assert_false(http_path_segment_names(H1_SPAN(".git")));
}

static void
stores_under_safe_names_only(void **state)
{
	uint8_t octets[HTTP_PATH_NAME_MAX + 1];
	struct h1_span name = {octets, sizeof(octets)};

	(void)state;
	assert_true(http_path_segment_stores(H1_SPAN("a b.txt")));
	assert_true(http_path_segment_stores(H1_SPAN("\xc3\xa4")));
	assert_false(http_path_segment_stores(H1_SPAN("")));
	assert_false(http_path_segment_stores(H1_SPAN(".a")));
	assert_false(http_path_segment_stores(H1_SPAN("a\\b")));
	assert_false(http_path_segment_stores(H1_SPAN("c:b")));
	assert_false(http_path_segment_stores(H1_SPAN("a\nb")));
	assert_false(http_path_segment_stores(H1_SPAN("a\x7f")));
	memset(octets, 'x', sizeof(octets));
	assert_false(http_path_segment_stores(name));
	name.len--;
	assert_true(http_path_segment_stores(name));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decodes),
		cmocka_unit_test(decodes_in_place),
		cmocka_unit_test(walks_segments),
		cmocka_unit_test(follows_plain_names_only),
		cmocka_unit_test(stores_under_safe_names_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Entity-tags are read strictly and compared as RFC 9110, section 8.8.3.2. */

#include "http/validator.h"

#include "unit.h"

static const struct {
	const char *text;
	bool ok; /* all of it is an entity-tag */
	bool weak;
	const char *opaque;
} rows[] = {
	{"\"xyzzy\"", true, false, "xyzzy"},
	{"W/\"xyzzy\"", true, true, "xyzzy"},
	{"\"\"", true, false, ""},
	{"\"a\\\"", true, false, "a\\"},
	{"\"\xe9,\"", true, false, "\xe9,"},
	{"w/\"xyzzy\"", false, false, NULL},
	{"W/ \"xyzzy\"", false, false, NULL},
	{"xyzzy", false, false, NULL},
	{"\"xyzzy", false, false, NULL},
	{"\"a b\"", false, false, NULL},
	{"\"a\tb\"", false, false, NULL},
	{"'xyzzy'", false, false, NULL},
	{"", false, false, NULL},
};

static void
reads_tags(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(rows); i++) {
		struct h1_cur cur = h1_cur_over(text_span(rows[i].text));
		const uint8_t *from = cur.at;
		struct http_entity_tag tag;

		assert_int_equal(http_entity_tag_take(&cur, &tag), rows[i].ok);
		if (!rows[i].ok) {
			assert_ptr_equal(cur.at, from);
			continue;
		}
		assert_true(h1_cur_at_end(&cur));
		assert_int_equal(tag.weak, rows[i].weak);
		assert_true(h1_span_equal(tag.opaque,
			text_span(rows[i].opaque)));
	}
}

/* The table of RFC 9110, section 8.8.3.2. */
static void
compares(void **state)
{
	const struct http_entity_tag weak1 = {true, H1_SPAN("1")};
	const struct http_entity_tag weak2 = {true, H1_SPAN("2")};
	const struct http_entity_tag strong1 = {false, H1_SPAN("1")};
	const struct http_entity_tag absent = {false, {NULL, 0}};

	(void)state;
	assert_false(http_entity_tag_equal_strong(&weak1, &weak1));
	assert_true(http_entity_tag_equal_weak(&weak1, &weak1));
	assert_false(http_entity_tag_equal_strong(&weak1, &weak2));
	assert_false(http_entity_tag_equal_weak(&weak1, &weak2));
	assert_false(http_entity_tag_equal_strong(&weak1, &strong1));
	assert_true(http_entity_tag_equal_weak(&weak1, &strong1));
	assert_true(http_entity_tag_equal_strong(&strong1, &strong1));
	assert_true(http_entity_tag_equal_weak(&strong1, &strong1));
	assert_false(http_entity_tag_equal_weak(&absent, &absent));
	assert_false(http_entity_tag_equal_strong(&absent, &strong1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_tags),
		cmocka_unit_test(compares),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

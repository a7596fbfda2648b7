/* One range of octets is understood; all else is passed over. */

#include "http/range.h"

#include "unit.h"

static const struct {
	const char *value;
	uint64_t length;
	enum http_range_result result;
	uint64_t first, last;
} rows[] = {
	{"bytes=0-499", 1000, HTTP_RANGE_PART, 0, 499},
	{"bytes=500-", 1000, HTTP_RANGE_PART, 500, 999},
	{"bytes=-1", 1000, HTTP_RANGE_PART, 999, 999},
	{"bytes=-1000", 1000, HTTP_RANGE_PART, 0, 999},
	{"bytes=-1001", 1000, HTTP_RANGE_PART, 0, 999},
	{"bytes=0-0", 1000, HTTP_RANGE_PART, 0, 0},
	{"bytes=999-999", 1000, HTTP_RANGE_PART, 999, 999},
	{"bytes=999-5000", 1000, HTTP_RANGE_PART, 999, 999},
	{"BYTES=0-0", 1000, HTTP_RANGE_PART, 0, 0},
	{"bytes= 0-0 ,", 1000, HTTP_RANGE_PART, 0, 0},
	{"bytes=,,0-0", 1000, HTTP_RANGE_PART, 0, 0},
	{"bytes=0-18446744073709551616", 9, HTTP_RANGE_PART, 0, 8},
	{"bytes=0-99999999999999999999999999", 9, HTTP_RANGE_PART, 0, 8},
	{"bytes=-99999999999999999999999999", 9, HTTP_RANGE_PART, 0, 8},
	{"bytes=1000-", 1000, HTTP_RANGE_UNSATISFIABLE, 0, 0},
	{"bytes=1000-1001", 1000, HTTP_RANGE_UNSATISFIABLE, 0, 0},
	{"bytes=18446744073709551616-", 1000, HTTP_RANGE_UNSATISFIABLE, 0, 0},
	{"bytes=-0", 1000, HTTP_RANGE_UNSATISFIABLE, 0, 0},
	{"bytes=0-", 0, HTTP_RANGE_UNSATISFIABLE, 0, 0},
	{"bytes=-5", 0, HTTP_RANGE_UNSATISFIABLE, 0, 0},
	{"bytes=5-4", 1000, HTTP_RANGE_WHOLE, 0, 0},
	{"bytes=0-1,3-4", 1000, HTTP_RANGE_WHOLE, 0, 0},
	{"bytes=", 1000, HTTP_RANGE_WHOLE, 0, 0},
	{"bytes=,", 1000, HTTP_RANGE_WHOLE, 0, 0},
	{"bytes=-", 1000, HTTP_RANGE_WHOLE, 0, 0},
	{"bytes=a-b", 1000, HTTP_RANGE_WHOLE, 0, 0},
	{"bytes=0x0-1", 1000, HTTP_RANGE_WHOLE, 0, 0},
	{"bytes=0 -1", 1000, HTTP_RANGE_WHOLE, 0, 0},
	{"bytes=+0-1", 1000, HTTP_RANGE_WHOLE, 0, 0},
	{"bytes=0--1", 1000, HTTP_RANGE_WHOLE, 0, 0},
	{"bytes=0-1-", 1000, HTTP_RANGE_WHOLE, 0, 0},
	{"bytes =0-1", 1000, HTTP_RANGE_WHOLE, 0, 0},
	{"bytes:0-1", 1000, HTTP_RANGE_WHOLE, 0, 0},
	{"octets=0-1", 1000, HTTP_RANGE_WHOLE, 0, 0},
	{"bytes", 1000, HTTP_RANGE_WHOLE, 0, 0},
	{"", 1000, HTTP_RANGE_WHOLE, 0, 0},
};

static void
reads_ranges(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(rows); i++) {
		struct http_range range = {77, 77};
		bool part = rows[i].result == HTTP_RANGE_PART;

		if (http_range_read(&range, text_span(rows[i].value),
			    rows[i].length) != rows[i].result)
			fail_msg("%s", rows[i].value);
		assert_int_equal(range.first, part ? rows[i].first : 77);
		assert_int_equal(range.last, part ? rows[i].last : 77);
	}
}

static void
writes_content_range(void **state)
{
	const struct http_range all = {0, UINT64_MAX - 1};
	const struct http_range part = {42, 1233};
	uint8_t out[HTTP_RANGE_VALUE_MAX];
	struct h1_span span = {out, 0};

	(void)state;
	span.len = http_range_write(out, &part, 1234);
	assert_true(h1_span_equal(span, H1_SPAN("bytes 42-1233/1234")));
	span.len = http_range_write(out, NULL, 0);
	assert_true(h1_span_equal(span, H1_SPAN("bytes */0")));
	span.len = http_range_write(out, &all, UINT64_MAX);
	assert_true(h1_span_equal(span,
		H1_SPAN("bytes 0-18446744073709551614/18446744073709551615")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_ranges),
		cmocka_unit_test(writes_content_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

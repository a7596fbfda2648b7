/* Sets of ranges in octets are understood; what is absurd is passed over. */

#include "http/range.h"

#include "http/byteranges.h"
#include "unit.h"

#define PART HTTP_RANGE_PART
#define WHOLE HTTP_RANGE_WHOLE
#define UNSATISFIABLE HTTP_RANGE_UNSATISFIABLE

static const struct {
	const char *value;
	uint64_t length;
	enum http_range_result result;
	uint64_t first, last;
} rows[] = {
	{"bytes=0-499", 1000, PART, 0, 499},
	{"bytes=500-", 1000, PART, 500, 999},
	{"bytes=-1", 1000, PART, 999, 999},
	{"bytes=-1000", 1000, PART, 0, 999},
	{"bytes=-1001", 1000, PART, 0, 999},
	{"bytes=0-0", 1000, PART, 0, 0},
	{"bytes=999-999", 1000, PART, 999, 999},
	{"bytes=999-5000", 1000, PART, 999, 999},
	{"BYTES=0-0", 1000, PART, 0, 0},
	{"bytes= 0-0 ,", 1000, PART, 0, 0},
	{"bytes=,,0-0", 1000, PART, 0, 0},
	{"bytes=0-18446744073709551616", 9, PART, 0, 8},
	{"bytes=0-99999999999999999999999999", 9, PART, 0, 8},
	{"bytes=-99999999999999999999999999", 9, PART, 0, 8},
	{"bytes=1000-", 1000, UNSATISFIABLE, 0, 0},
	{"bytes=1000-1001", 1000, UNSATISFIABLE, 0, 0},
	{"bytes=1000-,2000-,-0", 1000, UNSATISFIABLE, 0, 0},
	{"bytes=18446744073709551616-", 1000, UNSATISFIABLE, 0, 0},
	{"bytes=-0", 1000, UNSATISFIABLE, 0, 0},
	{"bytes=0-", 0, UNSATISFIABLE, 0, 0},
	{"bytes=-0", 0, UNSATISFIABLE, 0, 0},
	{"bytes=-5", 0, WHOLE, 0, 0},
	{"bytes=0-,-5", 0, WHOLE, 0, 0},
	{"bytes=5-4", 1000, WHOLE, 0, 0},
	{"bytes=", 1000, WHOLE, 0, 0},
	{"bytes=,", 1000, WHOLE, 0, 0},
	{"bytes=-", 1000, WHOLE, 0, 0},
	{"bytes=a-b", 1000, WHOLE, 0, 0},
	{"bytes=0x0-1", 1000, WHOLE, 0, 0},
	{"bytes=0 -1", 1000, WHOLE, 0, 0},
	{"bytes=+0-1", 1000, WHOLE, 0, 0},
	{"bytes=0--1", 1000, WHOLE, 0, 0},
	{"bytes=0-1-", 1000, WHOLE, 0, 0},
	{"bytes =0-1", 1000, WHOLE, 0, 0},
	{"bytes:0-1", 1000, WHOLE, 0, 0},
	{"octets=0-1", 1000, WHOLE, 0, 0},
	{"bytes=0-1,a", 1000, WHOLE, 0, 0},
	{"bytes=2000-,5-4", 1000, WHOLE, 0, 0},
	{"bytes", 1000, WHOLE, 0, 0},
	{"", 1000, WHOLE, 0, 0},
	/* several that become one */
	{"bytes=0-499,500-998", 1000, PART, 0, 998},
	{"bytes=10-20,0-9", 1000, PART, 0, 20},
	{"bytes=0-10,5-15", 1000, PART, 0, 15},
	{"bytes=0-10,20-30,11-19", 1000, PART, 0, 30},
	{"bytes=0-0,1000-", 1000, PART, 0, 0},
	{"bytes=2000-,-1", 1000, PART, 999, 999},
	/* more than two that overlap */
	{"bytes=0-10,5-15,12-20", 1000, WHOLE, 0, 0},
	{"bytes=0-,0-,0-", 1000, WHOLE, 0, 0},
	/* parts that are together not shorter than the whole */
	{"bytes=0-0,2-2", 9, WHOLE, 0, 0},
	{"bytes=0-400,402-999", 1000, WHOLE, 0, 0},
};

static void
reads_ranges(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(rows); i++) {
		struct http_ranges ranges = {77, {{77, 77}}};
		bool part = rows[i].result == PART;

		if (http_ranges_read(&ranges, text_span(rows[i].value),
			    rows[i].length) != rows[i].result)
			fail_msg("%s", rows[i].value);
		assert_int_equal(ranges.n, part ? 1 : 77);
		assert_int_equal(ranges.at[0].first, part ? rows[i].first : 77);
		assert_int_equal(ranges.at[0].last, part ? rows[i].last : 77);
	}
}

static const struct {
	const char *value;
	size_t n;
	struct http_range ranges[4];
} sets[] = {
	{"bytes=0-0,-1", 2, {{0, 0}, {999, 999}}},
	{"bytes=-1 , 0-0", 2, {{999, 999}, {0, 0}}},
	{"bytes=500-600,0-9,9999-,50-59", 3, {{500, 600}, {0, 9}, {50, 59}}},
	/* what touches stands where the first of it stood */
	{"bytes=500-600,0-9,10-19,300-301", 3,
		{{500, 600}, {0, 19}, {300, 301}}},
	{"bytes=500-600,0-9,300-301,10-19", 3,
		{{500, 600}, {0, 19}, {300, 301}}},
	{"bytes=200-209,0-9,220-229,210-219", 2, {{200, 229}, {0, 9}}},
	{"bytes=0-9,200-209,220-229,400-409,210-219", 3,
		{{0, 9}, {200, 229}, {400, 409}}},
};

static void
reads_sets(void **state)
{
	struct http_ranges ranges;
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(sets); i++) {
		assert_int_equal(http_ranges_read(&ranges,
					 text_span(sets[i].value), 1000),
			PART);
		assert_int_equal(ranges.n, sets[i].n);
		assert_memory_equal(ranges.at, sets[i].ranges,
			sets[i].n * sizeof(ranges.at[0]));
	}
}

/* "bytes=" and n ranges of one octet, each `step` behind the one before. */
static size_t
many(char *out, unsigned n, unsigned step)
{
	size_t len = 6;
	unsigned i, k;

	memcpy(out, "bytes=", 6);
	for (i = 0; i < n; i++) {
		for (k = 0; k < 2; k++) {
			unsigned at = i * step;

			out[len++] = (char)('0' + at / 1000);
			out[len++] = (char)('0' + at / 100 % 10);
			out[len++] = (char)('0' + at / 10 % 10);
			out[len++] = (char)('0' + at % 10);
			out[len++] = k == 0 ? '-' : ',';
		}
	}
	return len;
}

static void
limits_the_number(void **state)
{
	struct http_ranges ranges;
	char value[1024];
	struct h1_span span = {(const uint8_t *)value, 0};

	(void)state;
	span.len = many(value, HTTP_RANGES_MAX, 100);
	assert_int_equal(http_ranges_read(&ranges, span, 100000), PART);
	assert_int_equal(ranges.n, HTTP_RANGES_MAX);
	span.len = many(value, HTTP_RANGES_MAX + 1, 100);
	assert_int_equal(http_ranges_read(&ranges, span, 100000), WHOLE);
	span.len = many(value, HTTP_RANGES_MAX, 1);
	assert_int_equal(http_ranges_read(&ranges, span, 100000), PART);
	assert_int_equal(ranges.n, 1);
}

/* The set of octets that ranges cover is that which was asked for. */
#define LENGTH 4096

static uint32_t
next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static size_t
put_number(char *out, uint32_t number)
{
	size_t n = 0, i;
	char digits[8];

	do {
		digits[n++] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	for (i = 0; i < n; i++)
		out[i] = digits[n - 1 - i];
	return n;
}

/* "bytes=" and n ranges, which it marks in `asked`. */
static size_t
random_set(char *out, uint8_t *asked, unsigned n, uint32_t *seed)
{
	size_t len = 6;

	memset(asked, 0, LENGTH);
	memcpy(out, "bytes=", 6);
	while (n-- > 0) {
		uint32_t first = next_random(seed) % (LENGTH + 100);
		uint32_t last = first + next_random(seed) % 300, i;

		for (i = first; i <= last && i < LENGTH; i++)
			asked[i]++;
		len += put_number(out + len, first);
		out[len++] = '-';
		len += put_number(out + len, last);
		out[len++] = ',';
	}
	return len;
}

static void
check_cover(const struct http_ranges *ranges, const uint8_t *asked)
{
	uint8_t given[LENGTH] = {0};
	size_t i, k;

	for (i = 0; i < ranges->n; i++) {
		const struct http_range *range = &ranges->at[i];

		assert_true(range->first <= range->last);
		assert_true(range->last < LENGTH);
		for (k = range->first; k <= range->last; k++)
			assert_int_equal(given[k]++, 0);
		/* nothing touches it */
		assert_true(range->first == 0 || !asked[range->first - 1]);
		assert_true(range->last == LENGTH - 1 ||
			    !asked[range->last + 1]);
	}
	for (i = 0; i < LENGTH; i++)
		assert_int_equal(given[i] != 0, asked[i] != 0);
}

static void
covers_what_was_asked_for(void **state)
{
	uint32_t seed = 20260101, n_parts = 0;
	uint8_t asked[LENGTH];
	char value[512];
	unsigned i;

	(void)state;
	for (i = 0; i < 20000; i++) {
		struct http_ranges ranges;
		struct h1_span span = {(const uint8_t *)value, 0};

		span.len = random_set(value, asked, 1 + i % 6, &seed);
		if (http_ranges_read(&ranges, span, LENGTH) != PART)
			continue;
		n_parts++;
		check_cover(&ranges, asked);
	}
	assert_true(n_parts > 10000);
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

/* As in RFC 9110, section 14.6, which has a preamble beside. */
static void
writes_byteranges(void **state)
{
	static const char expected[] =
		"--THIS_STRING_SEPARATES\r\n"
		"Content-Type: application/pdf\r\n"
		"Content-Range: bytes 500-999/8000\r\n\r\n"
		"\r\n--THIS_STRING_SEPARATES\r\n"
		"Content-Type: application/pdf\r\n"
		"Content-Range: bytes 7000-7999/8000\r\n\r\n"
		"\r\n--THIS_STRING_SEPARATES--\r\n";
	const struct http_ranges ranges = {2, {{500, 999}, {7000, 7999}}};
	struct http_byteranges b = {&ranges, 8000, H1_SPAN("application/pdf"),
		H1_SPAN("THIS_STRING_SEPARATES")};
	uint8_t out[3 * HTTP_BYTERANGES_MAX];
	size_t len = 0, i;

	(void)state;
	for (i = 0; i <= ranges.n; i++)
		len += http_byteranges_write(out + len, &b, i);
	assert_int_equal(len, sizeof(expected) - 1);
	assert_memory_equal(out, expected, len);
	assert_int_equal(http_byteranges_length(&b), len + 1500);

	b.type.at = NULL;
	len = http_byteranges_write(out, &b, 0);
	assert_true(h1_span_equal((struct h1_span){out, len},
		H1_SPAN("--THIS_STRING_SEPARATES\r\n"
			"Content-Range: bytes 500-999/8000\r\n\r\n")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_ranges),
		cmocka_unit_test(reads_sets),
		cmocka_unit_test(limits_the_number),
		cmocka_unit_test(covers_what_was_asked_for),
		cmocka_unit_test(writes_content_range),
		cmocka_unit_test(writes_byteranges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

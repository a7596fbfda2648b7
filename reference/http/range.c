#include "http/range.h"

#include <string.h>

#include "h1/cursor.h"
#include "h1/octet.h"

/* 1*DIGIT; what does not fit is as good as infinite: no file is so long. */
static bool
position(struct h1_cur *cur, uint64_t *value)
{
	struct h1_span digits = h1_cur_run(cur, H1_DIGIT);
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < digits.len; i++) {
		uint64_t digit = (uint64_t)(digits.at[i] - '0');

		n = n > (UINT64_MAX - digit) / 10 ? UINT64_MAX : n * 10 + digit;
	}
	*value = n;
	return digits.len > 0;
}

/* suffix-range = "-" suffix-length, the "-" already taken */
static enum http_range_result
suffix_range(struct http_range *range, struct h1_cur *cur, uint64_t length)
{
	uint64_t suffix;

	if (!position(cur, &suffix) || !h1_cur_at_end(cur))
		return HTTP_RANGE_WHOLE;
	if (suffix == 0 || length == 0)
		return HTTP_RANGE_UNSATISFIABLE;
	range->first = suffix < length ? length - suffix : 0;
	range->last = length - 1;
	return HTTP_RANGE_PART;
}

/* int-range = first-pos "-" [ last-pos ] */
static enum http_range_result
int_range(struct http_range *range, struct h1_cur *cur, uint64_t length)
{
	uint64_t first, last = UINT64_MAX;

	if (!position(cur, &first) || !h1_cur_octet(cur, '-'))
		return HTTP_RANGE_WHOLE;
	if (!h1_cur_at_end(cur) && !position(cur, &last))
		return HTTP_RANGE_WHOLE;
	if (!h1_cur_at_end(cur) || last < first)
		return HTTP_RANGE_WHOLE;
	if (first >= length)
		return HTTP_RANGE_UNSATISFIABLE;
	range->first = first;
	range->last = last < length ? last : length - 1;
	return HTTP_RANGE_PART;
}

/* The only element of a list; empty elements do not count. */
static bool
only_element(struct h1_span list, struct h1_span *element)
{
	struct h1_cur cur = h1_cur_over(list);
	size_t n = 0;

	while (!h1_cur_at_end(&cur)) {
		const uint8_t *from = cur.at;
		struct h1_span part;

		while (!h1_cur_at_end(&cur) && *cur.at != ',')
			cur.at++;
		part = h1_span_trim(h1_span_between(from, cur.at));
		h1_cur_octet(&cur, ',');
		if (part.len == 0)
			continue;
		*element = part;
		n++;
	}
	return n == 1;
}

enum http_range_result
http_range_read(struct http_range *range, struct h1_span value, uint64_t length)
{
	struct h1_cur cur = h1_cur_over(value);
	struct h1_span unit, spec;

	/* range-unit is case-insensitive: RFC 9110, section 14.1. */
	if (!h1_cur_token(&cur, &unit) || !h1_cur_octet(&cur, '=') ||
		!h1_span_equal_nocase(unit, H1_SPAN("bytes")))
		return HTTP_RANGE_WHOLE;
	if (!only_element(h1_cur_rest(&cur), &spec))
		return HTTP_RANGE_WHOLE;
	cur = h1_cur_over(spec);
	if (h1_cur_octet(&cur, '-'))
		return suffix_range(range, &cur, length);
	return int_range(range, &cur, length);
}

static size_t
put_number(uint8_t *out, uint64_t value)
{
	uint8_t digits[20];
	size_t n = 0, i;

	do {
		digits[n++] = (uint8_t)('0' + value % 10);
		value /= 10;
	} while (value > 0);
	for (i = 0; i < n; i++)
		out[i] = digits[n - 1 - i];
	return n;
}

size_t
http_range_write(uint8_t *out, const struct http_range *range, uint64_t length)
{
	size_t len = 6;

	memcpy(out, "bytes ", 6);
	if (range == NULL) {
		out[len++] = '*';
	} else {
		len += put_number(out + len, range->first);
		out[len++] = '-';
		len += put_number(out + len, range->last);
	}
	out[len++] = '/';
	return len + put_number(out + len, length);
}

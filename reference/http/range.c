#include "http/range.h"

#include <string.h>

#include "fault/fault.h"
#include "h1/cursor.h"
#include "h1/list.h"
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

		n = n > (UINT64_MAX - digit) / 10 && !FAULTY(position_wraps)
			    ? UINT64_MAX
			    : n * 10 + digit;
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
	if (suffix == 0)
		return HTTP_RANGE_UNSATISFIABLE;
	/* Satisfiable, but no Content-Range can say it. */
	if (length == 0)
		return HTTP_RANGE_WHOLE;
	range->first = suffix < length ? length - suffix : 0;
	range->last = length - 1;
	if (FAULTY(suffix_from_front))
		*range = (struct http_range){
			0, suffix < length ? suffix - 1 : length - 1};
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

/* range-spec, in octets */
static enum http_range_result
range_spec(struct http_range *range, struct h1_span spec, uint64_t length)
{
	struct h1_cur cur = h1_cur_over(spec);

	if (h1_cur_octet(&cur, '-'))
		return suffix_range(range, &cur, length);
	return int_range(range, &cur, length);
}

static bool
overlap(const struct http_range *a, const struct http_range *b)
{
	return a->first <= b->last && b->first <= a->last;
}

/* last + 1 is at most the length, so it does not overflow. */
static bool
touch(const struct http_range *a, const struct http_range *b)
{
	return a->first <= b->last + 1 && b->first <= a->last + 1;
}

static void
take_out(struct http_ranges *ranges, size_t i)
{
	ranges->n--;
	memmove(ranges->at + i, ranges->at + i + 1,
		(ranges->n - i) * sizeof(ranges->at[0]));
}

/* Puts `range` behind the others, or makes one of it and those it touches, at
 * the place of the first. */
static void
join(struct http_ranges *ranges, struct http_range range)
{
	size_t place = ranges->n, i = 0;

	while (i < ranges->n) {
		const struct http_range *other = &ranges->at[i];

		if (!touch(other, &range)) {
			i++;
			continue;
		}
		if (other->first < range.first)
			range.first = other->first;
		if (other->last > range.last)
			range.last = other->last;
		if (i < place)
			place = i;
		take_out(ranges, i);
		i = 0;
	}
	if (place > ranges->n)
		place = ranges->n;
	memmove(ranges->at + place + 1, ranges->at + place,
		(ranges->n - place) * sizeof(range));
	ranges->at[place] = range;
	ranges->n++;
}

/* What a part takes beside its octets, about: RFC 9110, section 14.6. */
#define PART_OVERHEAD 80

static bool
worth_it(const struct http_ranges *ranges, uint64_t length)
{
	uint64_t sum = 0;
	size_t i;

	if (ranges->n == 1)
		return true;
	/* They do not overlap, so the sum does not overflow by the ranges. */
	for (i = 0; i < ranges->n; i++)
		sum += ranges->at[i].last - ranges->at[i].first + 1;
	return length - sum > ranges->n * PART_OVERHEAD;
}

/* Reads the set against the length; false if it is to be passed over. */
static bool
range_set(struct http_ranges *ranges, struct h1_span set, uint64_t length)
{
	struct http_range seen[HTTP_RANGES_MAX], range = {0, 0};
	size_t n_specs = 0, n_seen = 0, n_overlaps = 0, i;
	struct h1_span rest = set, spec;

	while (h1_list_next(&rest, &spec)) {
		enum http_range_result result;

		result = range_spec(&range, spec, length);
		if (result == HTTP_RANGE_WHOLE || ++n_specs > HTTP_RANGES_MAX)
			return false;
		if (result == HTTP_RANGE_UNSATISFIABLE)
			continue;
		for (i = 0; i < n_seen; i++)
			n_overlaps += overlap(&seen[i], &range);
		seen[n_seen++] = range;
		join(ranges, range);
	}
	return n_specs > 0 && n_overlaps <= 1;
}

enum http_range_result
http_ranges_read(struct http_ranges *ranges, struct h1_span value,
	uint64_t length)
{
	struct h1_cur cur = h1_cur_over(value);
	struct http_ranges read = {.n = 0};
	struct h1_span unit;

	/* range-unit is case-insensitive: RFC 9110, section 14.1. */
	if (!h1_cur_token(&cur, &unit) || !h1_cur_octet(&cur, '=') ||
		!(FAULTY(any_range_unit) ||
			h1_span_equal_nocase(unit, H1_SPAN("bytes"))) ||
		!range_set(&read, h1_cur_rest(&cur), length))
		return HTTP_RANGE_WHOLE;
	if (read.n == 0)
		return HTTP_RANGE_UNSATISFIABLE;
	if (!worth_it(&read, length))
		return HTTP_RANGE_WHOLE;
	*ranges = read;
	return HTTP_RANGE_PART;
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
		len += put_number(out + len,
			range->last + FAULTY(range_end_is_behind));
	}
	out[len++] = '/';
	if (FAULTY(complete_length_unknown))
		return out[len] = '*', len + 1;
	return len + put_number(out + len, length);
}

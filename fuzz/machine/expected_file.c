#include <string.h>

#include "machine/conditions.h"
#include "machine/expected.h"
#include "machine/fields.h"
#include "machine/service.h"

/* What one range of octets asks for: section 14.1.2 of RFC 9110. */
enum range {
	RANGE_NONE, /* no such field */
	RANGE_PART,
	RANGE_NOTHING, /* it cannot be satisfied */
	RANGE_UNKNOWN
};

static enum range
part(uint64_t *first, uint64_t *last, uint64_t from, uint64_t to)
{
	if (from >= SERVICE_FILE_LEN)
		return RANGE_NOTHING;
	*first = from;
	*last = to < SERVICE_FILE_LEN ? to : SERVICE_FILE_LEN - 1;
	return from <= to ? RANGE_PART : RANGE_UNKNOWN;
}

#define BEYOND (UINT64_MAX / 2)

/* A position; what is beyond all files is as good as any other such. */
static bool
read_position(uint64_t *position, struct h1_span digits)
{
	size_t i;

	while (digits.len > 1 && *digits.at == '0') {
		digits.at++;
		digits.len--;
	}
	for (i = 0; i < digits.len; i++)
		if (digits.at[i] < '0' || digits.at[i] > '9')
			return false;
	if (digits.len <= 18)
		return text_number(position, digits);
	*position = BEYOND;
	return true;
}

/* A unit that nobody knows is ignored: RFC 9110, section 14.2. */
static bool
is_other_unit(struct h1_span value)
{
	size_t i;

	for (i = 0; i < value.len && value.at[i] != '='; i++)
		if (value.at[i] < 'a' || value.at[i] > 'z')
			return false;
	return i > 0 && i < value.len && i != 5;
}

/* bytes=A-B, bytes=A- and bytes=-N are judged. */
static enum range
read_range(uint64_t *first, uint64_t *last, struct h1_span value)
{
	const uint8_t *end = value.at + value.len, *dash;
	uint64_t from, to;

	if (is_other_unit(value))
		return RANGE_NONE;
	if (value.len < 7 || memcmp(value.at, "bytes=", 6) != 0)
		return RANGE_UNKNOWN;
	value.at += 6;
	dash = memchr(value.at, '-', (size_t)(end - value.at));
	if (!dash)
		return RANGE_UNKNOWN;
	if (dash == value.at) {
		if (!read_position(&to, h1_span_between(dash + 1, end)))
			return RANGE_UNKNOWN;
		if (to == 0)
			return RANGE_NOTHING;
		from = to < SERVICE_FILE_LEN ? SERVICE_FILE_LEN - to : 0;
		return part(first, last, from, UINT64_MAX);
	}
	if (!read_position(&from, h1_span_between(value.at, dash)))
		return RANGE_UNKNOWN;
	if (dash + 1 == end)
		return part(first, last, from, UINT64_MAX);
	if (!read_position(&to, h1_span_between(dash + 1, end)) || to < from)
		return RANGE_UNKNOWN;
	/* which of the two is the greater is not known */
	if (from == BEYOND && to == BEYOND)
		return RANGE_UNKNOWN;
	return part(first, last, from, to);
}

static enum range
range_of(uint64_t *first, uint64_t *last, const struct asked *asked,
	const struct resource *resource)
{
	const struct h1_fields *fields = &asked->head.fields;

	if (fields_count(fields, "Range") != 1 || !asked_method(asked, "GET"))
		return RANGE_NONE;
	switch (conditions_if_range(asked, resource)) {
	case IF_RANGE_YES:
		break;
	case IF_RANGE_NO:
		return RANGE_NONE;
	case IF_RANGE_UNKNOWN:
		return RANGE_UNKNOWN;
	}
	return read_range(first, last, fields_value(fields, "Range"));
}

static void
expect_part(struct expected *expected, uint64_t first, uint64_t last)
{
	uint8_t octet;

	for (; first <= last; first++) {
		octet = service_octet((size_t)first);
		pile_add(&expected->content, (struct h1_span){&octet, 1});
	}
	expected->knows_content = true;
}

/* A part that is the whole, or nearly, may be the whole. */
static void
expect_range(struct expected *expected, const struct asked *asked,
	const struct resource *resource)
{
	uint64_t first = 0, last = SERVICE_FILE_LEN - 1;

	switch (range_of(&first, &last, asked, resource)) {
	case RANGE_NONE:
		expected->status = 200;
		expect_part(expected, 0, SERVICE_FILE_LEN - 1);
		break;
	case RANGE_PART:
		if (last - first + 1 == SERVICE_FILE_LEN)
			break;
		expected->status = 206;
		expected->has_range = true;
		expected->first = first;
		expected->last = last;
		expect_part(expected, first, last);
		break;
	case RANGE_NOTHING:
		expected->status = 416;
		expected->has_range = true;
		expected->first = SERVICE_FILE_LEN;
		break;
	case RANGE_UNKNOWN:
		break;
	}
}

void
expected_of_file(struct expected *expected, const struct asked *asked,
	const struct resource *resource)
{
	if (expected_conditions(expected, asked, resource))
		expect_range(expected, asked, resource);
}

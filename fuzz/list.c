/*
 * The elements of a list are those that a slow reader finds between the commas
 * outside quoted strings: none empty, none with white space around it; joined
 * by commas, or spread over field lines, they are the same.
 */

#include "h1/list.h"
#include "engine/entry.h"
#include "value/lines.h"
#include "value/text.h"

enum {
	ELEMENT,
	EMPTY,
	QUOTED_COMMA,
	SECOND_LINE,
	OPTIONS,
	CONTINUE,
	UNKNOWN
};

static struct mark marks[] = {
	[ELEMENT] = {"an element is there", 0},
	[EMPTY] = {"an empty element is passed over", 0},
	[QUOTED_COMMA] = {"a comma in a quoted string does not separate", 0},
	[SECOND_LINE] = {"a second field line goes on with a list", 0},
	[OPTIONS] = {"a connection option is found", 0},
	[CONTINUE] = {"100-continue is found", 0},
	[UNKNOWN] = {"another expectation is found", 0},
};

static bool
is_space(uint8_t octet)
{
	return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
}

/* Where the element that begins at `i` ends. */
static size_t
slow_end(struct h1_span value, size_t i)
{
	bool quoted = false;

	for (; i < value.len; i++) {
		uint8_t octet = value.at[i];

		if (octet == ',' && !quoted)
			return i;
		if (octet == ',')
			REACH(QUOTED_COMMA);
		if (octet == '"')
			quoted = !quoted;
		else if (octet == '\\' && quoted)
			i++;
	}
	return value.len;
}

static bool
slow_next(struct h1_span value, size_t *i, struct h1_span *element)
{
	while (*i < value.len) {
		size_t from = *i, to = slow_end(value, from);

		*i = to + 1;
		while (from < to && is_space(value.at[from]))
			from++;
		while (from < to && is_space(value.at[to - 1]))
			to--;
		*element = (struct h1_span){value.at + from, to - from};
		if (from < to)
			return true;
		REACH(EMPTY);
	}
	return false;
}

/* Compares, and joins the elements to another list. */
static void
check_value(struct text *joined, struct h1_span value)
{
	struct h1_span rest = value, element, slow;
	size_t i = 0;

	while (h1_list_next(&rest, &element)) {
		CHECK(slow_next(value, &i, &slow));
		CHECK(element.at == slow.at && element.len == slow.len);
		CHECK(span_within(rest, value));
		if (joined->len > 0)
			text_add(joined, H1_SPAN(", "));
		text_add(joined, element);
		REACH(ELEMENT);
	}
	CHECK(!slow_next(value, &i, &slow));
	CHECK(rest.len == 0);
}

/* Reads what was joined of all values, up to where one of them leaves a quoted
 * string open: joined, that holds what is behind it. */
static void
check_joined(const struct h1_fields *fields, struct h1_span name,
	struct h1_span joined)
{
	struct h1_list list;
	struct h1_span element, again;
	size_t n = 0;

	h1_list_init(&list, fields, name);
	while (h1_list_element(&list, &element)) {
		CHECK(h1_list_next(&joined, &again));
		CHECK(h1_list_has(fields, name, element));
		if (!h1_span_equal(element, again)) {
			CHECK(span_has(again, '"'));
			return;
		}
		n++;
	}
	CHECK(joined.len == 0);
	if (n > 1 && list.i > 1)
		REACH(SECOND_LINE);
}

static void
check_name(struct seen *seen, const struct h1_fields *fields,
	struct h1_span name)
{
	struct text joined = {.len = 0};

	for (size_t i = 0; i < fields->n; i++)
		if (h1_span_equal_nocase(h1_field_name(fields, i), name))
			check_value(&joined, h1_field_value(fields, i));
	check_joined(fields, name, text_span(&joined));
	seen_octets(seen, text_span(&joined));
}

static void
check_connection(struct seen *seen, const struct h1_fields *fields)
{
	struct h1_connection c = h1_list_connection(fields);
	struct h1_span name = H1_SPAN("connection");

	CHECK(c.close == h1_list_has(fields, name, H1_SPAN("close")));
	CHECK(c.keep_alive == h1_list_has(fields, name, H1_SPAN("keep-alive")));
	CHECK(c.upgrade == h1_list_has(fields, name, H1_SPAN("upgrade")));
	if (c.close && c.keep_alive && c.upgrade)
		REACH(OPTIONS);
	seen_number(seen, c.close);
}

static void
check_expect(struct seen *seen, const struct h1_fields *fields)
{
	enum h1_expect expect = h1_list_expect(fields);
	struct h1_span name = H1_SPAN("expect"), element;
	struct h1_list list;
	bool known = true, any = false;

	h1_list_init(&list, fields, name);
	while (h1_list_element(&list, &element)) {
		known &= h1_span_equal_nocase(element, H1_SPAN("100-Continue"));
		any = true;
	}
	CHECK(expect == (!any		? H1_EXPECT_NONE
				: known ? H1_EXPECT_CONTINUE
					: H1_EXPECT_UNKNOWN));
	if (expect == H1_EXPECT_CONTINUE)
		REACH(CONTINUE);
	else if (expect == H1_EXPECT_UNKNOWN)
		REACH(UNKNOWN);
	seen_number(seen, expect);
}

static void
run(struct h1_span input, struct seen *seen)
{
	struct lines lines;

	if (input.len > VALUE_MAX)
		return;
	lines_read(&lines, input);
	for (size_t i = 0; i < lines.fields.n; i++)
		check_name(seen, &lines.fields,
			h1_field_name(&lines.fields, i));
	check_connection(seen, &lines.fields);
	check_expect(seen, &lines.fields);
}

const struct entry entry = {run, marks, N(marks)};

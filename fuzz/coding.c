/*
 * A content coding is found by the end of a file name, and by the only element
 * of Content-Encoding that is not identity; what is another one, or more than
 * one, is never undone.
 */

#include "http/coding.h"
#include "client/decode.h"
#include "engine/entry.h"
#include "h1/list.h"
#include "value/lines.h"
#include "value/text.h"
#include "value/wish.h"

enum {
	BY_NAME,
	NO_NAME,
	PAYS,
	PAYS_NOT,
	UNDONE,
	NOT_CODED,
	OTHER
};

static struct mark marks[] = {
	[BY_NAME] = {"a file name tells a coding", 0},
	[NO_NAME] = {"a file name tells none", 0},
	[PAYS] = {"a type grows smaller", 0},
	[PAYS_NOT] = {"a type does not grow smaller", 0},
	[UNDONE] = {"a coding that can be undone is found", 0},
	[NOT_CODED] = {"content is not coded", 0},
	[OTHER] = {"a coding that cannot be undone is found", 0},
};

static bool
ends_in(struct h1_span text, struct h1_span end)
{
	return text.len > end.len &&
	       h1_span_equal_nocase((struct h1_span){text.at + text.len -
							     end.len,
					    end.len},
		       end);
}

static void
check_name(struct seen *seen, struct h1_span name)
{
	enum http_coding found = http_coding_of_name(name);
	struct text text;

	CHECK(found == HTTP_CODING_IDENTITY ||
		ends_in(name, http_coding_suffix(found)));
	CHECK(http_coding_suffix(HTTP_CODING_IDENTITY).len == 0);
	for (unsigned c = 0; c < HTTP_CODING_IDENTITY; c++) {
		struct h1_span suffix = http_coding_suffix((enum http_coding)c);

		CHECK(suffix.len > 1 && suffix.at[0] == '.');
		CHECK(found != HTTP_CODING_IDENTITY || !ends_in(name, suffix));
		text.len = 0;
		text_add(&text, name);
		text_add(&text, suffix);
		CHECK(http_coding_of_name(text_span(&text)) ==
			(name.len > 0 ? c : HTTP_CODING_IDENTITY));
		CHECK(!span_is(http_coding_name((enum http_coding)c),
			"identity"));
	}
	REACH(found == HTTP_CODING_IDENTITY ? NO_NAME : BY_NAME);
	seen_number(seen, found);
}

/* Parameters have no say; what begins with "text/" always pays. */
static void
check_type(struct seen *seen, struct h1_span type)
{
	struct h1_span bare = type;
	struct text text = {.len = 0};
	bool pays = http_coding_pays(type);

	for (bare.len = 0; bare.len < type.len; bare.len++)
		if (type.at[bare.len] == ';')
			break;
	CHECK(http_coding_pays(bare) == pays);
	CHECK(!ends_in(bare, H1_SPAN("+json")) || pays);
	text_add(&text, H1_SPAN("Text/"));
	text_add(&text, type);
	CHECK(http_coding_pays(text_span(&text)));
	REACH(pays ? PAYS : PAYS_NOT);
	seen_number(seen, pays);
}

static enum client_coding
slow_coding(const struct h1_fields *fields)
{
	struct h1_list list;
	struct h1_span name, only = {NULL, 0};
	size_t n = 0;

	h1_list_init(&list, fields, H1_SPAN("Content-Encoding"));
	while (h1_list_element(&list, &name)) {
		if (span_is(name, "identity"))
			continue;
		only = name;
		n++;
	}
	if (n == 0)
		return CLIENT_CODING_NONE;
	if (n > 1)
		return CLIENT_CODING_UNKNOWN;
	if (span_is(only, "gzip") || span_is(only, "x-gzip"))
		return CLIENT_CODING_GZIP;
	return span_is(only, "deflate") ? CLIENT_CODING_DEFLATE
					: CLIENT_CODING_UNKNOWN;
}

/* The first line is a file name and a type, the others are field lines. */
static void
run(struct h1_span input, struct seen *seen)
{
	enum client_coding coding;
	struct h1_span line;
	struct lines lines;

	if (input.len > VALUE_MAX)
		return;
	line = line_take(&input);
	check_name(seen, line);
	check_type(seen, line);
	lines_read(&lines, input);
	coding = client_coding_find(&lines.fields);
	CHECK(coding == slow_coding(&lines.fields));
	REACH(coding == CLIENT_CODING_NONE	  ? NOT_CODED
		: coding == CLIENT_CODING_UNKNOWN ? OTHER
						  : UNDONE);
	seen_number(seen, coding);
}

const struct entry entry = {run, marks, N(marks)};

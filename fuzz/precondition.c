/*
 * A conditional request has the outcome that the steps of RFC 9110, section
 * 13.2.2 have one after the other, and Range is applied only where If-Range
 * says that it is the same representation.
 */

#include "http/precondition.h"
#include "engine/entry.h"
#include "h1/cursor.h"
#include "http/date.h"
#include "value/lines.h"
#include "value/wish.h"

enum {
	PROCEED,
	NOT_MODIFIED,
	FAILED,
	MATCH_BEFORE_DATE,
	NONE_MATCH_BEFORE_DATE,
	INVALID_DATE,
	RANGE,
	RANGE_DATE,
	NO_RANGE
};

static struct mark marks[] = {
	[PROCEED] = {"the method is performed", 0},
	[NOT_MODIFIED] = {"304 is the answer", 0},
	[FAILED] = {"412 is the answer", 0},
	[MATCH_BEFORE_DATE] = {"If-Match overrides a date", 0},
	[NONE_MATCH_BEFORE_DATE] = {"If-None-Match overrides a date", 0},
	[INVALID_DATE] = {"an invalid date is passed over", 0},
	[RANGE] = {"If-Range has the entity-tag", 0},
	[RANGE_DATE] = {"If-Range has the date", 0},
	[NO_RANGE] = {"If-Range has another validator", 0},
};

static const enum http_method methods[] = {HTTP_METHOD_GET, HTTP_METHOD_HEAD,
	HTTP_METHOD_PUT, HTTP_METHOD_DELETE, HTTP_METHOD_UNKNOWN};

#define NOW INT64_C(1796000000)

/* A date that counts: in the only field line of that name, and valid. */
static bool
date_of(int64_t *seconds, const struct lines *lines, const char *name)
{
	struct h1_span span = span_of(name);
	const struct h1_fields *fields = &lines->fields;
	size_t i = h1_field_find(fields, span, 0);

	if (i == fields->n || h1_field_find(fields, span, i + 1) < fields->n)
		return false;
	if (http_date_read(seconds, h1_field_value(fields, i), NOW))
		return true;
	REACH(INVALID_DATE);
	return false;
}

static bool
has(const struct lines *lines, const char *name)
{
	return lines_value(lines, span_of(name)).at != NULL;
}

/* The fields of a resource stand in the same lines. */
static void
read_resource(struct http_representation *r, const struct lines *lines)
{
	struct h1_span etag = lines_value(lines, H1_SPAN("ETag"));
	struct h1_cur cur = h1_cur_over(etag);

	*r = (struct http_representation){.exists = !has(lines, "Gone")};
	http_entity_tag_take(&cur, &r->tag);
	r->dated = date_of(&r->last_modified, lines, "Last-Modified");
}

/* One field name alone, so that nothing else has a say (entity_tag.c holds it
 * against a slow list). */
static bool
tags_match(const struct http_representation *r, const struct lines *lines,
	const char *name)
{
	struct http_precondition p;
	bool match = span_is(span_of(name), "If-Match");

	http_precondition_init(&p, r, NOW);
	for (size_t i = 0; i < lines->fields.n; i++)
		if (span_is(h1_field_name(&lines->fields, i), name))
			http_precondition_field(&p, span_of(name),
				h1_field_value(&lines->fields, i));
	return (http_precondition_result(&p, HTTP_METHOD_PUT) ==
		       HTTP_CONDITION_PROCEED) == match;
}

/* Steps 1 and 2. */
static bool
slow_fails(const struct http_representation *r, const struct lines *lines)
{
	int64_t date;

	if (has(lines, "If-Match")) {
		if (has(lines, "If-Unmodified-Since"))
			REACH(MATCH_BEFORE_DATE);
		return !tags_match(r, lines, "If-Match");
	}
	return r->exists && r->dated &&
	       date_of(&date, lines, "If-Unmodified-Since") &&
	       r->last_modified > date;
}

/* Steps 3 and 4. */
static bool
slow_unchanged(const struct http_representation *r, const struct lines *lines,
	bool reads)
{
	int64_t date;

	if (has(lines, "If-None-Match")) {
		if (has(lines, "If-Modified-Since"))
			REACH(NONE_MATCH_BEFORE_DATE);
		return tags_match(r, lines, "If-None-Match");
	}
	return reads && r->exists && r->dated &&
	       date_of(&date, lines, "If-Modified-Since") &&
	       r->last_modified <= date;
}

static enum http_condition
slow_result(const struct http_representation *r, const struct lines *lines,
	enum http_method method)
{
	bool reads = method == HTTP_METHOD_GET || method == HTTP_METHOD_HEAD;

	if (slow_fails(r, lines))
		return HTTP_CONDITION_FAILED;
	if (slow_unchanged(r, lines, reads))
		return reads ? HTTP_CONDITION_NOT_MODIFIED
			     : HTTP_CONDITION_FAILED;
	return HTTP_CONDITION_PROCEED;
}

/* Section 13.1.5: a strong validator, and the same one. */
static bool
slow_range(const struct http_representation *r, const struct lines *lines)
{
	struct h1_span value = lines_value(lines, H1_SPAN("If-Range"));
	struct h1_cur cur = h1_cur_over(value);
	struct http_entity_tag tag;
	int64_t date;

	if (!value.at)
		return true;
	if (lines_count(lines, H1_SPAN("If-Range")) > 1 || !r->exists)
		return false;
	if (http_entity_tag_take(&cur, &tag) && h1_cur_at_end(&cur)) {
		if (!http_entity_tag_equal_strong(&tag, &r->tag))
			return false;
		REACH(RANGE);
		return true;
	}
	if (!r->dated || !date_of(&date, lines, "If-Range") ||
		date != r->last_modified || date >= NOW)
		return false;
	REACH(RANGE_DATE);
	return true;
}

static void
run(struct h1_span input, struct seen *seen)
{
	struct http_representation resource;
	struct http_precondition p;
	struct lines lines;
	bool range;

	if (input.len > VALUE_MAX)
		return;
	lines_read(&lines, input);
	read_resource(&resource, &lines);
	http_precondition_init(&p, &resource, NOW);
	for (size_t i = 0; i < lines.fields.n; i++)
		http_precondition_field(&p, h1_field_name(&lines.fields, i),
			h1_field_value(&lines.fields, i));
	for (size_t i = 0; i < N(methods); i++) {
		enum http_condition c =
			http_precondition_result(&p, methods[i]);

		CHECK(c == slow_result(&resource, &lines, methods[i]));
		REACH(PROCEED + c);
		seen_number(seen, c);
	}
	range = http_precondition_range(&p);
	CHECK(range == slow_range(&resource, &lines));
	if (!range)
		REACH(NO_RANGE);
	seen_number(seen, range);
}

const struct entry entry = {run, marks, N(marks)};

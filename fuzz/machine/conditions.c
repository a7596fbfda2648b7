#include "machine/conditions.h"

#include <string.h>

#include "engine/entry.h"
#include "machine/fields.h"

/* Dates are told by their texts: whoever writes others is not judged. */
static const struct known_date {
	const char *text;
	int64_t unix_s;
} known_dates[] = {
	{"Sun, 06 Nov 1994 08:49:37 GMT", 784111777},
	{"Sunday, 06-Nov-94 08:49:37 GMT", 784111777},
	{"Sun Nov  6 08:49:37 1994", 784111777},
	{"Sun, 06 Nov 1994 08:49:36 GMT", 784111776},
	{"Sun, 06 Nov 1994 08:49:38 GMT", 784111778},
	{"Saturday, 05-Nov-94 08:49:37 GMT", 784025377},
	{"Mon Nov  7 08:49:37 1994", 784198177},
	{"Tue, 29 Feb 2000 23:59:59 GMT", 951868799},
};

enum date {
	DATE_NONE, /* no such line, or no date: it has no say */
	DATE_KNOWN,
	DATE_UNKNOWN
};

static bool
has_digit(struct h1_span span)
{
	size_t i;

	for (i = 0; i < span.len; i++)
		if (span.at[i] >= '0' && span.at[i] <= '9')
			return true;
	return false;
}

static enum date
read_date(int64_t *unix_s, struct h1_span value)
{
	size_t i;

	for (i = 0; i < N(known_dates); i++) {
		if (text_is(value, known_dates[i].text)) {
			*unix_s = known_dates[i].unix_s;
			return DATE_KNOWN;
		}
	}
	return has_digit(value) ? DATE_UNKNOWN : DATE_NONE;
}

static enum date
date_of(int64_t *unix_s, const struct asked *asked, const char *name)
{
	const struct h1_fields *fields = &asked->head.fields;

	if (fields_count(fields, name) != 1)
		return DATE_NONE;
	return read_date(unix_s, fields_value(fields, name));
}

/* Whether those are the octets of an opaque-tag without quotes. */
static bool
is_opaque(struct h1_span span)
{
	size_t i;

	for (i = 0; i < span.len; i++)
		if (span.at[i] < 0x21 || span.at[i] == '"' ||
			span.at[i] == 0x7F)
			return false;
	return true;
}

/* entity-tag without a comma in it; false if it is none. */
static bool
read_tag(struct h1_span *opaque, bool *weak, struct h1_span in)
{
	*weak = in.len > 2 && memcmp(in.at, "W/", 2) == 0;
	if (*weak)
		in = (struct h1_span){in.at + 2, in.len - 2};
	if (in.len < 2 || *in.at != '"' || in.at[in.len - 1] != '"')
		return false;
	*opaque = (struct h1_span){in.at + 1, in.len - 2};
	return is_opaque(*opaque);
}

enum tags {
	TAGS_NONE, /* no such field */
	TAGS_MATCH,
	TAGS_OTHER,
	TAGS_UNKNOWN
};

static enum tags
look_at_element(struct h1_span element, const struct resource *resource,
	bool strong)
{
	struct h1_span opaque;
	bool weak;

	if (element.len == 0)
		return TAGS_OTHER;
	if (!read_tag(&opaque, &weak, element))
		return TAGS_UNKNOWN;
	return resource->exists && resource->tag &&
			       text_is(opaque, resource->tag) &&
			       !(strong && weak)
		       ? TAGS_MATCH
		       : TAGS_OTHER;
}

/* One line alone is judged. */
static enum tags
tags_of(const struct asked *asked, const char *name,
	const struct resource *resource, bool strong)
{
	const struct h1_fields *fields = &asked->head.fields;
	struct h1_span element, rest = fields_value(fields, name);
	enum tags result = TAGS_OTHER;

	if (!rest.at)
		return TAGS_NONE;
	if (fields_count(fields, name) != 1)
		return TAGS_UNKNOWN;
	if (text_is(rest, "*"))
		return resource->exists ? TAGS_MATCH : TAGS_OTHER;
	while (text_element(&element, &rest)) {
		enum tags one = look_at_element(element, resource, strong);

		if (one == TAGS_UNKNOWN)
			return one;
		if (one == TAGS_MATCH)
			result = one;
	}
	return result;
}

/* -1, 0, 1: the resource is older, as old, younger than the date. */
static int
age(const struct resource *resource, int64_t unix_s)
{
	return resource->unix_s < unix_s ? -1 : resource->unix_s > unix_s;
}

/* Section 13.2.2, steps 1 and 2. */
static enum verdict
judge_match(const struct asked *asked, const struct resource *resource)
{
	int64_t unix_s;

	switch (tags_of(asked, "If-Match", resource, true)) {
	case TAGS_MATCH:
		return VERDICT_PROCEED;
	case TAGS_OTHER:
		return VERDICT_FAILED;
	case TAGS_UNKNOWN:
		return VERDICT_UNKNOWN;
	case TAGS_NONE:
		break;
	}
	if (resource->unix_s == 0)
		return VERDICT_PROCEED;
	switch (date_of(&unix_s, asked, "If-Unmodified-Since")) {
	case DATE_NONE:
		break;
	case DATE_UNKNOWN:
		return VERDICT_UNKNOWN;
	case DATE_KNOWN:
		return age(resource, unix_s) > 0 ? VERDICT_FAILED
						 : VERDICT_PROCEED;
	}
	return VERDICT_PROCEED;
}

/* Steps 3 and 4. */
static enum verdict
judge_none_match(const struct asked *asked, const struct resource *resource)
{
	bool reads = asked_method(asked, "GET") || asked_method(asked, "HEAD");
	int64_t unix_s;

	switch (tags_of(asked, "If-None-Match", resource, false)) {
	case TAGS_MATCH:
		return reads ? VERDICT_NOT_MODIFIED : VERDICT_FAILED;
	case TAGS_OTHER:
		return VERDICT_PROCEED;
	case TAGS_UNKNOWN:
		return VERDICT_UNKNOWN;
	case TAGS_NONE:
		break;
	}
	if (!reads || resource->unix_s == 0)
		return VERDICT_PROCEED;
	switch (date_of(&unix_s, asked, "If-Modified-Since")) {
	case DATE_NONE:
		break;
	case DATE_UNKNOWN:
		return VERDICT_UNKNOWN;
	case DATE_KNOWN:
		return age(resource, unix_s) <= 0 ? VERDICT_NOT_MODIFIED
						  : VERDICT_PROCEED;
	}
	return VERDICT_PROCEED;
}

enum verdict
conditions_judge(const struct asked *asked, const struct resource *resource)
{
	enum verdict verdict = judge_match(asked, resource);

	return verdict == VERDICT_PROCEED ? judge_none_match(asked, resource)
					  : verdict;
}

enum answer_to_if_range
conditions_if_range(const struct asked *asked, const struct resource *resource)
{
	const struct h1_fields *fields = &asked->head.fields;
	struct h1_span opaque, value = fields_value(fields, "If-Range");
	int64_t unix_s;
	bool weak;

	if (!value.at)
		return IF_RANGE_YES;
	if (fields_count(fields, "If-Range") != 1)
		return IF_RANGE_NO;
	if (read_tag(&opaque, &weak, value))
		return !weak && resource->tag && text_is(opaque, resource->tag)
			       ? IF_RANGE_YES
			       : IF_RANGE_NO;
	switch (read_date(&unix_s, value)) {
	case DATE_NONE:
		return IF_RANGE_NO;
	case DATE_KNOWN:
		return age(resource, unix_s) == 0 ? IF_RANGE_YES : IF_RANGE_NO;
	case DATE_UNKNOWN:
		break;
	}
	return IF_RANGE_UNKNOWN;
}

/*
 * How much something is wanted is what the best of all elements says, looked
 * at one by one, and does not depend on the order of the field lines.
 */

#include "engine/entry.h"
#include "h1/octet.h"
#include "value/lines.h"
#include "value/parameter.h"
#include "value/wish.h"

#include <string.h>

enum {
	TYPE,
	TYPE_PARAMETER,
	TYPE_WILDCARD,
	LANGUAGE,
	LOOKED_UP,
	CODING,
	FORBIDDEN,
	UNSOUND
};

static struct mark marks[] = {
	[TYPE] = {"a media range names the type", 0},
	[TYPE_PARAMETER] = {"a media range has a parameter of the type", 0},
	[TYPE_WILDCARD] = {"a media range has a wildcard", 0},
	[LANGUAGE] = {"a language range filters", 0},
	[LOOKED_UP] = {"a language is found by lookup", 0},
	[CODING] = {"a coding is named", 0},
	[FORBIDDEN] = {"something is forbidden", 0},
	[UNSOUND] = {"an element that is not sound is passed over", 0},
};

/* What could be sent. */
static const char *const types[] = {"text/html", "text/plain;charset=utf-8",
	"application/json", "image/svg+xml", "text/html;level=1;a=\"b c\""};
static const char *const languages[] = {"en", "en-GB", "de-CH-1996", "zh-Hant"};
static const char *const codings[] = {"gzip", "br", "zstd", "identity"};

/* Splits at the only "/", if both sides are tokens. */
static bool
split_type(struct h1_span in, struct h1_span *type, struct h1_span *subtype)
{
	struct h1_cur cur = h1_cur_over(in);

	return h1_cur_token(&cur, type) && h1_cur_octet(&cur, '/') &&
	       h1_cur_token(&cur, subtype) && h1_cur_at_end(&cur);
}

/* As text: no type here has a backslash in a value, so none is looked for. */
static bool
has_value(const char *type, const struct http_parameter *wanted)
{
	struct h1_cur cur = h1_cur_over(span_of(type));
	struct http_parameter own;

	http_parameter_find(&cur);
	while (slow_parameter_next(&cur, &own))
		if (h1_span_equal_nocase(own.name, wanted->name) &&
			h1_span_equal_nocase(own.value, wanted->value))
			return true;
	return false;
}

/* How many parameters but the weight there are; false if one of them is none
 * of the type's. */
static bool
count_parameters(size_t *n, const struct wish *wish, const char *type)
{
	struct h1_cur cur = h1_cur_over(wish->parameters);
	struct http_parameter parameter;

	*n = 0;
	while (slow_parameter_next(&cur, &parameter)) {
		if (span_is(parameter.name, "q"))
			continue;
		if (!has_value(type, &parameter))
			return false;
		++*n;
	}
	return true;
}

/* All types, then a type with all subtypes, then it with its parameters. */
static size_t
type_rank(const struct wish *wish, const char *text)
{
	struct h1_span type, subtype, own_type, own_subtype;
	struct h1_cur cur = h1_cur_over(span_of(text));
	size_t n;

	http_parameter_find(&cur);
	CHECK(split_type(h1_span_between((const uint8_t *)text, cur.at),
		&own_type, &own_subtype));
	if (!split_type(wish->name, &type, &subtype) ||
		!count_parameters(&n, wish, text))
		return 0;
	if (span_is(wish->name, "*/*"))
		return 1;
	if (!h1_span_equal_nocase(type, own_type))
		return 0;
	if (span_is(subtype, "*"))
		return 2;
	if (!h1_span_equal_nocase(subtype, own_subtype))
		return 0;
	if (n > 0)
		REACH(TYPE_PARAMETER);
	return 3 + n;
}

static bool
is_media_range(struct h1_span name)
{
	struct h1_span type, subtype;

	return split_type(name, &type, &subtype) &&
	       (!span_is(type, "*") || span_is(subtype, "*"));
}

static unsigned
slow_type(const struct wishes *wishes, const char *type)
{
	struct wish_best best = {0, HTTP_PREFERENCE_UNLISTED};
	bool any = false;

	for (size_t i = 0; i < wishes->n; i++) {
		any |= is_media_range(wishes->at[i].name);
		wish_consider(&best, type_rank(&wishes->at[i], type),
			&wishes->at[i]);
	}
	if (best.rank > 0)
		REACH(best.rank > 2 ? TYPE : TYPE_WILDCARD);
	return any ? best.preference : HTTP_PREFERENCE_FULL;
}

static bool
is_language_range(struct h1_span range)
{
	size_t n = 0, n_subtags = 1;

	for (size_t i = 0; i < range.len; i++) {
		uint8_t octet = range.at[i];

		if (octet == '-' && n > 0) {
			n = 0;
			n_subtags++;
		} else if (++n > 8 ||
			   !h1_octet_is(octet, n_subtags == 1
						       ? H1_ALPHA
						       : H1_ALPHA | H1_DIGIT)) {
			return span_is(range, "*");
		}
	}
	return n > 0;
}

static unsigned
slow_language(const struct wishes *wishes, const char *tag)
{
	struct wish_best best = {0, HTTP_PREFERENCE_UNLISTED};
	struct wish_best looked_up = best;
	bool any = false;

	for (size_t i = 0; i < wishes->n; i++) {
		const struct wish *wish = &wishes->at[i];
		bool star = span_is(wish->name, "*");

		if (!is_language_range(wish->name))
			continue;
		any = true;
		if (star || wish_filters(wish->name, span_of(tag)))
			wish_consider(&best, star ? 1 : 2 + wish->name.len,
				wish);
		if (wish_filters(span_of(tag), wish->name) &&
			wish->preference != HTTP_PREFERENCE_FORBIDDEN)
			wish_consider(&looked_up, 1, wish);
	}
	if (best.rank > 1)
		REACH(LANGUAGE);
	else if (looked_up.rank > 0)
		REACH(LOOKED_UP);
	if (!any)
		return HTTP_PREFERENCE_FULL;
	return best.rank < 2 && looked_up.rank > 0 ? looked_up.preference
						   : best.preference;
}

static unsigned
slow_coding(const struct wishes *wishes, const char *coding, bool present)
{
	struct wish_best best = {0, HTTP_PREFERENCE_UNLISTED};
	bool identity = strcmp(coding, "identity") == 0;

	for (size_t i = 0; i < wishes->n; i++) {
		struct h1_span name = wishes->at[i].name;
		bool named = span_is(name, coding) ||
			     (span_is(name, "x-gzip") &&
				     strcmp(coding, "gzip") == 0);

		wish_consider(&best, named ? 2 : span_is(name, "*"),
			&wishes->at[i]);
	}
	if (best.rank == 2)
		REACH(CODING);
	if (!present)
		return identity ? HTTP_PREFERENCE_FULL
				: HTTP_PREFERENCE_UNLISTED;
	if (best.rank == 0 && !identity)
		return HTTP_PREFERENCE_FORBIDDEN;
	return best.preference;
}

static void
see(struct seen *seen, unsigned preference)
{
	CHECK(preference <= HTTP_PREFERENCE_FULL);
	if (preference == HTTP_PREFERENCE_FORBIDDEN)
		REACH(FORBIDDEN);
	seen_number(seen, preference);
}

/* A quoted value with a backslash is left to the other way around. */
static void
check_types(struct seen *seen, const struct h1_fields *fields, bool simple)
{
	struct wishes wishes;

	wishes_read(&wishes, fields, "Accept");
	if (wishes.n_unsound > 0)
		REACH(UNSOUND);
	for (size_t i = 0; i < N(types); i++) {
		struct h1_span type = span_of(types[i]);
		unsigned p = http_preference_type(fields, type);

		CHECK(!simple || p == slow_type(&wishes, types[i]));
		CHECK(!http_preference_names_type(fields, type) ||
			p > HTTP_PREFERENCE_UNLISTED);
		see(seen, p);
	}
}

static void
check_others(struct seen *seen, const struct h1_fields *fields)
{
	struct wishes wishes;
	struct h1_span name = H1_SPAN("Accept-Encoding");
	bool present = h1_field_find(fields, name, 0) < fields->n;
	unsigned p;

	wishes_read(&wishes, fields, "Accept-Language");
	for (size_t i = 0; i < N(languages); i++) {
		p = http_preference_language(fields, span_of(languages[i]));
		CHECK(p == slow_language(&wishes, languages[i]));
		see(seen, p);
	}
	wishes_read(&wishes, fields, "Accept-Encoding");
	for (size_t i = 0; i < N(codings); i++) {
		p = http_preference_coding(fields, span_of(codings[i]));
		CHECK(p == slow_coding(&wishes, codings[i], present));
		see(seen, p);
	}
}

static void
run(struct h1_span input, struct seen *seen)
{
	bool simple = !span_has(input, '\\');
	struct seen turned = *seen;
	struct lines lines;

	if (input.len > VALUE_MAX)
		return;
	lines_read(&lines, input);
	check_types(seen, &lines.fields, simple);
	check_others(seen, &lines.fields);
	lines_turn(&lines);
	check_types(&turned, &lines.fields, simple);
	check_others(&turned, &lines.fields);
	CHECK(seen_equal(seen, &turned));
}

const struct entry entry = {run, marks, N(marks)};

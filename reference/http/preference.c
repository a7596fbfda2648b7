#include "http/preference.h"

#include "h1/cursor.h"
#include "h1/list.h"
#include "h1/octet.h"

/* An element of a list of preferences: what it is about, and its weight. */
struct element {
	struct h1_span name;	   /* what stands before the parameters */
	struct h1_span parameters; /* all of them, "q" too */
	unsigned thousandths;
};

struct parameter {
	struct h1_span name;
	struct h1_span value; /* without quotes, backslashes included */
};

bool
http_qvalue_read(unsigned *thousandths, struct h1_span in)
{
	struct h1_cur cur = h1_cur_over(in);
	bool one = h1_cur_octet(&cur, '1');
	unsigned value = one ? 1000 : 0, unit;

	if (!one && !h1_cur_octet(&cur, '0'))
		return false;
	if (h1_cur_octet(&cur, '.')) {
		for (unit = 100; unit > 0 && !h1_cur_at_end(&cur); unit /= 10) {
			if (!h1_octet_is(*cur.at, H1_DIGIT))
				return false;
			value += unit * (unsigned)(*cur.at++ - '0');
		}
	}
	if (!h1_cur_at_end(&cur) || value > 1000)
		return false;
	*thousandths = value;
	return true;
}

/*
 * parameters = *( OWS ";" OWS [ parameter ] ): the next one that is there.
 * False at the end, or where the grammar is broken; then `cur` is not at its
 * end.
 */
static bool
parameter_next(struct h1_cur *cur, struct parameter *parameter)
{
	struct h1_cur c = *cur;

	for (;;) {
		h1_cur_ows(&c);
		if (h1_cur_at_end(&c)) {
			*cur = c;
			return false;
		}
		if (!h1_cur_octet(&c, ';'))
			return false;
		h1_cur_ows(&c);
		if (h1_cur_token(&c, &parameter->name))
			break;
	}
	if (!h1_cur_octet(&c, '=') ||
		!h1_cur_token_or_quoted(&c, &parameter->value))
		return false;
	*cur = c;
	return true;
}

static bool
is_weight(const struct parameter *parameter)
{
	return h1_span_equal_nocase(parameter->name, H1_SPAN("q"));
}

/* "q" wherever it stands (RFC 9110, section 12.5.1). */
static bool
read_weight(struct element *element)
{
	struct h1_cur cur = h1_cur_over(element->parameters);
	struct parameter parameter;

	element->thousandths = 1000;
	while (parameter_next(&cur, &parameter)) {
		if (is_weight(&parameter) &&
			!http_qvalue_read(&element->thousandths,
				parameter.value))
			return false;
	}
	return h1_cur_at_end(&cur);
}

/* The next element of the list that is sound. */
static bool
element_next(struct h1_list *list, struct element *element)
{
	struct h1_span span;

	while (h1_list_element(list, &span)) {
		struct h1_cur cur = h1_cur_over(span);
		const uint8_t *from = cur.at;

		while (!h1_cur_at_end(&cur) && *cur.at != ';')
			cur.at++;
		element->name = h1_span_trim(h1_span_between(from, cur.at));
		element->parameters = h1_cur_rest(&cur);
		if (read_weight(element))
			return true;
	}
	return false;
}

static unsigned
preference_of(const struct element *element)
{
	return element->thousandths == 0
		       ? HTTP_PREFERENCE_FORBIDDEN
		       : HTTP_PREFERENCE_UNLISTED + element->thousandths;
}

/* What has been found so far: the most specific match decides. */
struct best {
	bool any; /* there was a sound element at all */
	unsigned specificity;
	unsigned preference;
};

static void
consider(struct best *best, const struct element *element, unsigned specificity)
{
	unsigned preference = preference_of(element);

	if (specificity == 0 || specificity < best->specificity)
		return;
	if (specificity > best->specificity || preference > best->preference)
		best->preference = preference;
	best->specificity = specificity;
}

/* Text between quotes, an octet at a time. */
static uint8_t
unquoted_octet(struct h1_cur *cur)
{
	if (*cur->at == '\\' && h1_cur_left(cur) > 1)
		cur->at++;
	return h1_octet_lower(*cur->at++);
}

static bool
values_equal(struct h1_span a, struct h1_span b)
{
	struct h1_cur x = h1_cur_over(a), y = h1_cur_over(b);

	while (!h1_cur_at_end(&x) && !h1_cur_at_end(&y)) {
		if (unquoted_octet(&x) != unquoted_octet(&y))
			return false;
	}
	return h1_cur_at_end(&x) && h1_cur_at_end(&y);
}

static bool
has_parameter(struct h1_span parameters, const struct parameter *wanted)
{
	struct h1_cur cur = h1_cur_over(parameters);
	struct parameter parameter;

	while (parameter_next(&cur, &parameter)) {
		if (h1_span_equal_nocase(parameter.name, wanted->name) &&
			values_equal(parameter.value, wanted->value))
			return true;
	}
	return false;
}

/* Whether the parameters of a range are all among those of the type, and how
 * many they are. */
static bool
parameters_match(unsigned *n, struct h1_span range, struct h1_span type)
{
	struct h1_cur cur = h1_cur_over(range);
	struct parameter parameter;

	*n = 0;
	while (parameter_next(&cur, &parameter)) {
		if (is_weight(&parameter))
			continue;
		if (!has_parameter(type, &parameter))
			return false;
		++*n;
	}
	return true;
}

/* type "/" subtype, where a range may have "*". */
static bool
split_type(struct h1_span name, struct h1_span *type, struct h1_span *subtype)
{
	struct h1_cur cur = h1_cur_over(name);

	return h1_cur_token(&cur, type) && h1_cur_octet(&cur, '/') &&
	       h1_cur_token(&cur, subtype) && h1_cur_at_end(&cur);
}

static bool
is_star(struct h1_span span)
{
	return h1_span_equal(span, H1_SPAN("*"));
}

/* 0: it does not match; all parameters together weigh less than a subtype. */
static unsigned
type_specificity(const struct element *range, struct h1_span media_type)
{
	struct h1_cur cur = h1_cur_over(media_type);
	struct h1_span name, type, subtype, range_type, range_subtype;
	unsigned n;

	while (!h1_cur_at_end(&cur) && *cur.at != ';')
		cur.at++;
	name = h1_span_trim(h1_span_between(media_type.at, cur.at));
	if (!split_type(name, &type, &subtype) ||
		!split_type(range->name, &range_type, &range_subtype) ||
		!parameters_match(&n, range->parameters, h1_cur_rest(&cur)))
		return 0;
	if (is_star(range_type))
		return is_star(range_subtype) ? 1 : 0;
	if (!h1_span_equal_nocase(range_type, type))
		return 0;
	if (is_star(range_subtype))
		return 2;
	return h1_span_equal_nocase(range_subtype, subtype) ? 3 + n : 0;
}

/* What is no media-range does not make a list of them. */
static bool
is_media_range(const struct element *element)
{
	struct h1_span type, subtype;

	return split_type(element->name, &type, &subtype) &&
	       (!is_star(type) || is_star(subtype));
}

static struct best
best_type(const struct h1_fields *fields, struct h1_span type)
{
	struct best best = {.preference = HTTP_PREFERENCE_UNLISTED};
	struct element element;
	struct h1_list list;

	h1_list_init(&list, fields, H1_SPAN("Accept"));
	while (element_next(&list, &element)) {
		best.any |= is_media_range(&element);
		consider(&best, &element, type_specificity(&element, type));
	}
	return best;
}

unsigned
http_preference_type(const struct h1_fields *fields, struct h1_span type)
{
	struct best best = best_type(fields, type);

	return best.any ? best.preference : HTTP_PREFERENCE_FULL;
}

bool
http_preference_names_type(const struct h1_fields *fields, struct h1_span type)
{
	struct best best = best_type(fields, type);

	return best.specificity >= 3 &&
	       best.preference > HTTP_PREFERENCE_UNLISTED;
}

/* language-range = (1*8ALPHA *("-" 1*8alphanum)) / "*" (RFC 4647, section 2.1) */
static bool
is_language_range(struct h1_span range)
{
	struct h1_cur cur = h1_cur_over(range);
	uint32_t classes = H1_ALPHA;

	if (is_star(range))
		return true;
	do {
		struct h1_span subtag = h1_cur_run(&cur, classes);

		if (subtag.len < 1 || subtag.len > 8)
			return false;
		classes = H1_ALPHA | H1_DIGIT;
	} while (h1_cur_octet(&cur, '-'));
	return h1_cur_at_end(&cur);
}

/* Whether `range` is `tag`, or is its front up to a "-". */
static bool
filters(struct h1_span range, struct h1_span tag)
{
	struct h1_span front = {tag.at, range.len};

	if (range.len > tag.len || !h1_span_equal_nocase(range, front))
		return false;
	return range.len == tag.len || tag.at[range.len] == '-';
}

/* "*" gives way to any range that names a language. */
static unsigned
language_specificity(struct h1_span range, struct h1_span tag)
{
	if (is_star(range))
		return 1;
	return filters(range, tag) ? 2 + (unsigned)range.len : 0;
}

unsigned
http_preference_language(const struct h1_fields *fields, struct h1_span tag)
{
	struct best filtered = {.preference = HTTP_PREFERENCE_UNLISTED};
	struct best looked_up = filtered;
	struct element element;
	struct h1_list list;

	h1_list_init(&list, fields, H1_SPAN("Accept-Language"));
	while (element_next(&list, &element)) {
		struct h1_span range = element.name;

		if (!is_language_range(range))
			continue;
		filtered.any = true;
		consider(&filtered, &element, language_specificity(range, tag));
		if (filters(tag, range) && element.thousandths > 0)
			consider(&looked_up, &element, 1);
	}
	if (!filtered.any)
		return HTTP_PREFERENCE_FULL;
	if (filtered.specificity > 1 || looked_up.specificity == 0)
		return filtered.preference;
	return looked_up.preference;
}

/* "x-gzip" is "gzip" (RFC 9110, section 8.4.1). */
static struct h1_span
coding_name(struct h1_span name)
{
	if (h1_span_equal_nocase(name, H1_SPAN("x-gzip")))
		return H1_SPAN("gzip");
	if (h1_span_equal_nocase(name, H1_SPAN("x-compress")))
		return H1_SPAN("compress");
	return name;
}

static unsigned
coding_specificity(struct h1_span name, struct h1_span coding)
{
	if (is_star(name))
		return 1;
	return h1_span_equal_nocase(coding_name(name), coding) ? 2 : 0;
}

unsigned
http_preference_coding(const struct h1_fields *fields, struct h1_span coding)
{
	bool identity = h1_span_equal_nocase(coding, H1_SPAN("identity"));
	bool present = h1_field_find(fields, H1_SPAN("Accept-Encoding"), 0) <
		       fields->n;
	struct best best = {.preference = HTTP_PREFERENCE_UNLISTED};
	struct element element;
	struct h1_list list;

	h1_list_init(&list, fields, H1_SPAN("Accept-Encoding"));
	while (element_next(&list, &element))
		consider(&best, &element,
			coding_specificity(element.name, coding));
	if (!present)
		return identity ? HTTP_PREFERENCE_FULL
				: HTTP_PREFERENCE_UNLISTED;
	if (best.specificity == 0 && !identity)
		return HTTP_PREFERENCE_FORBIDDEN;
	return best.preference;
}

#include "h1/octet.h"
#include "http/preference.h"
#include "http/preference_list.h"

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
has_parameter(struct h1_span parameters, const struct http_parameter *wanted)
{
	struct h1_cur cur = h1_cur_over(parameters);
	struct http_parameter parameter;

	while (http_parameter_next(&cur, &parameter)) {
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
	struct http_parameter parameter;

	*n = 0;
	while (http_parameter_next(&cur, &parameter)) {
		if (http_preference_is_weight(&parameter))
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

/* 0: it does not match; each parameter makes it more specific. */
static unsigned
type_specificity(const struct http_preference_element *range,
	struct h1_span media_type)
{
	struct h1_cur cur = h1_cur_over(media_type);
	struct h1_span name, type, subtype, range_type, range_subtype;
	unsigned n;

	http_parameter_find(&cur);
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
is_media_range(const struct http_preference_element *element)
{
	struct h1_span type, subtype;

	return split_type(element->name, &type, &subtype) &&
	       (!is_star(type) || is_star(subtype));
}

static struct http_preference_best
best_type(const struct h1_fields *fields, struct h1_span type)
{
	struct http_preference_best best = {
		.preference = HTTP_PREFERENCE_UNLISTED};
	struct http_preference_element element;
	struct http_preference_list list;

	http_preference_list_init(&list, fields, H1_SPAN("Accept"));
	while (http_preference_next(&list, &element)) {
		best.any |= is_media_range(&element);
		http_preference_consider(&best, &element,
			type_specificity(&element, type));
	}
	return best;
}

unsigned
http_preference_type(const struct h1_fields *fields, struct h1_span type)
{
	struct http_preference_best best = best_type(fields, type);

	return best.any ? best.preference : HTTP_PREFERENCE_FULL;
}

bool
http_preference_names_type(const struct h1_fields *fields, struct h1_span type)
{
	struct http_preference_best best = best_type(fields, type);

	return best.specificity >= 3 &&
	       best.preference > HTTP_PREFERENCE_UNLISTED;
}

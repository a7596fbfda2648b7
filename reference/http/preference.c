#include "http/preference.h"

#include "h1/octet.h"
#include "http/preference_list.h"

static bool
is_star(struct h1_span span)
{
	return h1_span_equal(span, H1_SPAN("*"));
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
	struct http_preference_best filtered = {
		.preference = HTTP_PREFERENCE_UNLISTED};
	struct http_preference_best looked_up = filtered;
	struct http_preference_element element;
	struct http_preference_list list;

	http_preference_list_init(&list, fields, H1_SPAN("Accept-Language"));
	while (http_preference_next(&list, &element)) {
		struct h1_span range = element.name;

		if (!is_language_range(range))
			continue;
		filtered.any = true;
		http_preference_consider(&filtered, &element,
			language_specificity(range, tag));
		if (filters(tag, range) && element.thousandths > 0)
			http_preference_consider(&looked_up, &element, 1);
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
	struct http_preference_best best = {
		.preference = HTTP_PREFERENCE_UNLISTED};
	struct http_preference_element element;
	struct http_preference_list list;

	http_preference_list_init(&list, fields, H1_SPAN("Accept-Encoding"));
	while (http_preference_next(&list, &element))
		http_preference_consider(&best, &element,
			coding_specificity(element.name, coding));
	if (!present)
		return identity ? HTTP_PREFERENCE_FULL
				: HTTP_PREFERENCE_UNLISTED;
	if (best.specificity == 0 && !identity)
		return HTTP_PREFERENCE_FORBIDDEN;
	return best.preference;
}

#include "http/preference_list.h"

#include "h1/octet.h"

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

bool
http_preference_is_weight(const struct http_parameter *parameter)
{
	return h1_span_equal_nocase(parameter->name, H1_SPAN("q"));
}

/* "q" wherever it stands (RFC 9110, section 12.5.1). */
static bool
read_weight(struct http_preference_element *element)
{
	struct h1_cur cur = h1_cur_over(element->parameters);
	struct http_parameter parameter;

	element->thousandths = 1000;
	while (http_parameter_next(&cur, &parameter)) {
		if (http_preference_is_weight(&parameter) &&
			!http_qvalue_read(&element->thousandths,
				parameter.value))
			return false;
	}
	return h1_cur_at_end(&cur);
}

void
http_preference_list_init(struct http_preference_list *list,
	const struct h1_fields *fields, struct h1_span name)
{
	h1_list_init(&list->elements, fields, name);
	list->left = HTTP_PREFERENCE_LIST_MAX;
}

bool
http_preference_next(struct http_preference_list *list,
	struct http_preference_element *element)
{
	struct h1_span span;

	while (h1_list_element(&list->elements, &span) &&
		span.len < list->left) {
		struct h1_cur cur = h1_cur_over(span);
		const uint8_t *from = cur.at;

		list->left -= span.len + 1;
		http_parameter_find(&cur);
		element->name = h1_span_trim(h1_span_between(from, cur.at));
		element->parameters = h1_cur_rest(&cur);
		if (read_weight(element))
			return true;
	}
	return false;
}

static unsigned
preference_of(const struct http_preference_element *element)
{
	return element->thousandths == 0
		       ? HTTP_PREFERENCE_FORBIDDEN
		       : HTTP_PREFERENCE_UNLISTED + element->thousandths;
}

void
http_preference_consider(struct http_preference_best *best,
	const struct http_preference_element *element, unsigned specificity)
{
	unsigned preference = preference_of(element);

	if (specificity == 0 || specificity < best->specificity)
		return;
	if (specificity > best->specificity || preference > best->preference)
		best->preference = preference;
	best->specificity = specificity;
}

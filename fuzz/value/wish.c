#include "value/wish.h"

#include <string.h>

#include "h1/list.h"
#include "value/parameter.h"

struct h1_span
span_of(const char *text)
{
	return (struct h1_span){(const uint8_t *)text, strlen(text)};
}

bool
span_is(struct h1_span span, const char *text)
{
	return h1_span_equal_nocase(span, span_of(text));
}

static bool
read_wish(struct wish *wish, struct h1_span element)
{
	struct h1_cur cur = h1_cur_over(element);
	struct http_parameter parameter;
	unsigned q = 1000;

	while (!h1_cur_at_end(&cur) && *cur.at != ';')
		cur.at++;
	wish->name = h1_span_trim(h1_span_between(element.at, cur.at));
	wish->parameters = h1_cur_rest(&cur);
	while (slow_parameter_next(&cur, &parameter))
		if (span_is(parameter.name, "q") &&
			!http_qvalue_read(&q, parameter.value))
			return false;
	wish->preference = q > 0 ? 1 + q : HTTP_PREFERENCE_FORBIDDEN;
	return h1_cur_at_end(&cur);
}

void
wishes_read(struct wishes *wishes, const struct h1_fields *fields,
	const char *name)
{
	struct h1_list list;
	struct h1_span element;

	wishes->n = 0;
	wishes->n_unsound = 0;
	h1_list_init(&list, fields, span_of(name));
	while (h1_list_element(&list, &element)) {
		CHECK(wishes->n < WISHES_MAX);
		if (read_wish(&wishes->at[wishes->n], element))
			wishes->n++;
		else
			wishes->n_unsound++;
	}
}

void
wish_consider(struct wish_best *best, size_t rank, const struct wish *wish)
{
	if (rank == 0 || rank < best->rank)
		return;
	if (rank > best->rank || wish->preference > best->preference)
		best->preference = wish->preference;
	best->rank = rank;
}

bool
wish_filters(struct h1_span front, struct h1_span text)
{
	for (size_t i = 0; i < front.len; i++)
		if (i >= text.len ||
			!h1_span_equal_nocase((struct h1_span){front.at + i, 1},
				(struct h1_span){text.at + i, 1}))
			return false;
	return front.len == text.len || text.at[front.len] == '-';
}

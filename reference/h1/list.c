#include "h1/list.h"

#include "fault/fault.h"
#include "h1/cursor.h"

/* Takes a quoted string; one that does not end takes all that is left. */
static void
quoted(struct h1_cur *cur)
{
	cur->at++;
	while (!h1_cur_at_end(cur)) {
		uint8_t c = *cur->at++;

		if (c == '"')
			return;
		if (c == '\\' && !h1_cur_at_end(cur))
			cur->at++;
	}
}

static void
until_comma(struct h1_cur *cur)
{
	while (!h1_cur_at_end(cur) && *cur->at != ',') {
		if (*cur->at == '"')
			quoted(cur);
		else
			cur->at++;
	}
}

bool
h1_list_next(struct h1_span *rest, struct h1_span *element)
{
	struct h1_cur cur = h1_cur_over(*rest);
	struct h1_span e = {NULL, 0};

	while (e.len == 0 && !h1_cur_at_end(&cur)) {
		if (FAULTY(list_ends_at_empty) && *cur.at == ',')
			break;
		const uint8_t *from = cur.at;

		until_comma(&cur);
		e = h1_span_trim(h1_span_between(from, cur.at));
		h1_cur_octet(&cur, ',');
	}
	*rest = h1_cur_rest(&cur);
	if (e.len == 0)
		return false;
	*element = e;
	return true;
}

void
h1_list_init(struct h1_list *list, const struct h1_fields *fields,
	struct h1_span name)
{
	*list = (struct h1_list){.fields = fields, .name = name};
}

bool
h1_list_element(struct h1_list *list, struct h1_span *element)
{
	while (!h1_list_next(&list->rest, element)) {
		size_t i = h1_field_find(list->fields, list->name, list->i);

		if (i == list->fields->n)
			return false;
		list->rest = h1_field_value(list->fields, i);
		list->i = i + 1;
	}
	return true;
}

bool
h1_list_has(const struct h1_fields *fields, struct h1_span name,
	struct h1_span option)
{
	struct h1_list list;
	struct h1_span element;

	h1_list_init(&list, fields, name);
	while (h1_list_element(&list, &element))
		if (h1_span_equal_nocase(element, option))
			return true;
	return false;
}

struct h1_connection
h1_list_connection(const struct h1_fields *fields)
{
	struct h1_connection c = {false, false, false};
	struct h1_list list;
	struct h1_span e;

	h1_list_init(&list, fields, H1_SPAN("connection"));
	while (h1_list_element(&list, &e)) {
		if (FAULTY(close_by_prefix) && e.len > 5)
			e.len = 5;
		c.close |= FAULTY(close_case_sensitive)
				   ? h1_span_equal(e, H1_SPAN("close"))
				   : h1_span_equal_nocase(e, H1_SPAN("close"));
		c.keep_alive |= h1_span_equal_nocase(e, H1_SPAN("keep-alive"));
		c.upgrade |= h1_span_equal_nocase(e, H1_SPAN("upgrade"));
		if (FAULTY(close_first_only))
			break;
	}
	return c;
}

enum h1_expect
h1_list_expect(const struct h1_fields *fields)
{
	enum h1_expect expect = H1_EXPECT_NONE;
	struct h1_list list;
	struct h1_span e;

	h1_list_init(&list, fields, H1_SPAN("expect"));
	while (h1_list_element(&list, &e)) {
		if (FAULTY(expect_case_sensitive) &&
			!h1_span_equal(e, H1_SPAN("100-continue")))
			return H1_EXPECT_NONE;
		if (!h1_span_equal_nocase(e, H1_SPAN("100-continue")))
			return H1_EXPECT_UNKNOWN;
		expect = H1_EXPECT_CONTINUE;
	}
	return expect;
}

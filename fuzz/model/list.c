#include "model/list.h"

#include "model/abnf.h"
#include "model/field.h"

static void
enter(struct model_list *list)
{
	static const struct h1_cur nothing;

	list->rest = list->i < list->section->n
			     ? model_over(list->section->at[list->i].value)
			     : nothing;
}

struct model_list
model_list(const struct model_section *section, const char *name)
{
	struct model_list list = {.section = section, .name = name};

	list.i = model_find(section, name, 0);
	enter(&list);
	return list;
}

/* Up to a comma that is in no quoted string, which is taken as well. */
static struct h1_span
up_to_comma(struct h1_cur *in)
{
	const uint8_t *first, *last;
	struct h1_cur quoted;

	model_ows(in);
	first = last = in->at;
	while (!model_end(in) && *in->at != ',') {
		quoted = *in;
		if (*in->at != '"')
			in->at++;
		else if (model_quoted_string(&quoted))
			*in = quoted;
		else
			in->at = in->end;
		if (!model_blank(in->at[-1]))
			last = in->at;
	}
	(void)model_octet(in, ',');
	return h1_span_between(first, last);
}

bool
model_next(struct model_list *list, struct h1_span *element)
{
	while (list->i < list->section->n) {
		while (!model_end(&list->rest)) {
			*element = up_to_comma(&list->rest);
			if (element->len)
				return true;
		}
		list->i = model_find(list->section, list->name, list->i + 1);
		enter(list);
	}
	return false;
}

bool
model_has(const struct model_section *section, const char *name,
	const char *element)
{
	struct model_list list = model_list(section, name);
	struct h1_span each;

	while (model_next(&list, &each))
		if (model_is(each, element))
			return true;
	return false;
}

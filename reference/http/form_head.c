#include "http/form_head.h"

#include "http/parameter.h"

/* Content-Disposition: form-data; name="..."; filename="..." (RFC 7578,
 * section 4.2); a name is needed. */
static bool
read_disposition(struct http_form *form, struct h1_span value)
{
	struct h1_cur cur = h1_cur_over(value);
	struct http_parameter parameter;
	struct h1_span kind;

	if (!h1_cur_token(&cur, &kind) ||
		!h1_span_equal_nocase(kind, H1_SPAN("form-data")))
		return false;
	while (http_parameter_next(&cur, &parameter)) {
		if (h1_span_equal_nocase(parameter.name, H1_SPAN("name")))
			form->name = parameter.value;
		else if (h1_span_equal_nocase(parameter.name,
				 H1_SPAN("filename")))
			form->file_name = parameter.value;
	}
	return form->name.at != NULL;
}

/* field-name ":" OWS field-value OWS; unknown fields say nothing. */
static bool
read_field(struct http_form *form, struct h1_span line)
{
	struct h1_cur cur = h1_cur_over(line);
	struct h1_span name, value;

	if (!h1_cur_token(&cur, &name) || !h1_cur_octet(&cur, ':'))
		return false;
	value = h1_span_trim(h1_cur_rest(&cur));
	if (h1_span_equal_nocase(name, H1_SPAN("Content-Disposition")))
		return read_disposition(form, value);
	if (h1_span_equal_nocase(name, H1_SPAN("Content-Type")))
		form->type = value;
	return true;
}

bool
http_form_head_read(struct http_form *form)
{
	struct h1_cur cur = {form->head + 2, form->head + form->head_len - 2};

	form->name = form->file_name = form->type = (struct h1_span){NULL, 0};
	while (!h1_cur_at_end(&cur)) {
		const uint8_t *from = cur.at;

		while (!h1_cur_literal(&cur, H1_SPAN("\r\n")))
			cur.at++;
		if (!read_field(form, h1_span_between(from, cur.at - 2)))
			return false;
	}
	return form->name.at != NULL;
}

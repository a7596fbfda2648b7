#include "model/field.h"

#include "model/abnf.h"

/* OWS at the end is no part of the value. */
static struct h1_span
without_ows_behind(struct h1_span value)
{
	while (value.len && model_blank(value.at[value.len - 1]))
		value.len--;
	return value;
}

/* field-line = field-name ":" OWS field-value OWS (RFC 9112, section 5) */
static bool
field_line(struct model_field *out, struct h1_span line)
{
	struct h1_cur in = model_over(line);

	if (!model_token(&in, &out->name) || !model_octet(&in, ':'))
		return false;
	model_ows(&in);
	out->value = without_ows_behind(model_many(&in, model_text));
	return model_end(&in);
}

enum model_result
model_section(struct model_section *out,
	const struct model_section_limits *limits, struct h1_cur *in)
{
	struct h1_span line;

	out->n = out->len = 0;
	while (model_line(in, &line)) {
		if (line.len == 0)
			return MODEL_ACCEPTED;
		out->len += line.len + 2;
		if (line.len > limits->line || out->len > limits->section ||
			out->n == limits->lines || out->n == MODEL_FIELDS ||
			!field_line(&out->at[out->n], line))
			return MODEL_REFUSED;
		out->n++;
	}
	return MODEL_INCOMPLETE;
}

size_t
model_find(const struct model_section *section, const char *name, size_t from)
{
	size_t i;

	for (i = from; i < section->n; i++)
		if (model_is(section->at[i].name, name))
			break;
	return i;
}

size_t
model_count(const struct model_section *section, const char *name)
{
	size_t i, n = 0;

	for (i = 0; i < section->n; i++)
		n += model_is(section->at[i].name, name);
	return n;
}

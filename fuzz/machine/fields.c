#include "machine/fields.h"

#include <stdlib.h>
#include <string.h>

static uint8_t
lower(uint8_t octet)
{
	return octet >= 'A' && octet <= 'Z' ? (uint8_t)(octet + 32) : octet;
}

bool
text_is(struct h1_span span, const char *text)
{
	return span.at && span.len == strlen(text) &&
	       memcmp(span.at, text, span.len) == 0;
}

bool
text_is_nocase(struct h1_span span, const char *text)
{
	size_t i;

	if (!span.at || span.len != strlen(text))
		return false;
	for (i = 0; i < span.len; i++)
		if (lower(span.at[i]) != lower((uint8_t)text[i]))
			return false;
	return true;
}

bool
text_number(uint64_t *number, struct h1_span digits)
{
	uint64_t n = 0;
	size_t i;

	if (digits.len == 0 || digits.len > 18)
		return false;
	for (i = 0; i < digits.len; i++) {
		if (digits.at[i] < '0' || digits.at[i] > '9')
			return false;
		n = n * 10 + (uint64_t)(digits.at[i] - '0');
	}
	*number = n;
	return true;
}

static bool
is_space(uint8_t octet)
{
	return octet == ' ' || octet == '\t';
}

bool
text_element(struct h1_span *element, struct h1_span *rest)
{
	const uint8_t *comma;
	struct h1_span e = *rest;

	if (!rest->at)
		return false;
	comma = rest->len > 0 ? memchr(rest->at, ',', rest->len) : NULL;
	if (comma) {
		e.len = (size_t)(comma - rest->at);
		*rest = h1_span_between(comma + 1, rest->at + rest->len);
	} else {
		rest->at = NULL;
	}
	for (; e.len > 0 && is_space(*e.at); e.len--)
		e.at++;
	while (e.len > 0 && is_space(e.at[e.len - 1]))
		e.len--;
	*element = e;
	return true;
}

size_t
fields_count(const struct h1_fields *fields, const char *name)
{
	size_t i, n = 0;

	for (i = 0; i < fields->n; i++)
		n += text_is_nocase(h1_field_name(fields, i), name);
	return n;
}

struct h1_span
fields_value(const struct h1_fields *fields, const char *name)
{
	size_t i;

	for (i = 0; i < fields->n; i++)
		if (text_is_nocase(h1_field_name(fields, i), name))
			return h1_field_value(fields, i);
	return (struct h1_span){NULL, 0};
}

/* How many elements are `token`, and how many are not. */
static void
count_elements(size_t n[2], const struct h1_fields *fields, const char *name,
	const char *token)
{
	struct h1_span rest, element;
	size_t i;

	n[0] = n[1] = 0;
	for (i = 0; i < fields->n; i++) {
		if (!text_is_nocase(h1_field_name(fields, i), name))
			continue;
		rest = h1_field_value(fields, i);
		while (text_element(&element, &rest))
			if (element.len > 0)
				n[text_is_nocase(element, token)]++;
	}
}

bool
fields_list(const struct h1_fields *fields, const char *name, const char *token)
{
	size_t n[2];

	count_elements(n, fields, name, token);
	return n[1] > 0;
}

bool
fields_other(const struct h1_fields *fields, const char *name,
	const char *token)
{
	size_t n[2];

	count_elements(n, fields, name, token);
	return n[0] > 0;
}

bool
fields_quoted(const struct h1_fields *fields, const char *name)
{
	struct h1_span value;
	size_t i, j;

	for (i = 0; i < fields->n; i++) {
		if (!text_is_nocase(h1_field_name(fields, i), name))
			continue;
		value = h1_field_value(fields, i);
		for (j = 0; value.at && j < value.len; j++)
			if (value.at[j] == '"')
				return true;
	}
	return false;
}

void
fields_copy(struct h1_fields *copy, const struct h1_fields *fields)
{
	size_t len = fields->n * sizeof(*fields->at);

	*copy = *fields;
	copy->max = fields->n;
	copy->at = malloc(len ? len : 1);
	if (!copy->at)
		abort();
	if (len > 0)
		memcpy(copy->at, fields->at, len);
}

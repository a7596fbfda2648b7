#ifndef TESTS_HTTP_FIELDS_H
#define TESTS_HTTP_FIELDS_H

/* Field lines for tests, from texts. */

#include "h1/field.h"
#include "unit.h"

#define FIELDS_MAX 8

struct text_fields {
	struct h1_fields fields;
	struct h1_field at[FIELDS_MAX];
	uint8_t octets[8192];
	size_t len;
};

static inline uint32_t
text_put(struct text_fields *fields, const char *text)
{
	size_t len = strlen(text), off = fields->len;

	assert_true(len <= sizeof(fields->octets) - off);
	memcpy(fields->octets + off, text, len);
	fields->len += len;
	return (uint32_t)off;
}

static inline void
text_fields_init(struct text_fields *fields)
{
	fields->len = 0;
	fields->fields =
		(struct h1_fields){fields->octets, fields->at, 0, FIELDS_MAX};
}

static inline void
text_fields_add(struct text_fields *fields, const char *name, const char *value)
{
	struct h1_field *field = &fields->at[fields->fields.n++];

	assert_true(fields->fields.n <= FIELDS_MAX);
	field->name_off = text_put(fields, name);
	field->name_len = (uint32_t)strlen(name);
	field->value_off = text_put(fields, value);
	field->value_len = (uint32_t)strlen(value);
}

#endif

#ifndef H1_FIELD_H
#define H1_FIELD_H

#include "h1/base.h"

/*
 * One field line. Offsets in octets from the base of the section it belongs
 * to, so that the buffer may move while the section is still arriving.
 */
struct h1_field {
	uint32_t name_off;
	uint32_t name_len;
	uint32_t value_off; /* without OWS at both ends */
	uint32_t value_len;
};

/*
 * The field lines of a header or trailer section. The array is the caller's;
 * `base` borrows the octets that the offsets count from.
 */
struct h1_fields {
	const uint8_t *base;
	struct h1_field *at;
	size_t n;   /* field lines read */
	size_t max; /* room in `at` */
};

/* Name and value of the i-th field line; they borrow from fields->base. */
static inline struct h1_span
h1_field_name(const struct h1_fields *fields, size_t i)
{
	const struct h1_field *field = &fields->at[i];

	return (struct h1_span){
		fields->base + field->name_off, field->name_len};
}

static inline struct h1_span
h1_field_value(const struct h1_fields *fields, size_t i)
{
	const struct h1_field *field = &fields->at[i];

	return (struct h1_span){
		fields->base + field->value_off, field->value_len};
}

/*
 * Copies a value, each CR and LF replaced by SP: they stand in a value only if
 * H1_LENIENT_OBS_FOLD or H1_LENIENT_BARE_CR let them (RFC 9112, sections 2.2
 * and 5.2). `out` has room for value.len octets.
 */
void h1_field_copy(uint8_t *out, struct h1_span value);

/*
 * Checks that `value` holds field-content only (RFC 9110, section 5.5).
 *
 * H1_ERROR: H1_E_VALUE_NUL, _VALUE_CTL, _BARE_CR; off from value.at.
 */
enum h1_status h1_field_value_check(struct h1_span value, struct h1_error *err);

/* Index of the first field line at or behind `from` of that name, or n. */
size_t
h1_field_find(const struct h1_fields *fields, struct h1_span name, size_t from);

#endif

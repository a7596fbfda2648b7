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
	uint32_t value_off;	/* without OWS at both ends */
	uint32_t value_len;
};

/*
 * The field lines of a header or trailer section. The array is the caller's;
 * `base` borrows the octets that the offsets count from.
 */
struct h1_fields {
	const uint8_t *base;
	struct h1_field *at;
	size_t n;		/* field lines read */
	size_t max;		/* room in `at` */
};

/* Name and value of the i-th field line; they borrow from fields->base. */
static inline struct h1_span
h1_field_name(const struct h1_fields *fields, size_t i)
{
	const struct h1_field *field = &fields->at[i];

	return (struct h1_span){fields->base + field->name_off,
		field->name_len};
}

static inline struct h1_span
h1_field_value(const struct h1_fields *fields, size_t i)
{
	const struct h1_field *field = &fields->at[i];

	return (struct h1_span){fields->base + field->value_off,
		field->value_len};
}

/*
 * Copies a value, each CR and LF replaced by SP: they stand in a value only if
 * H1_LENIENT_OBS_FOLD or H1_LENIENT_BARE_CR let them (RFC 9112, sections 2.2
 * and 5.2). `out` has room for value.len octets.
 */
void
h1_field_copy(uint8_t *out, struct h1_span value);

/*
 * Reads the whole of `line`, which has no line end and does not begin with
 * white space, as a field line (RFC 9112, section 5). The spans borrow;
 * *tolerated is added to.
 *
 * H1_ERROR: H1_E_FIELD_NAME_EMPTY, _FIELD_NAME_OCTET, _FIELD_NO_COLON,
 *           _SPACE_BEFORE_COLON, _VALUE_NUL, _VALUE_CTL, _BARE_CR; off from
 *           line.at. H1_LENIENT_SPACE_BEFORE_COLON is the caller's to withhold
 *           from requests.
 */
enum h1_status
h1_field_line_read(struct h1_span *name, struct h1_span *value,
	unsigned *tolerated, struct h1_span line, unsigned lenient,
	struct h1_error *err);

/*
 * Checks that `value` holds field-content only (RFC 9110, section 5.5).
 *
 * H1_ERROR: H1_E_VALUE_NUL, _VALUE_CTL, _BARE_CR; off from value.at.
 */
enum h1_status
h1_field_value_check(unsigned *tolerated, struct h1_span value,
	unsigned lenient, struct h1_error *err);

/* Index of the first field line at or behind `from` of that name, or n. */
size_t
h1_field_find(const struct h1_fields *fields, struct h1_span name, size_t from);

/*
 * The next element of a comma-separated list (RFC 9110, section 5.6.1) that is
 * not empty, without white space around it; false when there is none. *rest
 * begins as the whole value. Commas in quoted strings do not separate; CR and
 * LF are read as SP.
 */
bool
h1_list_next(struct h1_span *rest, struct h1_span *element);

/* A list over all field lines of one name, as if they were joined by commas. */
struct h1_list {
	const struct h1_fields *fields;
	struct h1_span name;
	size_t i;		/* next field line to look at */
	struct h1_span rest;	/* of the current one */
};

void
h1_field_list(struct h1_list *list, const struct h1_fields *fields,
	struct h1_span name);

bool
h1_field_list_next(struct h1_list *list, struct h1_span *element);

/* Whether an element of that list is `option`, in any case. */
bool
h1_field_list_has(const struct h1_fields *fields, struct h1_span name,
	struct h1_span option);

/* What Connection says (RFC 9110, section 7.6.1; RFC 9112, section 9.6). */
struct h1_connection {
	bool close;
	bool keep_alive;
	bool upgrade;
};

struct h1_connection
h1_field_connection(const struct h1_fields *fields);

/* What Expect says (RFC 9110, section 10.1.1). */
enum h1_expect {
	H1_EXPECT_NONE,
	H1_EXPECT_CONTINUE,	/* 100-continue and nothing else */
	H1_EXPECT_UNKNOWN	/* something that we cannot meet: 417 */
};

enum h1_expect
h1_field_expect(const struct h1_fields *fields);

#endif

#include "h1/field.h"

#include "h1/cursor.h"
#include "h1/error.h"
#include "h1/lenient.h"
#include "h1/octet.h"
#include "h1/scan.h"

void
h1_field_copy(uint8_t *out, struct h1_span value)
{
	for (size_t i = 0; i < value.len; i++) {
		uint8_t c = value.at[i];

		out[i] = c == '\r' || c == '\n' ? ' ' : c;
	}
}

/* The colon is not where it belongs: says what is there instead. */
static enum h1_status
no_colon(const struct h1_cur *cur, struct h1_span line, struct h1_error *err)
{
	struct h1_cur c = *cur;
	size_t off = (size_t)(cur->at - line.at);

	if (h1_cur_at_end(&c))
		return h1_refuse(err, H1_E_FIELD_NO_COLON, off);
	if (*c.at == '\r')
		return h1_refuse(err, H1_E_BARE_CR, off);
	if (off == 0)
		return h1_refuse(err,
			*c.at == ':' ? H1_E_FIELD_NAME_EMPTY
				     : H1_E_FIELD_NAME_OCTET,
			0);
	h1_cur_ows(&c);
	if (h1_cur_octet(&c, ':'))
		return h1_refuse(err, H1_E_SPACE_BEFORE_COLON, off);
	return h1_refuse(err, H1_E_FIELD_NAME_OCTET, off);
}

/* field-name ":" (RFC 9112, section 5) */
static enum h1_status
name_colon(struct h1_cur *cur, struct h1_span *name, unsigned *tolerated,
	struct h1_span line, unsigned lenient, struct h1_error *err)
{
	struct h1_cur c;

	if (h1_cur_token(cur, name)) {
		if (h1_cur_octet(cur, ':'))
			return H1_OK;
		c = *cur;
		h1_cur_ows(&c);
		if ((lenient & H1_LENIENT_SPACE_BEFORE_COLON) &&
			h1_cur_octet(&c, ':')) {
			*tolerated |= H1_LENIENT_SPACE_BEFORE_COLON;
			*cur = c;
			return H1_OK;
		}
	}
	return no_colon(cur, line, err);
}

/* What one octet that is not field-content needs to be tolerated; 0: never. */
static unsigned
value_flag(uint8_t octet)
{
	if (octet == '\r')
		return H1_LENIENT_BARE_CR;
	if (octet == '\n' || octet == '\0')
		return 0;
	return H1_LENIENT_VALUE_CTL;
}

enum h1_status
h1_field_value_check(unsigned *tolerated, struct h1_span value,
	unsigned lenient, struct h1_error *err)
{
	struct h1_cur cur = h1_cur_over(value);
	unsigned used = 0;

	for (;;) {
		unsigned flag;

		h1_cur_run(&cur, H1_FIELD_TEXT);
		if (h1_cur_at_end(&cur))
			break;
		flag = value_flag(*cur.at);
		if (!(flag & lenient))
			return h1_refuse(err,
				*cur.at == '\0'	  ? H1_E_VALUE_NUL
				: *cur.at == '\r' ? H1_E_BARE_CR
						  : H1_E_VALUE_CTL,
				(size_t)(cur.at - value.at));
		used |= flag;
		cur.at++;
	}
	*tolerated |= used;
	return H1_OK;
}

enum h1_status
h1_field_line_read(struct h1_span *name, struct h1_span *value,
	unsigned *tolerated, struct h1_span line, unsigned lenient,
	struct h1_error *err)
{
	struct h1_cur cur = h1_cur_over(line);
	unsigned used = 0;
	struct h1_span n = {NULL, 0};
	struct h1_span v;

	if (name_colon(&cur, &n, &used, line, lenient, err) != H1_OK)
		return H1_ERROR;
	v = h1_cur_rest(&cur);
	if (h1_field_value_check(&used, v, lenient, err) != H1_OK) {
		err->off += (size_t)(v.at - line.at);
		return H1_ERROR;
	}
	*name = n;
	*value = h1_span_trim(v);
	*tolerated |= used;
	return H1_OK;
}

size_t
h1_field_find(const struct h1_fields *fields, struct h1_span name, size_t from)
{
	size_t i;

	for (i = from; i < fields->n; i++)
		if (fields->at[i].name_len == name.len &&
			h1_span_equal_nocase(h1_field_name(fields, i), name))
			break;
	return i;
}

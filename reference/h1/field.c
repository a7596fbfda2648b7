#include "h1/field.h"

#include "fault/fault.h"
#include "h1/refuse.h"
#include "h1/scan.h"

void
h1_field_copy(uint8_t *out, struct h1_span value)
{
	for (size_t i = 0; i < value.len; i++) {
		uint8_t c = value.at[i];

		if (c == '\r' && ENFORCED(H1_E_BARE_CR))
			c = ' ';
		if (c == '\n' && !FAULTY(lf_kept))
			c = ' ';
		out[i] = c;
	}
}

enum h1_status
h1_field_value_check(struct h1_span value, struct h1_error *err)
{
	const uint8_t *end = value.len ? value.at + value.len : value.at;
	const uint8_t *at = h1_scan_text(value.at, end);

	if (at == end)
		return H1_OK;
	return h1_refuse(err,
		*at == '\0'   ? H1_E_VALUE_NUL
		: *at == '\r' ? H1_E_BARE_CR
			      : H1_E_VALUE_CTL,
		(size_t)(at - value.at));
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

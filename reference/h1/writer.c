#include "h1/writer.h"

#include "h1/chunked.h"
#include "h1/cursor.h"
#include "h1/field.h"
#include "h1/octet.h"
#include "h1/refuse.h"
#include "h1/scan.h"
#include "h1/target.h"

#include <string.h>

#define CRLF H1_SPAN("\r\n")

/* Room for any number of 64 bits in decimal, or in hexadecimal. */
#define NUMBER_MAX 20

/* Puts `n` parts one behind the other, all or nothing. */
static enum h1_status
put(struct h1_out *out, const struct h1_span *parts, size_t n)
{
	size_t room = (size_t)(out->end - out->at);

	for (size_t i = 0; i < n; i++) {
		if (parts[i].len > room)
			return H1_MORE;
		room -= parts[i].len;
	}
	for (size_t i = 0; i < n; i++) {
		if (parts[i].len > 0)
			memcpy(out->at, parts[i].at, parts[i].len);
		out->at += parts[i].len;
	}
	return H1_OK;
}

#define PUT(out, parts) put(out, parts, sizeof(parts) / sizeof((parts)[0]))

/* Digits of `value`, at the end of `buf`. */
static struct h1_span
number(uint8_t buf[NUMBER_MAX], uint64_t value, unsigned base)
{
	uint8_t *at = buf + NUMBER_MAX;

	do {
		*--at = (uint8_t) "0123456789abcdef"[value % base];
		value /= base;
	} while (value > 0);
	return h1_span_between(at, buf + NUMBER_MAX);
}

static enum h1_status
check_token(struct h1_span token, enum h1_code empty, enum h1_code octet,
	struct h1_error *err)
{
	struct h1_cur cur = h1_cur_over(token);

	if (!h1_cur_token(&cur, &(struct h1_span){NULL, 0}))
		return h1_refuse(err, token.len ? octet : empty, 0);
	if (!h1_cur_at_end(&cur))
		return h1_refuse(err, octet, (size_t)(cur.at - token.at));
	return H1_OK;
}

static enum h1_status
check_minor(uint8_t minor, struct h1_error *err)
{
	if (minor > 9)
		return h1_refuse(err, H1_E_VERSION_SYNTAX, 0);
	return H1_OK;
}

enum h1_status
h1_write_request_line(struct h1_out *out, struct h1_span method,
	struct h1_span target, uint8_t minor, struct h1_error *err)
{
	const uint8_t digit = (uint8_t)('0' + minor);
	const struct h1_span line[] = {method, H1_SPAN(" "), target,
		H1_SPAN(" HTTP/1."), {&digit, 1}, CRLF};
	struct h1_target parts;

	if (check_token(method, H1_E_METHOD_EMPTY, H1_E_METHOD_OCTET, err) !=
			H1_OK ||
		check_minor(minor, err) != H1_OK)
		return H1_ERROR;
	if (target.len == 0)
		return h1_refuse(err, H1_E_TARGET_MISSING, 0);
	if (h1_target_read(&parts, method, target, err) != H1_OK)
		return H1_ERROR;
	return PUT(out, line);
}

static enum h1_status
check_reason(struct h1_span reason, struct h1_error *err)
{
	struct h1_cur cur = h1_cur_over(reason);

	h1_cur_run(&cur, H1_FIELD_TEXT);
	if (!h1_cur_at_end(&cur))
		return h1_refuse(err, H1_E_REASON_OCTET,
			(size_t)(cur.at - reason.at));
	return H1_OK;
}

enum h1_status
h1_write_status_line(struct h1_out *out, uint8_t minor, unsigned status,
	struct h1_span reason, struct h1_error *err)
{
	const uint8_t digit = (uint8_t)('0' + minor);
	uint8_t buf[NUMBER_MAX];
	const struct h1_span line[] = {H1_SPAN("HTTP/1."), {&digit, 1},
		H1_SPAN(" "), number(buf, status, 10), H1_SPAN(" "), reason,
		CRLF};

	if (check_minor(minor, err) != H1_OK)
		return H1_ERROR;
	if (status < 100 || status > 599)
		return h1_refuse(err, H1_E_STATUS_CODE, 0);
	if (check_reason(reason, err) != H1_OK)
		return H1_ERROR;
	return PUT(out, line);
}

enum h1_status
h1_write_field(struct h1_out *out, struct h1_span name, struct h1_span value,
	struct h1_error *err)
{
	struct h1_span text = h1_span_trim(value);
	const struct h1_span line[] = {name, H1_SPAN(": "), text, CRLF};

	if (check_token(name, H1_E_FIELD_NAME_EMPTY, H1_E_FIELD_NAME_OCTET,
		    err) != H1_OK)
		return H1_ERROR;
	if (h1_field_value_check(value, err) != H1_OK)
		return H1_ERROR;
	return PUT(out, line);
}

enum h1_status
h1_write_field_number(struct h1_out *out, struct h1_span name, uint64_t value,
	struct h1_error *err)
{
	uint8_t buf[NUMBER_MAX];

	return h1_write_field(out, name, number(buf, value, 10), err);
}

enum h1_status
h1_write_section_end(struct h1_out *out)
{
	const struct h1_span line[] = {CRLF};

	return PUT(out, line);
}

/* How many octets all of chunk-ext takes, each without BWS. */
static enum h1_status
chunk_exts_len(size_t *len, struct h1_span all, struct h1_error *err)
{
	struct h1_span rest = all;
	struct h1_chunk_ext ext;

	*len = 0;
	while (rest.len > 0) {
		if (h1_chunk_ext_next(&rest, &ext, err) != H1_OK) {
			err->off += (size_t)(rest.at - all.at);
			return H1_ERROR;
		}
		*len += 1 + ext.name.len + ext.value.len;
		if (ext.value.at)
			*len += ext.quoted ? 3 : 1;
	}
	return H1_OK;
}

/* Puts them, for which there is room. */
static void
chunk_exts(struct h1_out *out, struct h1_span rest, struct h1_error *err)
{
	struct h1_chunk_ext ext;

	while (rest.len > 0 && h1_chunk_ext_next(&rest, &ext, err) == H1_OK) {
		struct h1_span quote = {NULL, 0};
		struct h1_span equals = {NULL, 0};

		if (ext.quoted)
			quote = H1_SPAN("\"");
		if (ext.value.at)
			equals = H1_SPAN("=");
		PUT(out, ((const struct h1_span[]){H1_SPAN(";"), ext.name,
				 equals, quote, ext.value, quote}));
	}
}

enum h1_status
h1_write_chunk_header(struct h1_out *out, uint64_t size, struct h1_span ext,
	struct h1_error *err)
{
	uint8_t buf[NUMBER_MAX];
	const struct h1_span digits[] = {number(buf, size, 16)};
	size_t exts;

	if (chunk_exts_len(&exts, ext, err) != H1_OK)
		return H1_ERROR;
	if ((size_t)(out->end - out->at) < digits->len + exts + CRLF.len)
		return H1_MORE;
	PUT(out, digits);
	chunk_exts(out, ext, err);
	return h1_write_section_end(out);
}

enum h1_status
h1_write_chunk_end(struct h1_out *out)
{
	return h1_write_section_end(out);
}

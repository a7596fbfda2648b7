#include "h1/chunked.h"

#include "h1/cursor.h"
#include "h1/error.h"
#include "h1/octet.h"

/* CR is the same defect wherever it stands. */
static enum h1_status
refuse_at(const struct h1_cur *cur, const uint8_t *base, enum h1_code code,
	struct h1_error *err)
{
	if (!h1_cur_at_end(cur) && *cur->at == '\r')
		code = H1_E_BARE_CR;
	return h1_refuse(err, code, (size_t)(cur->at - base));
}

/* chunk-size = 1*HEXDIG; any number of leading zeros, then 64 bits */
static enum h1_status
chunk_size(struct h1_cur *cur, uint64_t *size, struct h1_error *err)
{
	struct h1_span digits = h1_cur_run(cur, H1_HEXDIG);
	uint64_t n = 0;

	for (size_t i = 0; i < digits.len; i++) {
		if (n >> 60)
			return h1_refuse(err, H1_E_CHUNK_SIZE_OVERFLOW, i);
		n = n << 4 | h1_octet_hex(digits.at[i]);
	}
	*size = n;
	/* what may follow is an extension, or white space before one */
	if (digits.len == 0 || (!h1_cur_at_end(cur) && *cur->at != ';' &&
				       !h1_octet_is(*cur->at, H1_OWS)))
		return refuse_at(cur, digits.at, H1_E_CHUNK_SIZE, err);
	return H1_OK;
}

/* [ BWS "=" BWS chunk-ext-val ] */
static bool
ext_value(struct h1_cur *cur, struct h1_chunk_ext *ext)
{
	struct h1_cur c = *cur;

	h1_cur_ows(&c);
	if (!h1_cur_octet(&c, '='))
		return true;
	h1_cur_ows(&c);
	*cur = c;
	ext->quoted = !h1_cur_at_end(cur) && *cur->at == '"';
	return h1_cur_token_or_quoted(cur, &ext->value);
}

enum h1_status
h1_chunk_ext_next(struct h1_span *rest, struct h1_chunk_ext *ext,
	struct h1_error *err)
{
	struct h1_cur cur = h1_cur_over(*rest);
	struct h1_chunk_ext e = {.quoted = false};

	if (!h1_cur_at_end(&cur)) {
		h1_cur_ows(&cur);
		if (!h1_cur_octet(&cur, ';'))
			return refuse_at(&cur, rest->at, H1_E_CHUNK_EXT, err);
		h1_cur_ows(&cur);
		if (!h1_cur_token(&cur, &e.name) || !ext_value(&cur, &e))
			return refuse_at(&cur, rest->at, H1_E_CHUNK_EXT, err);
	}
	*rest = h1_cur_rest(&cur);
	*ext = e;
	return H1_OK;
}

/* *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] ) */
static enum h1_status
chunk_ext(struct h1_span all, struct h1_error *err)
{
	struct h1_span rest = all;
	struct h1_chunk_ext ext;

	while (rest.len > 0)
		if (h1_chunk_ext_next(&rest, &ext, err) != H1_OK) {
			err->off += (size_t)(rest.at - all.at);
			return H1_ERROR;
		}
	return H1_OK;
}

enum h1_status
h1_chunk_line_read(struct h1_chunk *chunk, struct h1_span line,
	struct h1_error *err)
{
	struct h1_cur cur = h1_cur_over(line);
	uint64_t size;

	if (chunk_size(&cur, &size, err) != H1_OK)
		return H1_ERROR;
	if (chunk_ext(h1_cur_rest(&cur), err) != H1_OK) {
		err->off += (size_t)(cur.at - line.at);
		return H1_ERROR;
	}
	*chunk = (struct h1_chunk){size, h1_cur_rest(&cur)};
	return H1_OK;
}

enum h1_status
h1_chunk_header(struct h1_cur *in, size_t *seen, struct h1_chunk *chunk,
	size_t max, struct h1_error *err)
{
	const struct h1_line_rule rule = {
		.max = max, .too_long = H1_E_CHUNK_LINE_TOO_LONG};
	struct h1_cur rest = *in;
	struct h1_cur line;
	enum h1_status st = h1_cur_line(&rest, seen, &line, &rule, err);

	if (st != H1_OK)
		return st;
	st = h1_chunk_line_read(chunk, h1_cur_rest(&line), err);
	if (st == H1_OK)
		*in = rest;
	return st;
}

enum h1_status
h1_chunk_data_end(struct h1_cur *in, struct h1_error *err)
{
	static const uint8_t crlf[2] = {'\r', '\n'};
	size_t left = h1_cur_left(in);

	for (size_t i = 0; i < 2; i++) {
		if (i == left)
			return H1_MORE;
		if (in->at[i] != crlf[i])
			return h1_refuse(err, H1_E_CHUNK_DATA_END, i);
	}
	in->at += 2;
	return H1_OK;
}

#include "h1/chunked.h"

#include "h1/cursor.h"
#include "h1/octet.h"
#include "h1/refuse.h"

/* CR is the same defect wherever it stands. */
static enum h1_status
refuse_at(const struct h1_cur *cur, const uint8_t *base, enum h1_code code,
	struct h1_error *err)
{
	if (!h1_cur_at_end(cur) && *cur->at == '\r')
		code = H1_E_BARE_CR;
	return h1_refuse(err, code, (size_t)(cur->at - base));
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

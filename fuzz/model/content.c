#include "model/content.h"

#include <string.h>

#include "model/abnf.h"
#include "model/field.h"

/* `len` octets of content, or as many as there are. */
static enum model_result
octets(struct model_message *out, uint64_t len, struct h1_cur *in)
{
	size_t left = (size_t)(in->end - in->at);
	size_t n = left < len ? left : (size_t)len;

	if (out->content && n)
		memcpy(out->content + out->content_len, in->at, n);
	out->content_len += n;
	in->at += n;
	return n == len ? MODEL_ACCEPTED : MODEL_INCOMPLETE;
}

/* [ BWS "=" BWS chunk-ext-val ], where chunk-ext-val = token / quoted-string.
 * BWS is left where nothing of that follows. */
static bool
chunk_ext_value(struct h1_cur *in)
{
	struct h1_cur next = *in;

	model_ows(&next);
	if (!model_octet(&next, '='))
		return true;
	model_ows(&next);
	*in = next;
	return model_token_or_quoted(in);
}

/* chunk-ext = *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] )
 * (RFC 9112, section 7.1.1) */
static bool
chunk_ext(struct h1_cur *in)
{
	struct h1_span name;

	while (!model_end(in)) {
		model_ows(in);
		if (!model_octet(in, ';'))
			return false;
		model_ows(in);
		if (!model_token(in, &name) || !chunk_ext_value(in))
			return false;
	}
	return true;
}

/* chunk-size [ chunk-ext ], all of `line` */
static bool
chunk_header(struct model_chunk *out, struct h1_span line)
{
	struct h1_cur in = model_over(line);
	struct h1_span size;

	if (!model_some(&in, &size, model_hexdig) ||
		!model_number(&out->size, size, 16, UINT64_MAX))
		return false;
	out->ext = h1_span_between(in.at, in.end);
	return chunk_ext(&in);
}

/* What all chunk headers of a message come to. */
struct total {
	uint64_t size;
	size_t ext;
};

static enum model_result
next_header(struct model_chunk *chunk, struct total *total,
	const struct h1_limits *limits, struct h1_cur *in)
{
	struct h1_span line;

	if (!model_line(in, &line))
		return MODEL_INCOMPLETE;
	if (line.len > limits->chunk_line || !chunk_header(chunk, line) ||
		chunk->size > limits->content - total->size)
		return MODEL_REFUSED;
	total->size += chunk->size;
	total->ext += chunk->ext.len;
	return total->ext > limits->chunk_exts ? MODEL_REFUSED : MODEL_ACCEPTED;
}

/* The CRLF behind chunk-data. */
static enum model_result
data_end(struct h1_cur *in)
{
	if (model_text_exact(in, "\r\n"))
		return MODEL_ACCEPTED;
	return in->end - in->at >= 2 ? MODEL_REFUSED : MODEL_INCOMPLETE;
}

/* *chunk last-chunk */
static enum model_result
chunks(struct model_message *out, const struct h1_limits *limits,
	struct h1_cur *in)
{
	struct total total = {0, 0};
	struct model_chunk chunk;
	enum model_result result;

	for (;;) {
		result = next_header(&chunk, &total, limits, in);
		if (result != MODEL_ACCEPTED)
			return result;
		if (out->n_chunks < MODEL_CHUNKS)
			out->chunks[out->n_chunks] = chunk;
		out->n_chunks++;
		if (chunk.size == 0)
			return MODEL_ACCEPTED;
		result = octets(out, chunk.size, in);
		if (result == MODEL_ACCEPTED)
			result = data_end(in);
		if (result != MODEL_ACCEPTED)
			return result;
	}
}

/* chunked-body = *chunk last-chunk trailer-section CRLF
 * (RFC 9112, section 7.1) */
static enum model_result
chunked_body(struct model_message *out, const struct h1_limits *limits,
	struct h1_cur *in)
{
	const struct model_section_limits trailers = {
		limits->field_line, limits->trailer_section, limits->fields};
	enum model_result result = chunks(out, limits, in);

	if (result != MODEL_ACCEPTED)
		return result;
	return model_section(&out->trailers, &trailers, in);
}

enum model_result
model_content(struct model_message *out, const struct h1_limits *limits,
	struct h1_cur *in)
{
	out->content_len = out->n_chunks = out->trailers.n = 0;
	switch (out->framing) {
	case H1_FRAMING_NONE:
		return MODEL_ACCEPTED;
	case H1_FRAMING_LENGTH:
		return octets(out, out->length, in);
	case H1_FRAMING_CHUNKED:
		return chunked_body(out, limits, in);
	case H1_FRAMING_UNTIL_CLOSE:
		return octets(out, limits->content, in) == MODEL_ACCEPTED &&
				       !model_end(in)
			       ? MODEL_REFUSED
			       : MODEL_INCOMPLETE;
	case H1_FRAMING_TUNNEL:
		return MODEL_INCOMPLETE;
	}
	return MODEL_REFUSED;
}

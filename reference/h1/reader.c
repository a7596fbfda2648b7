#include "h1/reader.h"

#include "h1/cursor.h"
#include "h1/error.h"
#include "h1/head.h"
#include "h1/lenient.h"

#include <assert.h>

void
h1_piece_init(struct h1_piece *piece, struct h1_field *trailers, size_t max)
{
	*piece = (struct h1_piece){.trailers = {.at = trailers, .max = max}};
}

void
h1_reader_init(struct h1_reader *reader, enum h1_kind kind,
	const struct h1_limits *limits, unsigned lenient)
{
	*reader = (struct h1_reader){
		.limits = h1_limits_clamp(limits),
		.lenient = lenient,
		.kind = kind,
	};
	/* a server must refuse it (RFC 9112, section 5.1) */
	if (kind == H1_REQUEST)
		reader->lenient &= ~(unsigned)H1_LENIENT_SPACE_BEFORE_COLON;
}

void
h1_reader_answers(struct h1_reader *reader, enum h1_answers answers)
{
	reader->answers = answers;
}

/* A refusal is final: keeps it, counted from the start of the message. */
static enum h1_status
fail(struct h1_reader *r, struct h1_error *err)
{
	err->off += r->consumed;
	r->failed = *err;
	r->state = H1_READER_FAILED;
	return H1_ERROR;
}

static enum h1_status
refuse(struct h1_reader *r, enum h1_code code, size_t off, struct h1_error *err)
{
	h1_refuse(err, code, off);
	return fail(r, err);
}

static void
take(struct h1_reader *r, struct h1_cur *in, const uint8_t *to)
{
	r->consumed += (size_t)(to - in->at);
	in->at = to;
}

/* What comes behind the head. */
static enum h1_reader_state
content_state(const struct h1_framing *framing)
{
	switch (framing->kind) {
	case H1_FRAMING_LENGTH:
		return framing->length ? H1_READER_LENGTH : H1_READER_END;
	case H1_FRAMING_CHUNKED:
		return H1_READER_CHUNK;
	case H1_FRAMING_UNTIL_CLOSE:
		return H1_READER_UNTIL_CLOSE;
	case H1_FRAMING_NONE:
	case H1_FRAMING_TUNNEL:
		break;
	}
	return H1_READER_END;
}

/* The next response answers another request, unless this one is interim. */
static void
answered(struct h1_reader *r, const struct h1_head *head)
{
	if (head->status / 100 != 1)
		r->answers = H1_ANSWERS_OTHER;
}

enum h1_status
h1_read_head(struct h1_reader *reader, struct h1_cur *in, struct h1_head *head,
	struct h1_error *err)
{
	enum h1_status st = H1_OK;

	assert(reader->state <= H1_READER_FIELDS ||
		reader->state == H1_READER_FAILED);
	if (reader->state == H1_READER_FAILED) {
		*err = reader->failed;
		return H1_ERROR;
	}
	if (h1_cur_at_end(in))
		return H1_MORE;
	if (reader->state == H1_READER_START)
		st = h1_head_start(reader, in, head, err);
	if (st == H1_OK)
		st = h1_head_fields(reader, in, head, err);
	if (st == H1_OK)
		st = h1_head_understand(reader, in, head, err);
	if (st == H1_ERROR)
		return fail(reader, err);
	if (st == H1_MORE)
		return H1_MORE;
	reader->left = head->framing.length;
	reader->state = content_state(&head->framing);
	answered(reader, head);
	take(reader, in, in->at + head->len);
	return H1_OK;
}

/* A run of content: all there is, and not more than `left`. */
static enum h1_status
content(struct h1_reader *r, struct h1_cur *in, struct h1_piece *piece,
	enum h1_reader_state next)
{
	size_t n = h1_cur_left(in);

	if (n == 0)
		return H1_MORE;
	if (n > r->left)
		n = (size_t)r->left;
	piece->kind = H1_PIECE_CONTENT;
	piece->content = (struct h1_span){in->at, n};
	r->left -= n;
	if (r->left == 0)
		r->state = next;
	take(r, in, in->at + n);
	return H1_OK;
}

static enum h1_status
until_close(struct h1_reader *r, struct h1_cur *in, struct h1_piece *piece,
	struct h1_error *err)
{
	enum h1_status st;

	r->left = r->limits.content - r->n_content;
	if (r->left == 0 && h1_cur_left(in) > 0)
		return refuse(r, H1_E_CONTENT_TOO_LARGE, 0, err);
	st = content(r, in, piece, H1_READER_UNTIL_CLOSE);
	if (st == H1_OK)
		r->n_content += piece->content.len;
	return st;
}

/* What a chunk header leads to. */
static void
chunk_begun(struct h1_reader *r, const struct h1_chunk *chunk)
{
	r->n_chunk_exts += chunk->ext.len;
	r->n_content += chunk->size;
	r->left = chunk->size;
	r->state = chunk->size ? H1_READER_DATA : H1_READER_TRAILERS;
	r->section = (struct h1_section){.n = 0};
}

/* The CRLF behind the chunk-data before it, if any, and a chunk header. */
static enum h1_status
chunk(struct h1_reader *r, struct h1_cur *in, struct h1_piece *piece,
	struct h1_error *err)
{
	struct h1_cur rest = *in;
	struct h1_chunk chunk = {.size = 0};
	enum h1_status st = H1_OK;
	size_t off;

	if (h1_cur_at_end(in))
		return H1_MORE;
	if (r->state == H1_READER_DATA_END)
		st = h1_chunk_data_end(&rest, err);
	off = (size_t)(rest.at - in->at);
	if (st == H1_OK) {
		st = h1_chunk_header(&rest, &r->seen, &chunk,
			r->limits.chunk_line, err);
		if (st == H1_ERROR)
			err->off += off;
	}
	if (st == H1_ERROR)
		return fail(r, err);
	if (st == H1_MORE)
		return H1_MORE;
	if (chunk.ext.len > r->limits.chunk_exts - r->n_chunk_exts)
		return refuse(r, H1_E_CHUNK_EXTS_TOO_LONG, off, err);
	if (chunk.size > r->limits.content - r->n_content)
		return refuse(r, H1_E_CONTENT_TOO_LARGE, off, err);
	chunk_begun(r, &chunk);
	piece->kind = H1_PIECE_CHUNK;
	piece->chunk = chunk;
	take(r, in, rest.at);
	return H1_OK;
}

/*
 * Only field lines may end in LF alone, the end of the chunked body may not
 * (RFC 9112, sections 2.2 and 7.1; erratum 7633 was rejected).
 */
static enum h1_status
trailers(struct h1_reader *r, struct h1_cur *in, struct h1_piece *piece,
	struct h1_error *err)
{
	const struct h1_section_rule rule = {
		.line_max = r->limits.field_line,
		.octets_max = r->limits.trailer_section,
		.fields_max = r->limits.fields,
		.too_large = H1_E_TRAILER_SECTION_TOO_LARGE,
		.final_crlf = true,
		.lenient = r->lenient & ~(unsigned)H1_LENIENT_WS_BEFORE_FIELDS,
	};
	enum h1_status st;

	if (h1_cur_at_end(in))
		return H1_MORE;
	if (r->section.n == 0)
		piece->trailers.n = 0;
	st = h1_section_read(&r->section, &piece->trailers, &r->tolerated,
		h1_cur_rest(in), &rule, err);
	if (st == H1_ERROR)
		return fail(r, err);
	if (st == H1_MORE)
		return H1_MORE;
	piece->kind = H1_PIECE_TRAILERS;
	piece->trailers.base = in->at;
	r->state = H1_READER_END;
	take(r, in, in->at + r->section.end);
	return H1_OK;
}

/* Ready for the next message; what concerns the connection stays. */
static enum h1_status
end(struct h1_reader *r, struct h1_piece *piece)
{
	r->state = H1_READER_START;
	r->consumed = 0;
	r->line = 0;
	r->seen = 0;
	r->n_empty_lines = 0;
	r->n_chunk_exts = 0;
	r->n_content = 0;
	piece->kind = H1_PIECE_END;
	piece->tolerated = r->tolerated;
	r->tolerated = 0;
	return H1_OK;
}

enum h1_status
h1_read_piece(struct h1_reader *reader, struct h1_cur *in,
	struct h1_piece *piece, struct h1_error *err)
{
	assert(reader->state > H1_READER_FIELDS);
	switch (reader->state) {
	case H1_READER_LENGTH:
		return content(reader, in, piece, H1_READER_END);
	case H1_READER_UNTIL_CLOSE:
		return until_close(reader, in, piece, err);
	case H1_READER_DATA:
		return content(reader, in, piece, H1_READER_DATA_END);
	case H1_READER_CHUNK:
	case H1_READER_DATA_END:
		return chunk(reader, in, piece, err);
	case H1_READER_TRAILERS:
		return trailers(reader, in, piece, err);
	case H1_READER_END:
		return end(reader, piece);
	case H1_READER_START:
	case H1_READER_FIELDS:
	case H1_READER_FAILED:
		break;
	}
	*err = reader->failed;
	return H1_ERROR;
}

enum h1_status
h1_read_eof(struct h1_reader *reader, struct h1_error *err)
{
	switch (reader->state) {
	case H1_READER_START:
		if (reader->seen == 0)
			return H1_OK;
		return refuse(reader, H1_E_INCOMPLETE_HEAD,
			reader->line + reader->seen, err);
	case H1_READER_FIELDS:
		return refuse(reader, H1_E_INCOMPLETE_HEAD,
			reader->section.line + reader->section.seen, err);
	case H1_READER_LENGTH:
	case H1_READER_CHUNK:
	case H1_READER_DATA:
	case H1_READER_DATA_END:
	case H1_READER_TRAILERS:
		return refuse(reader, H1_E_INCOMPLETE_CONTENT, 0, err);
	case H1_READER_UNTIL_CLOSE:
		reader->state = H1_READER_END;
		return H1_OK;
	case H1_READER_END:
		return H1_OK;
	case H1_READER_FAILED:
		break;
	}
	*err = reader->failed;
	return H1_ERROR;
}

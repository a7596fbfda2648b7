#include "h1/reader.h"

#include "fault/fault.h"
#include "h1/chunk_header.h"
#include "h1/cursor.h"
#include "h1/field_line.h"
#include "h1/lenient.h"
#include "h1/octet.h"
#include "h1/refuse.h"
#include "h1/scan.h"

#include <assert.h>
#include <string.h>

void
h1_piece_init(struct h1_piece *piece, struct h1_field *trailers, size_t max)
{
	piece->kind = H1_PIECE_END;
	piece->tolerated = 0;
	piece->chunk = (struct h1_chunk){0, {NULL, 0}};
	piece->content = (struct h1_span){NULL, 0};
	piece->trailers = (struct h1_fields){.at = trailers, .max = max};
}

void
h1_reader_init(struct h1_reader *reader, enum h1_kind kind,
	const struct h1_limits *limits, unsigned lenient)
{
	memset(reader, 0, sizeof(*reader));
	reader->limits = h1_limits_clamp(limits);
	reader->lenient = lenient;
	reader->kind = kind;
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
	r->run = 0;
	return H1_ERROR;
}

static enum h1_status
refuse(struct h1_reader *r, enum h1_code code, size_t off, struct h1_error *err)
{
	h1_refuse(err, code, off);
	return fail(r, err);
}

static inline void
take(struct h1_reader *r, struct h1_cur *in, const uint8_t *to)
{
	r->consumed += (size_t)(to - in->at);
	r->seen = 0;
	in->at = to;
}

/* A run of content: all there is, and not more than `left`. */
static inline enum h1_status
content(struct h1_reader *r, struct h1_cur *in, struct h1_piece *piece,
	enum h1_reader_state next)
{
	size_t n = h1_cur_left(in);

	if (n == 0)
		return H1_MORE;
	if (FAULTY(content_takes_all) && r->state == H1_READER_LENGTH)
		r->left = n;
	if (FAULTY(chunk_data_is_line) && r->state == H1_READER_DATA)
		r->left = n = (size_t)(h1_scan_until(in->at + 1, in->at + n,
					       H1_LINE_END) -
				       in->at);
	if (n > r->left)
		n = (size_t)r->left;
	piece->kind = H1_PIECE_CONTENT;
	piece->content = (struct h1_span){in->at, n};
	if (FAULTY(content_cut_at_nul) && memchr(in->at + 1, 0, n - 1))
		piece->content.len =
			(size_t)((const uint8_t *)memchr(in->at + 1, 0, n - 1) -
				 in->at);
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
	r->state = chunk->size ? H1_READER_DATA : H1_READER_TRAILERS;
	if (FAULTY(trailers_unread) && chunk->size == 0)
		r->state = H1_READER_END;
}

/* Before a chunk header: the CRLF behind the chunk-data before it, if any. */
static enum h1_status
data_end(struct h1_reader *r, const struct h1_cur *in, struct h1_error *err)
{
	static const uint8_t crlf[2] = {'\r', '\n'};

	if (FAULTY(split_data_end) && r->seen == 1)
		return h1_refuse(err, H1_E_CHUNK_DATA_END, r->seen);
	for (; r->seen < 2; r->seen++) {
		if (r->seen == h1_cur_left(in))
			return H1_MORE;
		if (in->at[r->seen] != crlf[r->seen] &&
			!FAULTY(any_two_octets_end_data))
			return h1_refuse(err, H1_E_CHUNK_DATA_END, r->seen);
	}
	return H1_OK;
}

/*
 * A short chunk header without extensions, which is nearly every one, and the
 * CRLF before it where chunk-data came before. Gives what is behind it, or NULL
 * where more than a glance is needed.
 */
#define SHORT_DIGITS 7

static inline const uint8_t *
short_header(const uint8_t *at, const uint8_t *end, bool behind_data,
	uint64_t *size)
{
	size_t n = 0;

	if (end - at < SHORT_DIGITS + 4 || FAULT_BUILD)
		return NULL;
	if (behind_data) {
		if (at[0] != '\r' || at[1] != '\n')
			return NULL;
		at += 2;
	}
	*size = 0;
	for (; n < SHORT_DIGITS && h1_octet_hex(at[n]) < 16; n++)
		*size = *size << 4 | h1_octet_hex(at[n]);
	at += n;
	if (n == 0 || at[0] != '\r' || at[1] != '\n')
		return NULL;
	return at + 2;
}

/* Whether a short chunk header may be taken here, as far as limits tell. */
static inline bool
may_be_short(const struct h1_reader *r)
{
	return r->seen == 0 && r->limits.chunk_line >= SHORT_DIGITS;
}

static inline bool
short_chunk(struct h1_reader *r, struct h1_cur *in, struct h1_piece *piece)
{
	const uint8_t *data;
	uint64_t size;

	if (!may_be_short(r))
		return false;
	data = short_header(in->at, in->end, r->state == H1_READER_DATA_END,
		&size);
	if (!data || size > r->limits.content - r->n_content)
		return false;
	r->n_content += size;
	r->left = size;
	r->state = size ? H1_READER_DATA : H1_READER_TRAILERS;
	piece->kind = H1_PIECE_CHUNK;
	piece->chunk.size = size;
	piece->chunk.ext = (struct h1_span){data - 2, 0};
	take(r, in, data);
	return true;
}

size_t
h1_read_runs(struct h1_reader *reader, struct h1_cur *in, struct h1_span *runs,
	size_t max)
{
	uint64_t room = reader->limits.content - reader->n_content;
	enum h1_reader_state state = reader->state;
	uint64_t left = reader->left;
	const uint8_t *at = in->at;
	size_t n = 0;

	if (state == H1_READER_DATA_END || state == H1_READER_CHUNK) {
		if (!may_be_short(reader))
			return 0;
		left = 0;
	} else if (state != H1_READER_DATA) {
		return 0;
	}
	while (n < max && at != in->end) {
		size_t len = (size_t)(in->end - at);

		if (left == 0) {
			uint64_t size;
			const uint8_t *data = short_header(at, in->end,
				state != H1_READER_CHUNK, &size);

			if (!data || size == 0 || size > room)
				break;
			room -= left = size;
			at = data;
			state = H1_READER_DATA;
			continue;
		}
		if (len > left)
			len = (size_t)left;
		runs[n++] = (struct h1_span){at, len};
		at += len;
		left -= len;
		if (left == 0)
			state = H1_READER_DATA_END;
	}
	if (at == in->at)
		return 0;
	reader->n_content = reader->limits.content - room;
	reader->left = left;
	reader->state = state;
	take(reader, in, at);
	return n;
}

static enum h1_status
chunk(struct h1_reader *r, struct h1_cur *in, struct h1_piece *piece,
	struct h1_error *err)
{
	struct h1_chunk chunk;
	struct h1_line line = {.reader = r,
		.chunk = &chunk,
		.base = in->at,
		.end = in->end,
		.err = err};
	enum h1_status st = H1_OK;

	if (r->state == H1_READER_DATA_END && r->seen < 2) {
		st = data_end(r, in, err);
		if (st == H1_OK)
			h1_line_begin(r, 2, r->limits.chunk_line,
				H1_E_CHUNK_LINE_TOO_LONG);
	} else if (r->seen == 0) {
		h1_line_begin(r, 0, r->limits.chunk_line,
			H1_E_CHUNK_LINE_TOO_LONG);
	}
	if (st == H1_OK)
		st = h1_line_run(&line, h1_chunk_header_states);
	if (st == H1_ERROR)
		return fail(r, err);
	if (st == H1_MORE)
		return H1_MORE;
	chunk_begun(r, &chunk);
	piece->kind = H1_PIECE_CHUNK;
	piece->chunk = chunk;
	take(r, in, in->at + r->seen);
	return H1_OK;
}

/* The trailer section; lines are never ignored there. */
static enum h1_status
trailers(struct h1_reader *r, struct h1_cur *in, struct h1_piece *piece,
	struct h1_error *err)
{
	struct h1_line line = {.reader = r,
		.fields = &piece->trailers,
		.base = in->at,
		.end = in->end,
		.lenient = r->lenient,
		.err = err};
	enum h1_status st;

	if (h1_cur_at_end(in))
		return H1_MORE;
	if (r->seen == 0) {
		piece->trailers.n = 0;
		r->section = 0;
		r->n_fields = 0;
		h1_field_line_begin(r, 0);
	}
	while ((st = h1_line_run(&line, h1_field_line_states)) == H1_OK) {
		if (h1_field_line_empty(&line))
			break;
		h1_field_line_begin(r, r->seen);
	}
	if (st == H1_ERROR && !FAULTY(malformed_trailer_ends))
		return fail(r, err);
	if (st == H1_MORE)
		return H1_MORE;
	piece->kind = H1_PIECE_TRAILERS;
	piece->trailers.base = in->at;
	r->state = H1_READER_END;
	take(r, in, in->at + r->seen);
	return H1_OK;
}

/* Ready for the next message; what concerns the connection stays. */
static enum h1_status
end(struct h1_reader *r, struct h1_piece *piece)
{
	r->state = H1_READER_START;
	r->consumed = 0;
	r->line = 0;
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
	if (FAULTY(content_one_read) && h1_cur_at_end(in))
		reader->state = H1_READER_END;
	switch (reader->state) {
	case H1_READER_LENGTH:
		return content(reader, in, piece, H1_READER_END);
	case H1_READER_UNTIL_CLOSE:
		return until_close(reader, in, piece, err);
	case H1_READER_DATA:
		return content(reader, in, piece,
			FAULTY(chunk_data_end_skipped) ? H1_READER_CHUNK
						       : H1_READER_DATA_END);
	case H1_READER_CHUNK:
	case H1_READER_DATA_END:
		if (short_chunk(reader, in, piece))
			return H1_OK;
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
		if (reader->seen == reader->line)
			return H1_OK;
		return refuse(reader, H1_E_INCOMPLETE_HEAD, reader->seen, err);
	case H1_READER_FIELDS:
		return refuse(reader, H1_E_INCOMPLETE_HEAD, reader->seen, err);
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

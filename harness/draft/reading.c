#include "draft/reading.h"

#include <stdlib.h>

#define FIELDS_MAX 256

struct reader {
	struct reading *reading;
	const struct octets *octets;
	struct h1_reader h1;
	struct h1_cur in;
	bool in_kept; /* the chunk at hand is the last that is kept */
	bool memory;
};

static size_t
offset(const struct reader *r, const uint8_t *at)
{
	return (size_t)(at - r->octets->at);
}

/* ---- chunks ---- */

/* The digits at the front of the chunk header that was read from `from`. */
static struct place
size_digits(const struct reader *r, const uint8_t *from)
{
	struct place digits;

	while (*from == '\r' || *from == '\n')
		from++;
	digits.off = offset(r, from);
	while (h1_octet_is(*from, H1_HEXDIG))
		from++;
	digits.len = offset(r, from) - digits.off;
	return digits;
}

static void
add_chunk(struct reader *r, struct read_message *m, const uint8_t *from)
{
	struct read_chunk *all;

	r->in_kept = m->n_chunks < READING_CHUNKS_MAX;
	if (!r->in_kept)
		return;
	all = realloc(m->chunks, (m->n_chunks + 1) * sizeof(*all));
	if (all == NULL) {
		r->memory = false;
		return;
	}
	m->chunks = all;
	all[m->n_chunks++] = (struct read_chunk){
		.size = size_digits(r, from),
		.data = {offset(r, r->in.at), 0},
	};
}

/* ---- messages ---- */

static void
keep_piece(struct reader *r, struct read_message *m,
	const struct h1_piece *piece, const uint8_t *from)
{
	switch (piece->kind) {
	case H1_PIECE_CHUNK:
		if (piece->chunk.size > 0)
			add_chunk(r, m, from);
		break;
	case H1_PIECE_CONTENT:
		if (!octets_append(&m->decoded, piece->content.at,
			    piece->content.len))
			r->memory = false;
		if (r->in_kept)
			m->chunks[m->n_chunks - 1].data.len +=
				piece->content.len;
		break;
	case H1_PIECE_TRAILERS:
	case H1_PIECE_END:
		break;
	}
}

static enum h1_status
read_content(struct reader *r, struct read_message *m)
{
	struct h1_piece piece = {.kind = H1_PIECE_CHUNK};
	enum h1_status st = H1_OK;
	uint64_t size = 0;

	r->in_kept = false;
	while (st == H1_OK && r->memory && piece.kind != H1_PIECE_END) {
		const uint8_t *from = r->in.at;

		h1_piece_init(&piece, NULL, 0);
		st = h1_read_piece(&r->h1, &r->in, &piece, &r->reading->error);
		if (st == H1_OK)
			keep_piece(r, m, &piece, from);
		if (st == H1_OK && piece.kind == H1_PIECE_CHUNK &&
			piece.chunk.size > 0)
			size = piece.chunk.size;
	}
	/* A chunk whose data did not all come is none. */
	if (r->in_kept && m->chunks[m->n_chunks - 1].data.len != size)
		m->n_chunks--;
	return st;
}

static enum h1_status
read_message(struct reader *r, struct read_message *m)
{
	struct h1_field *fields = calloc(FIELDS_MAX, sizeof(*fields));
	enum h1_status st;

	if (fields == NULL) {
		r->memory = false;
		return H1_MORE;
	}
	h1_head_init(&m->head, fields, FIELDS_MAX);
	st = h1_read_head(&r->h1, &r->in, &m->head, &r->reading->error);
	if (st != H1_OK)
		return st;
	m->has_head = true;
	st = read_content(r, m);
	m->complete = st == H1_OK;
	if (m->complete && m->head.framing.kind == H1_FRAMING_LENGTH)
		m->content = (struct place){
			offset(r, r->in.at) - m->decoded.len, m->decoded.len};
	return st;
}

static bool
goes_on(const struct reader *r)
{
	const struct reading *reading = r->reading;

	return reading->end == H1_OK && r->memory && r->in.at < r->in.end &&
	       !reading->too_many;
}

static void
read_next(struct reader *r)
{
	struct reading *reading = r->reading;
	struct read_message *m;
	const uint8_t *from = r->in.at;

	if (reading->n == READING_MESSAGES_MAX) {
		reading->too_many = true;
		return;
	}
	m = &reading->messages[reading->n++];
	reading->end = read_message(r, m);
	reading->n_complete += m->complete;
	m->octets = (struct place){offset(r, from), (size_t)(r->in.at - from)};
}

bool
reading_read(struct reading *r, const struct octets *octets, unsigned lenient)
{
	struct reader reader = {
		.reading = r,
		.octets = octets,
		.memory = true,
	};

	*r = (struct reading){.end = octets->len > 0 ? H1_OK : H1_MORE};
	if (octets->len == 0)
		return true;
	reader.in = (struct h1_cur){octets->at, octets->at + octets->len};
	h1_reader_init(&reader.h1, H1_REQUEST, NULL, lenient);
	while (goes_on(&reader))
		read_next(&reader);
	return reader.memory;
}

const struct read_message *
reading_last(const struct reading *r)
{
	return r->n > r->n_complete ? &r->messages[r->n - 1] : NULL;
}

void
reading_free(struct reading *r)
{
	for (size_t i = 0; i < r->n; i++) {
		free(r->messages[i].head.fields.at);
		octets_free(&r->messages[i].decoded);
		free(r->messages[i].chunks);
	}
	r->n = 0;
}

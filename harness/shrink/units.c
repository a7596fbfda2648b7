#include "shrink/units.h"

#include <stdlib.h>
#include <string.h>

#include "h1/h1.h"

#define FIELDS_MAX 256

struct finder {
	struct units *units;
	size_t least; /* octets of a unit */
	bool memory;
};

static void
add(struct finder *f, size_t start)
{
	struct units *u = f->units;

	if (u->n > 0 && start < u->starts[u->n - 1] + f->least)
		return;
	if (u->n == u->room) {
		size_t room = u->room > 0 ? 2 * u->room : 64;
		size_t *more = realloc(u->starts, room * sizeof(*more));

		if (more == NULL) {
			f->memory = false;
			return;
		}
		u->starts = more;
		u->room = room;
	}
	u->starts[u->n++] = start;
}

static void
find_lines(struct finder *f, const struct octets *in)
{
	const uint8_t *at = in->at;
	const uint8_t *end = in->at + in->len;

	while (at < end && f->memory) {
		at = memchr(at, '\n', (size_t)(end - at));
		at = at != NULL ? at + 1 : end;
		if (at < end)
			add(f, (size_t)(at - in->at));
	}
}

static void
find_octets(struct finder *f, const struct octets *in)
{
	for (size_t i = 1; i < in->len && f->memory; i++)
		add(f, i);
}

/* The reader takes the line end behind chunk data together with the next chunk
 * header; here it belongs to the data. */
static void
add_chunk(struct finder *f, const struct octets *octets, const uint8_t *from)
{
	while (*from == '\r' || *from == '\n')
		from++;
	add(f, (size_t)(from - octets->at));
}

/* Reads one message, and adds where its chunks begin. */
static enum h1_status
read_message(struct finder *f, enum unit_kind kind, const struct octets *octets,
	struct h1_reader *reader, struct h1_cur *in)
{
	struct h1_field fields[FIELDS_MAX];
	struct h1_head head;
	struct h1_piece piece = {.kind = H1_PIECE_CHUNK};
	struct h1_error err;
	const uint8_t *from;
	enum h1_status st;

	h1_head_init(&head, fields, FIELDS_MAX);
	st = h1_read_head(reader, in, &head, &err);
	while (st == H1_OK && piece.kind != H1_PIECE_END) {
		from = in->at;
		h1_piece_init(&piece, NULL, 0);
		st = h1_read_piece(reader, in, &piece, &err);
		if (kind == UNIT_CHUNK && st == H1_OK &&
			piece.kind == H1_PIECE_CHUNK)
			add_chunk(f, octets, from);
	}
	return piece.kind == H1_PIECE_END ? st : H1_MORE;
}

static void
find_messages(struct finder *f, enum unit_kind kind, const struct octets *in)
{
	struct h1_cur cur = h1_cur_over((struct h1_span){in->at, in->len});
	struct h1_reader reader;

	h1_reader_init(&reader, H1_REQUEST, NULL, H1_LENIENT_ALL);
	while (f->memory && cur.at < cur.end &&
		read_message(f, kind, in, &reader, &cur) == H1_OK)
		if (cur.at < cur.end)
			add(f, (size_t)(cur.at - in->at));
}

static void
find(struct finder *f, enum unit_kind kind, const struct octets *in)
{
	switch (kind) {
	case UNIT_MESSAGE:
	case UNIT_CHUNK:
		find_messages(f, kind, in);
		break;
	case UNIT_LINE:
		find_lines(f, in);
		break;
	case UNIT_OCTET:
		find_octets(f, in);
		break;
	}
}

bool
units_find(struct units *u, enum unit_kind kind, const struct octets *in)
{
	struct finder f = {u, in->len / UNITS_MAX + 1, true};

	u->n = 0;
	add(&f, 0);
	if (in->len == 0 || !f.memory) {
		u->n = 0;
		return f.memory;
	}
	find(&f, kind, in);
	f.least = 0;
	add(&f, in->len);
	if (f.memory)
		u->n--;
	return f.memory;
}

void
units_remove(struct units *u, size_t from, size_t n)
{
	size_t len = u->starts[from + n] - u->starts[from];

	for (size_t i = from; i + n <= u->n; i++)
		u->starts[i] = u->starts[i + n] - len;
	u->n -= n;
}

void
units_free(struct units *u)
{
	free(u->starts);
	*u = (struct units){0};
}

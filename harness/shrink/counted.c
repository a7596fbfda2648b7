#include "shrink/counted.h"

#include <stdlib.h>

#include "h1/h1.h"

#define FIELDS_MAX 256

struct finder {
	struct counted_list *out;
	const struct octets *octets;
	struct h1_reader reader;
	struct h1_cur in;
	struct h1_head head;
	struct h1_field fields[FIELDS_MAX];
	bool memory;
};

static size_t
offset(const struct finder *f, const uint8_t *at)
{
	return (size_t)(at - f->octets->at);
}

static void
add(struct finder *f, const struct counted *c)
{
	struct counted_list *out = f->out;
	struct counted *all;

	if (c->data_len == 0 || out->n == COUNTED_MAX)
		return;
	all = realloc(out->list, (out->n + 1) * sizeof(*all));
	if (all == NULL) {
		f->memory = false;
		return;
	}
	out->list = all;
	all[out->n++] = *c;
}

/* The chunk whose header was read from `from`; its data comes next. */
static void
add_chunk(struct finder *f, const uint8_t *from, uint64_t size)
{
	struct counted c = {.hexadecimal = true};

	while (*from == '\r' || *from == '\n')
		from++;
	c.digits_off = offset(f, from);
	while (h1_octet_is(*from, H1_HEXDIG))
		from++;
	c.digits_len = offset(f, from) - c.digits_off;
	c.data_off = offset(f, f->in.at);
	c.data_len = (size_t)size;
	if (size <= h1_cur_left(&f->in))
		add(f, &c);
}

static void
add_content(struct finder *f, const uint8_t *content)
{
	struct h1_span digits =
		h1_head_field(&f->head, H1_SPAN("content-length"));
	struct counted c = {.data_off = offset(f, content)};

	if (f->head.framing.kind != H1_FRAMING_LENGTH || digits.at == NULL)
		return;
	c.digits_off = offset(f, digits.at);
	c.digits_len = digits.len;
	c.data_len = (size_t)f->head.framing.length;
	add(f, &c);
}

/* Gives whether another message may follow. */
static bool
find_message(struct finder *f)
{
	struct h1_piece piece = {.kind = H1_PIECE_CHUNK};
	struct h1_error err;
	const uint8_t *content;
	enum h1_status st;

	h1_head_init(&f->head, f->fields, FIELDS_MAX);
	st = h1_read_head(&f->reader, &f->in, &f->head, &err);
	if (st != H1_OK)
		return false;
	content = f->in.at;
	while (st == H1_OK && piece.kind != H1_PIECE_END) {
		const uint8_t *from = f->in.at;

		h1_piece_init(&piece, NULL, 0);
		st = h1_read_piece(&f->reader, &f->in, &piece, &err);
		if (st == H1_OK && piece.kind == H1_PIECE_CHUNK)
			add_chunk(f, from, piece.chunk.size);
	}
	if (st == H1_OK)
		add_content(f, content);
	return st == H1_OK;
}

bool
counted_find(struct counted_list *out, const struct octets *in)
{
	struct finder *f = calloc(1, sizeof(*f));
	bool memory;

	out->n = 0;
	if (f == NULL)
		return false;
	f->out = out;
	f->octets = in;
	f->memory = true;
	f->in = (struct h1_cur){
		in->at, in->at != NULL ? in->at + in->len : NULL};
	h1_reader_init(&f->reader, H1_REQUEST, NULL, H1_LENIENT_ALL);
	while (f->memory && f->in.at != f->in.end && find_message(f))
		continue;
	memory = f->memory;
	free(f);
	return memory;
}

bool
counted_cut(struct octets *out, const struct octets *in,
	const struct counted *c, size_t len)
{
	size_t behind = c->digits_off + c->digits_len;
	size_t rest = c->data_off + c->data_len;

	return octets_append(out, in->at, c->digits_off) &&
	       octets_format(out, c->hexadecimal ? "%zx" : "%zu", len) &&
	       octets_append(out, in->at + behind, c->data_off - behind) &&
	       octets_append(out, in->at + c->data_off, len) &&
	       octets_append(out, in->at + rest, in->len - rest);
}

void
counted_set(struct counted *c, size_t len)
{
	size_t digits = 1;

	for (size_t n = len; n >= (c->hexadecimal ? 16 : 10); digits++)
		n /= c->hexadecimal ? 16 : 10;
	c->data_off = c->data_off - c->digits_len + digits;
	c->digits_len = digits;
	c->data_len = len;
}

void
counted_free(struct counted_list *list)
{
	free(list->list);
	*list = (struct counted_list){0};
}

#include "engine/walk.h"

#include <string.h>

#include "engine/entry.h"

/* Before a message. */
static void
empty(struct walk *walk)
{
	const struct walk_options *options = &walk->options;
	size_t room = options->room ? options->room : WALK_FIELDS;

	CHECK(room <= WALK_FIELDS);
	h1_reader_answers(&walk->reader, options->answers);
	h1_head_init(&walk->head, walk->fields, room);
	h1_piece_init(&walk->piece,
		options->no_trailers ? NULL : walk->trailers,
		options->no_trailers ? 0 : room);
}

void
walk_init(struct walk *walk, const struct walk_options *options)
{
	walk->options = *options;
	h1_reader_init(&walk->reader, options->kind, options->limits,
		options->lenient);
	empty(walk);
	walk->in_message = walk->tunnel = false;
	walk->n_heads = walk->n_messages = 0;
	walk->n_chunks = walk->n_runs = 0;
	walk->consumed = walk->complete = 0;
	walk->tolerated = H1_STRICT;
	walk->status = H1_MORE;
	walk->error = (struct h1_error){H1_E_NONE, 0};
	seen_init(&walk->seen);
	seen_init(&walk->chunks);
}

static void
see_part(struct seen *seen, const struct h1_head *head, struct h1_part part)
{
	CHECK(part.off <= head->len && part.len <= head->len - part.off);
	seen_number(seen, (uint64_t)part.off << 32 | part.len);
}

static void
see_fields(struct seen *seen, const struct h1_fields *fields, size_t len)
{
	size_t i;

	CHECK(fields->n <= fields->max);
	seen_number(seen, fields->n);
	for (i = 0; i < fields->n; i++) {
		const struct h1_field *f = &fields->at[i];

		CHECK(f->name_len > 0 && f->name_len <= len);
		CHECK(f->name_off <= len - f->name_len);
		CHECK(f->value_len <= len &&
			f->value_off <= len - f->value_len);
		CHECK(f->value_off > f->name_off + f->name_len);
		seen_octets(seen, h1_field_name(fields, i));
		seen_number(seen, f->value_len);
		seen_octets(seen, h1_field_value(fields, i));
	}
}

static void
see_head(struct walk *walk, const uint8_t *at, size_t len)
{
	const struct h1_head *head = &walk->head;
	struct seen *seen = &walk->seen;

	CHECK(head->len <= len && head->base == at + len - head->len);
	seen_number(seen, head->len);
	seen_number(seen, (uint64_t)head->minor << 16 | head->status);
	seen_number(seen, (uint64_t)head->form << 8 | head->expect);
	seen_number(seen, (uint64_t)head->persist << 1 | head->has_host);
	seen_number(seen, head->tolerated);
	see_part(seen, head, head->method);
	see_part(seen, head, head->target);
	see_part(seen, head, head->scheme);
	see_part(seen, head, head->authority);
	see_part(seen, head, head->path);
	see_part(seen, head, head->query);
	see_part(seen, head, head->host);
	see_part(seen, head, head->reason);
	seen_number(seen, (uint64_t)head->framing.kind << 8 |
				  (uint64_t)head->framing.must_close << 1 |
				  head->framing.coded);
	seen_number(seen, head->framing.length);
	CHECK(head->fields.base == head->base);
	see_fields(seen, &head->fields, head->len);
}

/* Behind the trailer section nothing is missing, be it only the end. */
static void
check_complete(const struct walk *walk)
{
	struct h1_reader reader = walk->reader;
	struct h1_error error;

	CHECK(h1_read_eof(&reader, &error) == H1_OK);
}

static void
see_piece(struct walk *walk, const uint8_t *at, size_t len)
{
	const struct h1_piece *piece = &walk->piece;
	struct seen *seen = &walk->seen;

	switch (piece->kind) {
	case H1_PIECE_CHUNK:
		CHECK(len > piece->chunk.ext.len);
		CHECK(piece->chunk.ext.at >= at &&
			piece->chunk.ext.at < at + len - piece->chunk.ext.len);
		seen_number(&walk->chunks, piece->chunk.size);
		seen_octets(&walk->chunks, piece->chunk.ext);
		walk->n_chunks++;
		break;
	case H1_PIECE_CONTENT:
		CHECK(piece->content.len > 0 && piece->content.len <= len);
		CHECK(piece->content.at >= at &&
			piece->content.at <= at + len - piece->content.len);
		seen_octets(seen, piece->content);
		break;
	case H1_PIECE_TRAILERS:
		see_fields(seen, &piece->trailers, len);
		check_complete(walk);
		break;
	case H1_PIECE_END:
		CHECK(len == 0);
		seen_number(seen, piece->tolerated);
		break;
	}
}

static enum h1_status
read_head(struct walk *walk, struct h1_cur *in)
{
	const uint8_t *at = in->at;
	enum h1_status st =
		h1_read_head(&walk->reader, in, &walk->head, &walk->error);

	if (st != H1_OK)
		return st;
	CHECK(in->at > at);
	see_head(walk, at, (size_t)(in->at - at));
	walk->n_heads++;
	walk->in_message = true;
	walk->tunnel = walk->head.framing.kind == H1_FRAMING_TUNNEL;
	if (walk->options.on_head)
		walk->options.on_head(walk->options.context, &walk->head);
	return st;
}

/* A message is over. */
static void
message_read(struct walk *walk)
{
	walk->in_message = false;
	walk->n_messages++;
	walk->complete = walk->consumed;
	walk->tolerated |= walk->piece.tolerated;
	empty(walk);
}

static enum h1_status
read_piece(struct walk *walk, struct h1_cur *in)
{
	const uint8_t *at = in->at;
	enum h1_status st =
		h1_read_piece(&walk->reader, in, &walk->piece, &walk->error);

	if (st != H1_OK)
		return st;
	CHECK(in->at > at || walk->piece.kind == H1_PIECE_END);
	see_piece(walk, at, (size_t)(in->at - at));
	if (walk->options.on_piece)
		walk->options.on_piece(walk->options.context, &walk->piece);
	if (walk->piece.kind == H1_PIECE_END)
		message_read(walk);
	return st;
}

/* Content by the short cut, as far as it goes. */
static void
read_runs(struct walk *walk, struct h1_cur *in)
{
	struct h1_span runs[3];
	struct h1_cur left = *in;
	size_t i, n;

	do {
		n = h1_read_runs(&walk->reader, in, runs, N(runs));
		CHECK(n <= N(runs) && in->at >= left.at && in->at <= in->end);
		for (i = 0; i < n; i++) {
			CHECK(runs[i].len > 0 && runs[i].at >= left.at &&
				runs[i].at + runs[i].len <= in->at);
			left.at = runs[i].at + runs[i].len;
			seen_octets(&walk->seen, runs[i]);
		}
		walk->n_runs += n;
	} while (n > 0);
}

static enum h1_status
read_one(struct walk *walk, struct h1_cur *in)
{
	if (!walk->in_message)
		return read_head(walk, in);
	if (walk->options.runs)
		read_runs(walk, in);
	return read_piece(walk, in);
}

static void
ask_again(struct walk *walk, const uint8_t *octets, size_t len)
{
	struct h1_cur in = {octets, octets + len};
	struct h1_error error = {H1_E_NONE, 0};
	enum h1_status st;

	st = walk->in_message
		     ? h1_read_piece(&walk->reader, &in, &walk->piece, &error)
		     : h1_read_head(&walk->reader, &in, &walk->head, &error);
	CHECK(st == H1_ERROR && in.at == octets);
	CHECK(error.code == walk->error.code && error.off == walk->error.off);
}

/* Asked again, with other octets or those that it had seen, it says the same. */
static void
check_final(struct walk *walk)
{
	static const uint8_t more[] = "\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n";
	static const uint8_t same[] =
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	size_t seen = walk->error.off - (walk->consumed - walk->complete);

	CHECK(walk->error.code > H1_E_NONE && walk->error.code < H1_E_COUNT);
	ask_again(walk, more, sizeof(more) - 1);
	if (seen < sizeof(same) - 1)
		ask_again(walk, same, seen + 1);
	if (seen < sizeof(same))
		ask_again(walk, same, seen);
}

/* Nothing more is to be read. */
static bool
over(const struct walk *walk)
{
	return walk->tunnel || (walk->options.once && walk->n_messages > 0);
}

void
walk_on(struct walk *walk, struct h1_cur *in)
{
	const uint8_t *at;
	enum h1_status st = H1_OK;

	if (walk->status != H1_MORE)
		return;
	while (st == H1_OK && !over(walk)) {
		at = in->at;
		st = read_one(walk, in);
		CHECK(st == H1_OK || in->at == at || walk->options.runs);
		CHECK(in->at >= at && in->at <= in->end);
		walk->consumed += (size_t)(in->at - at);
	}
	walk->status = st == H1_OK ? H1_MORE : st;
	if (st != H1_ERROR)
		return;
	CHECK(walk->error.off <=
		walk->consumed - walk->complete + h1_cur_left(in));
	check_final(walk);
}

void
walk_end(struct walk *walk)
{
	static const uint8_t none[1];
	struct h1_cur in = {none, none};

	if (walk->status != H1_MORE || over(walk))
		return;
	walk->status = h1_read_eof(&walk->reader, &walk->error);
	CHECK(walk->status != H1_MORE);
	if (walk->status == H1_OK && walk->in_message) {
		CHECK(read_piece(walk, &in) == H1_OK);
		CHECK(!walk->in_message);
	}
	if (walk->status == H1_ERROR)
		check_final(walk);
}

void
walk_whole(struct walk *walk, const struct walk_options *options,
	struct h1_span input, bool ends)
{
	struct h1_cur in = h1_cur_over(input);

	walk_init(walk, options);
	walk_on(walk, &in);
	if (ends)
		walk_end(walk);
}

struct seen
walk_sense(const struct walk *walk)
{
	struct seen seen = walk->seen;

	seen_number(&seen, walk->n_heads);
	seen_number(&seen, walk->n_messages);
	seen_number(&seen, walk->status);
	if (walk->status == H1_ERROR) {
		seen_number(&seen, walk->error.code);
		seen_number(&seen, walk->error.off);
	}
	return seen;
}

struct seen
walk_seen(const struct walk *walk)
{
	struct seen seen = walk_sense(walk);

	seen_number(&seen, walk->n_chunks);
	seen_number(&seen, seen_hash(&walk->chunks));
	return seen;
}

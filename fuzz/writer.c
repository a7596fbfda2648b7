/*
 * What was read, written, and read again means the same: method, target, fields,
 * content, chunks, trailers; and written once more it is the same octets.
 */

#include "engine/entry.h"
#include "reader/parameters.h"

#include <stdlib.h>
#include <string.h>

enum {
	REQUEST,
	RESPONSE,
	FIELD,
	PLAIN_CONTENT,
	CHUNK,
	EXT,
	LAST_CHUNK,
	TRAILER,
	SECOND,
	STATUS
};

static struct mark marks[] = {
	[REQUEST] = {"a request-line is written", 0},
	[RESPONSE] = {"a status-line is written", 0},
	[FIELD] = {"a field line is written", 0},
	[PLAIN_CONTENT] = {"content without chunks is written", 0},
	[CHUNK] = {"a chunk is written", 0},
	[EXT] = {"a chunk extension is written", 0},
	[LAST_CHUNK] = {"a last chunk is written", 0},
	[TRAILER] = {"a trailer field is written", 0},
	[SECOND] = {"a second message is written", 0},
	[STATUS] = {"a status that can be read only is refused", 0},
};

/* One reading, and all that it writes. */
struct rewriting {
	uint8_t *at;
	struct h1_out out;
	struct seen meaning; /* whatever the places in the buffer */
	bool in_chunk;	     /* chunk-data was written, its CRLF was not */
	bool refused;	     /* what follows is neither written nor told */
};

static void
told(struct rewriting *w, struct h1_span text)
{
	seen_octets(&w->meaning, text);
	seen_number(&w->meaning, text.len);
}

static void
write_octets(struct rewriting *w, struct h1_span octets)
{
	CHECK(octets.len <= (size_t)(w->out.end - w->out.at));
	memcpy(w->out.at, octets.at, octets.len);
	w->out.at += octets.len;
	told(w, octets);
}

static void
write_fields(struct rewriting *w, const struct h1_fields *fields, int mark)
{
	struct h1_error err;
	size_t i;

	for (i = 0; i < fields->n; i++) {
		struct h1_span name = h1_field_name(fields, i);
		struct h1_span value = h1_field_value(fields, i);

		CHECK(h1_write_field(&w->out, name, value, &err) == H1_OK);
		told(w, name);
		told(w, value);
		REACH(mark);
	}
	CHECK(h1_write_section_end(&w->out) == H1_OK);
}

static bool
write_start_line(struct rewriting *w, const struct h1_head *head)
{
	struct h1_error err;
	enum h1_status st;

	if (head->kind == H1_REQUEST) {
		st = h1_write_request_line(&w->out, h1_head_method(head),
			h1_head_target(head), head->minor, &err);
		CHECK(st == H1_OK);
		REACH(REQUEST);
		return true;
	}
	st = h1_write_status_line(&w->out, head->minor, head->status,
		h1_head_reason(head), &err);
	/* a reader takes any three digits, a writer keeps to 100 to 599 */
	CHECK((st == H1_OK) == (head->status >= 100 && head->status <= 599));
	REACH(st == H1_OK ? RESPONSE : STATUS);
	return st == H1_OK;
}

static void
on_head(void *context, const struct h1_head *head)
{
	struct rewriting *w = context;

	w->refused = w->refused || !write_start_line(w, head);
	if (w->refused)
		return;
	told(w, head->kind == H1_REQUEST ? h1_head_method(head)
					 : h1_head_reason(head));
	told(w, h1_head_target(head));
	told(w, h1_head_host(head));
	seen_number(&w->meaning, (uint64_t)head->minor << 16 | head->status);
	seen_number(&w->meaning, (uint64_t)head->framing.kind << 8 |
					 (uint64_t)head->expect << 1 |
					 head->persist);
	seen_number(&w->meaning, head->framing.length);
	write_fields(w, &head->fields, FIELD);
}

static void
tell_exts(struct rewriting *w, struct h1_span rest)
{
	struct h1_chunk_ext ext;
	struct h1_error err;

	while (rest.len > 0) {
		CHECK(h1_chunk_ext_next(&rest, &ext, &err) == H1_OK);
		told(w, ext.name);
		told(w, ext.value);
		seen_number(&w->meaning, ext.quoted);
		REACH(EXT);
	}
}

static void
write_chunk(struct rewriting *w, const struct h1_chunk *chunk)
{
	struct h1_error err;

	if (w->in_chunk)
		CHECK(h1_write_chunk_end(&w->out) == H1_OK);
	CHECK(h1_write_chunk_header(&w->out, chunk->size, chunk->ext, &err) ==
		H1_OK);
	w->in_chunk = chunk->size > 0;
	seen_number(&w->meaning, chunk->size);
	tell_exts(w, chunk->ext);
	REACH(chunk->size ? CHUNK : LAST_CHUNK);
}

static void
on_piece(void *context, const struct h1_piece *piece)
{
	struct rewriting *w = context;

	if (w->refused)
		return;
	switch (piece->kind) {
	case H1_PIECE_CHUNK:
		write_chunk(w, &piece->chunk);
		break;
	case H1_PIECE_CONTENT:
		write_octets(w, piece->content);
		if (!w->in_chunk)
			REACH(PLAIN_CONTENT);
		break;
	case H1_PIECE_TRAILERS:
		write_fields(w, &piece->trailers, TRAILER);
		break;
	case H1_PIECE_END:
		seen_text(&w->meaning, "end");
		break;
	}
}

/* Reads it, and writes what it means. */
static struct h1_span
rewrite(struct rewriting *w, const struct walk_options *options,
	struct h1_span input)
{
	/* "a:b" becomes "a: b": a fifth more at most */
	size_t room = 2 * input.len + 1;
	struct walk_options o = *options;
	struct walk walk;

	*w = (struct rewriting){.at = malloc(room)};
	if (!w->at)
		abort();
	w->out = (struct h1_out){w->at, w->at + room};
	seen_init(&w->meaning);
	o.context = w;
	walk_whole(&walk, &o, input, false);
	if (walk.n_messages > 1)
		REACH(SECOND);
	return h1_span_between(w->at, w->out.at);
}

/* Parameter: kind. No line becomes too long by being written. */
static void
run(struct h1_span input, struct seen *seen)
{
	static const struct h1_limits limits = {
		.empty_lines = 4,
		.start_line = SIZE_MAX,
		.field_line = SIZE_MAX,
		.field_section = SIZE_MAX,
		.fields = SIZE_MAX,
		.chunk_line = SIZE_MAX,
		.chunk_exts = SIZE_MAX,
		.trailer_section = SIZE_MAX,
		.content = UINT64_MAX,
	};
	struct walk_options options = {
		.limits = &limits,
		.on_head = on_head,
		.on_piece = on_piece,
	};
	struct parameters parameters = parameters_of(&input);
	struct rewriting once, twice;
	struct h1_span a, b;

	parameter_kind(&parameters, &options);
	a = rewrite(&once, &options, input);
	b = rewrite(&twice, &options, a);
	CHECK(seen_equal(&once.meaning, &twice.meaning));
	CHECK(h1_span_equal(a, b));
	*seen = once.meaning;
	free(once.at);
	free(twice.at);
}

const struct entry entry = {run, marks, N(marks)};

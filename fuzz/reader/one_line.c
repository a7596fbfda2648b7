#include "reader/one_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/entry.h"
#include "engine/walk.h"

/* --- as a reader takes it ------------------------------------------------ */

#define CHUNKED                                             \
	"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" \
	"\r\n"

/* The octets around a line that make it a message. */
static const struct around {
	enum h1_kind kind;
	struct h1_span before, behind;
} around[LINE_KINDS] = {
	[LINE_REQUEST] = {H1_REQUEST, {NULL, 0},
		{(const uint8_t *)"Host: a\r\n\r\n", 11}},
	[LINE_STATUS] = {H1_RESPONSE, {NULL, 0}, {(const uint8_t *)"\r\n", 2}},
	[LINE_FIELD] = {H1_RESPONSE,
		{(const uint8_t *)CHUNKED "0\r\n", sizeof(CHUNKED) + 2},
		{(const uint8_t *)"\r\n", 2}},
	[LINE_NUMBER] = {H1_RESPONSE,
		{(const uint8_t *)CHUNKED "0\r\n", sizeof(CHUNKED) + 2},
		{(const uint8_t *)"\r\n", 2}},
	[LINE_CHUNK] = {H1_RESPONSE,
		{(const uint8_t *)CHUNKED, sizeof(CHUNKED) - 1}, {NULL, 0}},
};

struct context {
	const struct line *line;
	bool taken; /* for what was given */
};

static void
on_head(void *context, const struct h1_head *head)
{
	struct context *c = context;
	const struct line *line = c->line;

	if (line->kind == LINE_REQUEST)
		c->taken = h1_span_equal(h1_head_method(head), line->a) &&
			   h1_span_equal(h1_head_target(head), line->b) &&
			   head->minor == line->minor;
	if (line->kind == LINE_STATUS)
		c->taken = head->status == line->status &&
			   h1_span_equal(h1_head_reason(head), line->b) &&
			   head->minor == line->minor;
}

/* Extension by extension, without the white space between. */
static bool
same_exts(struct h1_span a, struct h1_span b)
{
	struct h1_chunk_ext x = {.quoted = false}, y = {.quoted = false};
	struct h1_error err;

	do {
		if (h1_chunk_ext_next(&a, &x, &err) != H1_OK ||
			h1_chunk_ext_next(&b, &y, &err) != H1_OK)
			return false;
		if (!h1_span_equal(x.name, y.name) || x.quoted != y.quoted ||
			!h1_span_equal(x.value, y.value))
			return false;
	} while (x.name.at);
	return !y.name.at;
}

static bool
same_field(const struct line *line, const struct h1_fields *fields)
{
	struct h1_error err;
	uint64_t n;

	if (fields->n != 1 || !h1_span_equal(h1_field_name(fields, 0), line->a))
		return false;
	if (line->kind == LINE_FIELD)
		return h1_span_equal(h1_field_value(fields, 0),
			h1_span_trim(line->b));
	return h1_content_length_read(&n, h1_field_value(fields, 0), &err) ==
		       H1_OK &&
	       n == line->number;
}

static void
on_piece(void *context, const struct h1_piece *piece)
{
	struct context *c = context;
	const struct line *line = c->line;

	if (line->kind == LINE_CHUNK && piece->kind == H1_PIECE_CHUNK)
		c->taken = piece->chunk.size == line->number &&
			   same_exts(piece->chunk.ext, line->b);
	if ((line->kind == LINE_FIELD || line->kind == LINE_NUMBER) &&
		piece->kind == H1_PIECE_TRAILERS)
		c->taken = same_field(line, &piece->trailers);
}

static uint8_t *
append(uint8_t *to, struct h1_span octets)
{
	if (octets.len)
		memcpy(to, octets.at, octets.len);
	return to + octets.len;
}

/* Whether a strict reader takes all of `text` for the line. */
bool
line_reads_as(const struct line *line, struct h1_span text)
{
	static const struct h1_limits vast = {4, SIZE_MAX, SIZE_MAX, SIZE_MAX,
		SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX, UINT64_MAX};
	const struct around *o = &around[line->kind];
	size_t len = o->before.len + text.len + o->behind.len;
	struct context context = {line, false};
	struct walk_options options = {
		.kind = o->kind,
		.limits = &vast,
		.on_head = on_head,
		.on_piece = on_piece,
		.context = &context,
	};
	uint8_t *at = malloc(len);
	struct walk walk;

	if (!at)
		abort();
	append(append(append(at, o->before), text), o->behind);
	walk_whole(&walk, &options, (struct h1_span){at, len}, false);
	free(at);
	return context.taken && walk.status == H1_MORE && walk.consumed == len;
}

/* --- as it is written ---------------------------------------------------- */

enum h1_status
line_write(struct h1_out *out, const struct line *line, struct h1_error *err)
{
	switch (line->kind) {
	case LINE_REQUEST:
		return h1_write_request_line(out, line->a, line->b,
			(uint8_t)line->minor, err);
	case LINE_STATUS:
		return h1_write_status_line(out, (uint8_t)line->minor,
			line->status, line->b, err);
	case LINE_FIELD:
		return h1_write_field(out, line->a, line->b, err);
	case LINE_NUMBER:
		return h1_write_field_number(out, line->a, line->number, err);
	case LINE_CHUNK:
	case LINE_KINDS:
		break;
	}
	return h1_write_chunk_header(out, line->number, line->b, err);
}

static void
put(struct h1_out *out, struct h1_span octets)
{
	CHECK(octets.len <= (size_t)(out->end - out->at));
	out->at = append(out->at, octets);
}

static void
put_text(struct h1_out *out, const char *text)
{
	put(out, (struct h1_span){(const uint8_t *)text, strlen(text)});
}

void
line_write_blindly(struct h1_out *out, const struct line *line)
{
	char text[LINE_ROOM] = "";
	unsigned long long number = line->number;

	if (line->kind == LINE_STATUS)
		(void)snprintf(text, sizeof(text), "HTTP/1.%u %u ", line->minor,
			line->status);
	if (line->kind == LINE_CHUNK)
		(void)snprintf(text, sizeof(text), "%llx", number);
	put_text(out, text);
	put(out, line->a);
	if (line->kind == LINE_REQUEST)
		put_text(out, " ");
	if (line->kind == LINE_FIELD || line->kind == LINE_NUMBER)
		put_text(out, ": ");
	put(out, line->b);
	text[0] = '\0';
	if (line->kind == LINE_REQUEST)
		(void)snprintf(text, sizeof(text), " HTTP/1.%u", line->minor);
	if (line->kind == LINE_NUMBER)
		(void)snprintf(text, sizeof(text), "%llu", number);
	put_text(out, text);
	put_text(out, "\r\n");
}

#include "server/stream.h"

#include <string.h>

/* Octets before and behind the data of a chunk: its size has four digits at
 * most, for no piece is larger than PIECE_MAX. */
#define CHUNK_BEFORE 6
#define CHUNK_BEHIND 2
#define PIECE_MAX ((size_t)0xffff)

/* The least room that is worth a call, and what is had if there is less. */
#define ROOM_LEAST ((size_t)4096)

/* Room for a piece in the output; 0 without memory. */
static size_t
make_room(struct connection *c)
{
	const struct exchange_response *response = &c->exchange.response;
	const size_t around = CHUNK_BEFORE + CHUNK_BEHIND;
	struct buffer *out = output_buffer(&c->out);
	size_t room = buffer_tail_len(out);

	if (room < ROOM_LEAST)
		room = WORKSPACE_LARGE;
	if (response->length < room - around)
		room = (size_t)response->length + around;
	if (!buffer_reserve(out, room))
		return 0;
	room -= around;
	return room < PIECE_MAX ? room : PIECE_MAX;
}

/* chunk-size CRLF, written to `out`; gives how many octets. */
static size_t
write_size(uint8_t *out, size_t size)
{
	static const char digits[] = "0123456789abcdef";
	unsigned shift = 12;
	size_t n = 0;

	while (shift > 0 && size >> shift == 0)
		shift -= 4;
	for (;; shift -= 4) {
		out[n++] = (uint8_t)digits[size >> shift & 0xf];
		if (shift == 0)
			break;
	}
	out[n++] = '\r';
	out[n++] = '\n';
	return n;
}

/* `len` octets of data stand CHUNK_BEFORE octets behind the end of `out`. */
static void
add_chunk(struct buffer *out, size_t len)
{
	uint8_t *at = buffer_tail(out);
	size_t before = write_size(at, len);

	if (before != CHUNK_BEFORE)
		memmove(at + before, at + CHUNK_BEFORE, len);
	at[before + len] = '\r';
	at[before + len + 1] = '\n';
	buffer_added(out, before + len + CHUNK_BEHIND);
}

/* last-chunk, trailer section (RFC 9112, section 7.1) */
static bool
end_chunks(struct connection *c)
{
	struct buffer *out = output_buffer(&c->out);
	struct h1_span trailers = buffer_span(&c->exchange.response.trailers);

	return buffer_append(out, H1_SPAN("0\r\n")) &&
	       buffer_append(out, trailers) &&
	       buffer_append(out, H1_SPAN("\r\n"));
}

static bool
reset(struct connection *c)
{
	c->end = CONNECTION_RESET;
	return false;
}

static bool
end(struct connection *c)
{
	struct exchange_response *response = &c->exchange.response;

	/* less than was said */
	if (response->framing == RESPONSE_LENGTH && response->length > 0)
		return reset(c);
	if (response->framing == RESPONSE_CHUNKED && !end_chunks(c))
		return reset(c);
	response->length = 0;
	return true;
}

static void
add_piece(struct connection *c, size_t len)
{
	struct exchange_response *response = &c->exchange.response;
	struct buffer *out = output_buffer(&c->out);

	if (len == 0)
		return;
	c->exchange.n_content += len;
	if (response->framing == RESPONSE_CHUNKED)
		add_chunk(out, len);
	else
		buffer_added(out, len);
	if (response->framing == RESPONSE_LENGTH)
		response->length -= len;
}

bool
stream_step(struct connection *c)
{
	struct exchange_response *response = &c->exchange.response;
	bool chunked = response->framing == RESPONSE_CHUNKED;
	size_t room, len;
	uint8_t *at;

	if (response->later)
		return false;
	room = len = make_room(c);
	if (room == 0)
		return reset(c);
	at = buffer_tail(output_buffer(&c->out)) + (chunked ? CHUNK_BEFORE : 0);
	switch (exchange_produce(&c->exchange, at, &len)) {
	case HTTP_PRODUCED_SOME:
		if (len > 0 && len <= room) {
			add_piece(c, len);
			return true;
		}
		break;
	case HTTP_PRODUCED_ALL:
		if (len <= room) {
			add_piece(c, len);
			return end(c);
		}
		break;
	case HTTP_PRODUCED_LATER:
		response->later = true;
		return false;
	case HTTP_PRODUCED_BROKEN:
		break;
	}
	return reset(c);
}

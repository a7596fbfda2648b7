/* The request: its head, and its content. */

#include "client/connection.h"

#include "client/connection_state.h"
#include "h1/lenient.h"
#include "h1/writer.h"

#include <assert.h>

/* Room for a chunk header, and for what ends a chunk or the content. */
#define CHUNK_ROOM 64

static bool
has_content(const struct client_request *request)
{
	return request->content == CLIENT_CONTENT_CHUNKED ||
	       (request->content == CLIENT_CONTENT_LENGTH &&
		       request->length > 0);
}

static void
begin(struct client_connection *c, const struct client_request *request,
	uint64_t now_ms)
{
	c->stage = CLIENT_STAGE_HEAD;
	c->sending = CLIENT_SENDING_DONE;
	if (has_content(request))
		c->sending = request->expect ? CLIENT_SENDING_WAIT
					     : CLIENT_SENDING_CONTENT;
	c->chunked = request->content == CLIENT_CONTENT_CHUNKED;
	c->left = request->length;
	c->persist = !request->close;
	c->asked = false;
	c->heard = 0;
	c->n_interim = 0;
	c->n_extra = 0;
	c->now = now_ms;
	c->idle_at = now_ms + c->settings->idle_ms;
	c->turn_at = CLIENT_NEVER;
	h1_reader_answers(&c->reader,
		h1_span_equal(request->method, H1_SPAN("HEAD"))
			? H1_ANSWERS_HEAD
			: H1_ANSWERS_OTHER);
}

enum h1_status
client_connection_ask(struct client_connection *c,
	const struct client_request *request, uint64_t now_ms,
	struct h1_error *err)
{
	struct client_request asked = *request;
	enum h1_status st;

	assert(client_connection_reusable(c));
	/* RFC 9110, section 10.1.1 */
	asked.expect = asked.expect && has_content(&asked);
	st = client_request_write(&c->out, &asked, err);
	if (st == H1_OK)
		begin(c, &asked, now_ms);
	return st;
}

struct h1_span
client_connection_head(const struct client_connection *c)
{
	return octet_queue_span(&c->out);
}

void
client_connection_drop(struct client_connection *c)
{
	c->sending = CLIENT_SENDING_DROPPED;
	c->expect_at = c->turn_at = CLIENT_NEVER;
	c->persist = false;
}

void
client_connection_unsendable(struct client_connection *c)
{
	if (client_connection_all_sent(c))
		return;
	octet_queue_consume(&c->out, octet_queue_len(&c->out));
	c->given = false;
	client_connection_drop(c);
}

bool
client_connection_all_sent(const struct client_connection *c)
{
	return c->sending == CLIENT_SENDING_DONE &&
	       octet_queue_len(&c->out) == 0;
}

bool
client_connection_wants_content(const struct client_connection *c)
{
	return c->sending == CLIENT_SENDING_CONTENT && !c->given &&
	       octet_queue_len(&c->out) < CLIENT_READ_MAX &&
	       c->stage != CLIENT_STAGE_FAILED;
}

/* Puts what `write` writes behind the output; the room is always enough. */
static bool
put_chunk_header(struct client_connection *c, uint64_t size)
{
	struct h1_error err;
	struct h1_out to;
	size_t room;
	uint8_t *tail;

	if (!octet_queue_reserve(&c->out, CHUNK_ROOM))
		return false;
	tail = octet_queue_tail(&c->out, &room);
	to = (struct h1_out){tail, tail + room};
	if (h1_write_chunk_header(&to, size, H1_SPAN(""), &err) != H1_OK)
		return false;
	octet_queue_added(&c->out, (size_t)(to.at - tail));
	return true;
}

void
client_connection_turn(struct client_connection *c)
{
	if (client_connection_wants_content(c) &&
		octet_queue_len(&c->out) == 0 && c->turn_at == CLIENT_NEVER)
		c->turn_at = c->now;
}

/* The time that we took is given back to the server. */
static void
end_turn(struct client_connection *c, uint64_t now_ms)
{
	if (c->turn_at != CLIENT_NEVER)
		c->idle_at += now_ms - c->turn_at;
	c->turn_at = CLIENT_NEVER;
	c->now = now_ms;
}

static bool
put_chunk(struct client_connection *c, struct h1_span content)
{
	return octet_queue_reserve(&c->out, content.len + CHUNK_ROOM) &&
	       put_chunk_header(c, content.len) &&
	       octet_queue_append(&c->out, content) &&
	       octet_queue_append(&c->out, H1_SPAN("\r\n"));
}

bool
client_connection_content(struct client_connection *c, struct h1_span content,
	uint64_t now_ms)
{
	assert(client_connection_wants_content(c) && content.len > 0);
	end_turn(c, now_ms);
	if (c->chunked)
		return put_chunk(c, content);
	assert(content.len <= c->left);
	if (!octet_queue_append(&c->out, content))
		return false;
	c->left -= content.len;
	if (c->left == 0)
		c->sending = CLIENT_SENDING_DONE;
	return true;
}

bool
client_connection_content_end(struct client_connection *c, uint64_t now_ms)
{
	end_turn(c, now_ms);
	if (c->sending == CLIENT_SENDING_DONE)
		return true;
	if (!c->chunked) {
		client_connection_drop(c);
		return false;
	}
	if (!put_chunk_header(c, 0) ||
		!octet_queue_append(&c->out, H1_SPAN("\r\n")))
		return false;
	c->sending = CLIENT_SENDING_DONE;
	return true;
}

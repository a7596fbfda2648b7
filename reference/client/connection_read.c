/* The answer: what happens next. */

#include "client/connection.h"

#include "client/connection_state.h"
#include "h1/cursor.h"

static enum client_event_kind
failed(const struct client_connection *c, struct client_event *event)
{
	event->failure = c->failure;
	event->error = c->error;
	return CLIENT_EVENT_FAILED;
}

static enum client_event_kind
fail(struct client_connection *c, enum client_failure failure,
	struct client_event *event)
{
	client_connection_fail(c, failure);
	return failed(c, event);
}

static enum client_event_kind
refuse(struct client_connection *c, const struct h1_error *error,
	struct client_event *event)
{
	client_connection_refuse(c, error);
	return failed(c, event);
}

/* The server went before its answer was complete. */
static enum client_event_kind
went(struct client_connection *c, struct client_event *event)
{
	if (c->heard == 0)
		return fail(c, CLIENT_CLOSED, event);
	return fail(c,
		c->input == CLIENT_INPUT_BROKEN ? CLIENT_BROKEN
						: CLIENT_INCOMPLETE,
		event);
}

/* Octets up to `cur` are taken, and lent until the next call. */
static void
take(struct client_connection *c, const struct h1_cur *cur)
{
	c->lent = octet_queue_len(&c->in) - h1_cur_left(cur);
}

static enum client_event_kind
interim(struct client_connection *c, struct h1_cur *cur,
	struct client_event *event)
{
	struct h1_error err;

	if (c->head.status == 101)
		return fail(c, CLIENT_SWITCHED, event);
	if (c->n_interim++ >= c->settings->max_interim)
		return fail(c, CLIENT_INTERIM, event);
	if (h1_read_piece(&c->reader, cur, &c->piece, &err) != H1_OK)
		return refuse(c, &err, event);
	/* the next one has time of its own: much may be sent before it */
	c->head_at = CLIENT_NEVER;
	if (!c->head.persist)
		c->persist = false;
	if (c->head.status == 100 && c->sending == CLIENT_SENDING_WAIT) {
		c->sending = CLIENT_SENDING_CONTENT;
		c->expect_at = CLIENT_NEVER;
		client_connection_turn(c);
	}
	event->head = &c->head;
	return CLIENT_EVENT_INTERIM;
}

/*
 * An answer that came instead of 100 is the last word, and so is a refusal with
 * which the server ends the connection (RFC 9110, section 10.1.1; RFC 9112,
 * section 9.5). Otherwise the content goes on.
 */
static bool
unwanted(const struct client_connection *c)
{
	if (c->sending == CLIENT_SENDING_WAIT)
		return true;
	return c->sending == CLIENT_SENDING_CONTENT && !c->persist &&
	       (c->head.status < 100 || c->head.status >= 300);
}

static enum client_event_kind
final(struct client_connection *c, struct client_event *event)
{
	const struct h1_framing *framing = &c->head.framing;

	if (framing->coded)
		return fail(c, CLIENT_CODED, event);
	c->head_at = CLIENT_NEVER;
	if (!c->head.persist || framing->must_close)
		c->persist = false;
	if (unwanted(c))
		client_connection_drop(c);
	c->stage = CLIENT_STAGE_CONTENT;
	event->head = &c->head;
	return CLIENT_EVENT_HEAD;
}

static enum client_event_kind
next_head(struct client_connection *c, struct client_event *event)
{
	struct h1_cur cur = h1_cur_over(octet_queue_span(&c->in));
	enum client_event_kind kind = CLIENT_EVENT_WAIT;
	struct h1_error err;

	switch (h1_read_head(&c->reader, &cur, &c->head, &err)) {
	case H1_OK:
		take(c, &cur);
		kind = c->head.status / 100 == 1 ? interim(c, &cur, event)
						 : final(c, event);
		break;
	case H1_MORE:
		if (c->input != CLIENT_INPUT_OPEN)
			kind = went(c, event);
		break;
	case H1_ERROR:
		kind = refuse(c, &err, event);
		break;
	}
	return kind;
}

static enum client_event_kind
end(struct client_connection *c)
{
	if (c->sending == CLIENT_SENDING_CONTENT ||
		(c->sending == CLIENT_SENDING_DONE &&
			octet_queue_len(&c->out) > 0)) {
		if (c->input == CLIENT_INPUT_OPEN)
			return CLIENT_EVENT_WAIT;
		client_connection_unsendable(c);
	}
	c->n_extra += octet_queue_len(&c->in);
	if (c->n_extra > 0)
		c->persist = false;
	octet_queue_free(&c->in);
	c->stage = CLIENT_STAGE_IDLE;
	c->idle_at = c->head_at = c->expect_at = c->turn_at = CLIENT_NEVER;
	return CLIENT_EVENT_END;
}

/* WAIT stands for a piece that nobody needs to hear of. */
static enum client_event_kind
piece(struct client_connection *c, struct client_event *event)
{
	switch (c->piece.kind) {
	case H1_PIECE_CHUNK:
		break;
	case H1_PIECE_CONTENT:
		event->content = c->piece.content;
		return CLIENT_EVENT_CONTENT;
	case H1_PIECE_TRAILERS:
		if (c->piece.trailers.n == 0)
			break;
		event->trailers = &c->piece.trailers;
		return CLIENT_EVENT_TRAILERS;
	case H1_PIECE_END:
		c->stage = CLIENT_STAGE_ENDING;
		break;
	}
	return CLIENT_EVENT_WAIT;
}

/* Whether the end of the input is the end of the answer, and a clean one. */
static bool
ends_here(struct client_connection *c)
{
	struct h1_error err;

	return c->input == CLIENT_INPUT_ENDED &&
	       h1_read_eof(&c->reader, &err) == H1_OK;
}

static enum client_event_kind
next_piece(struct client_connection *c, struct client_event *event)
{
	struct h1_cur cur = h1_cur_over(octet_queue_span(&c->in));
	enum client_event_kind kind = CLIENT_EVENT_WAIT;
	struct h1_error err;

	while (kind == CLIENT_EVENT_WAIT && c->stage == CLIENT_STAGE_CONTENT) {
		switch (h1_read_piece(&c->reader, &cur, &c->piece, &err)) {
		case H1_OK:
			take(c, &cur);
			kind = piece(c, event);
			break;
		case H1_MORE:
			if (c->input == CLIENT_INPUT_OPEN)
				return CLIENT_EVENT_WAIT;
			if (!ends_here(c))
				return went(c, event);
			break;
		case H1_ERROR:
			return refuse(c, &err, event);
		}
	}
	return kind;
}

static void
give_back(struct client_connection *c)
{
	octet_queue_consume(&c->in, c->lent);
	c->lent = 0;
}

void
client_connection_next(struct client_connection *c, struct client_event *event)
{
	*event = (struct client_event){.kind = CLIENT_EVENT_WAIT};
	give_back(c);
	switch (c->stage) {
	case CLIENT_STAGE_IDLE:
		break;
	case CLIENT_STAGE_HEAD:
		event->kind = next_head(c, event);
		break;
	case CLIENT_STAGE_CONTENT:
		event->kind = next_piece(c, event);
		if (c->stage != CLIENT_STAGE_ENDING)
			break;
		give_back(c);
		event->kind = end(c);
		break;
	case CLIENT_STAGE_ENDING:
		event->kind = end(c);
		break;
	case CLIENT_STAGE_FAILED:
		event->kind = failed(c, event);
		break;
	}
}

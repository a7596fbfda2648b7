/*
 * A reader of peers/ as a parser.
 */

#include "peers/peer.h"
#include "parsers/reading.h"

/* What its events write into. */
struct state {
	struct reading *reading;
	bool in_trailers;
};

static void
on_octets(void *context, enum peer_part part, const char *at, size_t len)
{
	struct state *s = context;
	struct reading *r = s->reading;

	switch (part) {
	case PEER_METHOD:
		reading_append(&r->method, at, len);
		break;
	case PEER_TARGET:
		reading_append(&r->target, at, len);
		break;
	case PEER_NAME:
		if (!s->in_trailers)
			reading_append(&reading_field_last(r)->name, at, len);
		break;
	case PEER_VALUE:
		if (!s->in_trailers && r->n_fields > 0)
			reading_append(&reading_field_last(r)->value, at, len);
		break;
	case PEER_CONTENT:
		reading_append(&r->content, at, len);
		break;
	case PEER_REASON:
		break;
	}
}

static void
on_field(void *context)
{
	struct state *s = context;

	if (!s->in_trailers)
		(void)reading_field_add(s->reading);
}

static void
on_head(void *context)
{
	struct state *s = context;

	s->in_trailers = true;
}

void
parser_read(struct reading *r, struct octets *message, bool ends)
{
	static const enum reading_result results[] = {
		[PEER_COMPLETE] = READING_ACCEPTED,
		[PEER_REFUSES] = READING_REFUSED,
		[PEER_MORE] = READING_MORE,
	};
	struct state s = {.reading = r};
	struct peer_events events = {on_octets, on_field, on_head, &s};
	struct peer_answer answer;

	peer_open(PEER_REQUESTS, &events);
	answer = peer_next((const char *)message->at, message->len, ends);
	r->result = results[answer.result];
	r->consumed = answer.consumed;
}

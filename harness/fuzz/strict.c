#include "fuzz/strict.h"

#include <string.h>

#define FIELDS_MAX 128

struct walk {
	struct h1_reader reader;
	struct h1_head head;
	struct h1_piece piece;
	struct h1_field fields[FIELDS_MAX];
	struct h1_cur in;
	struct h1_error error;
	const uint8_t *start; /* of the message at hand */
};

static bool
has(const struct h1_head *head, const char *name)
{
	struct h1_span wanted = {(const uint8_t *)name, strlen(name)};

	return h1_head_field(head, wanted).at != NULL;
}

/* An answer to it may end HTTP on this connection. */
static bool
leaves_http(const struct h1_head *head)
{
	return h1_span_equal(h1_head_method(head), H1_SPAN("CONNECT")) ||
	       has(head, "upgrade");
}

/* The head, and all pieces of the message. `in_content`: the head is read. */
static enum h1_status
read_message(struct walk *w, bool *in_content)
{
	enum h1_status st;

	*in_content = false;
	h1_head_init(&w->head, w->fields, FIELDS_MAX);
	st = h1_read_head(&w->reader, &w->in, &w->head, &w->error);
	*in_content = st == H1_OK;
	h1_piece_init(&w->piece, NULL, 0);
	while (st == H1_OK) {
		st = h1_read_piece(&w->reader, &w->in, &w->piece, &w->error);
		if (st == H1_OK && w->piece.kind == H1_PIECE_END)
			break;
	}
	return st;
}

static void
count(struct strict_reading *r, const struct walk *w)
{
	const struct h1_head *head = &w->head;

	r->n++;
	if (head->framing.kind == H1_FRAMING_CHUNKED || head->framing.length)
		r->has_content = true;
	if (leaves_http(head))
		r->rest = REST_TUNNEL;
	else if (!head->persist) {
		r->rest = REST_CLOSES;
		r->says_close = head->minor > 0 || has(head, "connection");
	}
}

static void
stop(struct strict_reading *r, const struct walk *w, enum h1_status st,
	bool content)
{
	if (st == H1_MORE) {
		r->rest = content ? REST_CONTENT : REST_HEAD;
		return;
	}
	r->rest = content ? REST_BAD_CONTENT : REST_BAD_HEAD;
	r->error = w->error.code;
	r->error_off = r->off + w->error.off;
}

struct strict_reading
strict_read(const struct octets *sent)
{
	struct strict_reading r = {.n = 0};
	struct walk w = {.in = {sent->at, sent->at + sent->len}};
	bool in_content;
	enum h1_status st;

	h1_reader_init(&w.reader, H1_REQUEST, NULL, H1_STRICT);
	while (r.rest == REST_NONE && w.in.at < w.in.end) {
		st = read_message(&w, &in_content);
		if (st == H1_OK) {
			count(&r, &w);
			r.off = (size_t)(w.in.at - sent->at);
		} else {
			stop(&r, &w, st, in_content);
		}
	}
	return r;
}

#include "play/trace.h"

#include <stdlib.h>
#include <string.h>

#include "play/asked.h"

/*
 * Responses are read with every leniency: what a target sends is to be
 * understood where that is possible, and head.tolerated tells what it took.
 */
static const struct h1_limits trace_limits = {
	.empty_lines = 4,
	.start_line = 16384,
	.field_line = 65536,
	.field_section = 262144,
	.fields = TRACE_FIELDS_MAX,
	.chunk_line = 16384,
	.chunk_exts = 65536,
	.trailer_section = 65536,
	.content = UINT64_MAX,
};

const char *
trace_end_name(enum trace_end end)
{
	switch (end) {
	case TRACE_UNSEEN:
		return "unseen";
	case TRACE_FIN:
		return "fin";
	case TRACE_RESET:
		return "reset";
	case TRACE_ALIGNED:
		return "aligned";
	case TRACE_SHIFTED:
		return "shifted";
	case TRACE_ALIVE:
		return "alive";
	case TRACE_DEAD:
		return "dead";
	}
	return "";
}

struct trace *
trace_new(void)
{
	struct trace *t = calloc(1, sizeof(*t));

	if (t == NULL)
		return NULL;
	t->end_expect = SIZE_MAX;
	h1_reader_init(&t->reader, H1_RESPONSE, &trace_limits, H1_LENIENT_ALL);
	return t;
}

void
trace_free(struct trace *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < t->n_items; i++) {
		free(t->items[i].fields);
		octets_free(&t->items[i].content);
	}
	free(t->items);
	free(t->segments);
	octets_free(&t->out);
	octets_free(&t->in);
	free(t);
}

/* Makes room for one more element behind `n` in an array that doubles. */
static void *
grow(void *array, size_t n, size_t size)
{
	if (n != 0 && (n & (n - 1)) != 0)
		return array;
	return realloc(array, (n == 0 ? 1 : 2 * n) * size);
}

static bool
add_segment(struct trace *t, bool out, size_t len, uint64_t now_us)
{
	struct trace_segment *all =
		grow(t->segments, t->n_segments, sizeof(*all));

	if (all == NULL)
		return false;
	t->segments = all;
	all[t->n_segments++] = (struct trace_segment){
		.out = out,
		.off = (out ? t->out.len : t->in.len) - len,
		.len = len,
		.at_us = now_us,
	};
	return true;
}

static bool
add_out(struct trace *t, const void *at, size_t len, uint64_t now_us)
{
	return octets_append(&t->out, at, len) &&
	       add_segment(t, true, len, now_us);
}

void
trace_mark_early(struct trace *t)
{
	for (size_t i = 0; i < t->n_items; i++)
		if (t->items[i].expect == t->expect)
			t->items[i].early = true;
}

bool
trace_sent(struct trace *t, const void *at, size_t len, bool last,
	uint64_t now_us)
{
	if (last)
		trace_mark_early(t);
	return add_out(t, at, len, now_us);
}

bool
trace_canary(struct trace *t, const void *at, size_t len, uint64_t now_us)
{
	t->canary_sent = true;
	return add_out(t, at, len, now_us);
}

static bool
add_item(struct trace *t, uint64_t now_us)
{
	struct trace_item *all = grow(t->items, t->n_items, sizeof(*all));
	struct trace_item *item;

	if (all == NULL)
		return false;
	t->items = all;
	item = &all[t->n_items];
	*item = (struct trace_item){
		.kind = ITEM_INCOMPLETE,
		.expect = t->expect,
		.off = t->read_off,
		.canary = t->canary_sent,
		.first_us = now_us,
		.last_us = now_us,
		.fields = calloc(TRACE_FIELDS_MAX, sizeof(*item->fields)),
	};
	if (item->fields == NULL)
		return false;
	h1_head_init(&item->head, item->fields, TRACE_FIELDS_MAX);
	t->n_items++;
	h1_reader_answers(&t->reader, asked_nth(&t->out, t->n_answered));
	return true;
}

static struct trace_item *
last_item(struct trace *t)
{
	return &t->items[t->n_items - 1];
}

/* The last item, if it is not complete yet. */
static bool
in_item(const struct trace *t)
{
	return t->n_items > 0 && t->items[t->n_items - 1].kind != ITEM_RESPONSE;
}

static void
take(struct trace *t, const struct h1_cur *in)
{
	t->read_off = (size_t)(in->at - t->in.at);
	last_item(t)->len = t->read_off - last_item(t)->off;
}

static void
end_in_garbage(struct trace *t, const struct h1_error *err)
{
	last_item(t)->kind = ITEM_GARBAGE;
	last_item(t)->error = *err;
	t->in_garbage = true;
}

static void
complete_item(struct trace *t)
{
	struct trace_item *item = last_item(t);

	item->kind = ITEM_RESPONSE;
	t->in_body = false;
	if (item->head.status >= 200)
		t->n_answered++;
}

/* What follows a tunnel's head is not HTTP: all of it is that item's. */
static bool
is_tunnel(const struct trace_item *item)
{
	return item->head.framing.kind == H1_FRAMING_TUNNEL;
}

/* A flood of small responses shall not cost room for the greatest. */
static void
keep_fields(struct trace_item *item)
{
	size_t n = item->head.fields.n > 0 ? item->head.fields.n : 1;
	struct h1_field *fields = realloc(item->fields, n * sizeof(*fields));

	if (fields == NULL)
		return;
	item->fields = item->head.fields.at = fields;
	item->head.fields.max = n;
}

/* Octets that no status-line begins with are garbage before their line ends,
 * which may never come. */
static bool
begins_response(const struct h1_cur *in, struct h1_error *err)
{
	static const char name[] = "HTTP/";
	const uint8_t *at = in->at;
	size_t len;

	while (at < in->end && h1_octet_is(*at, H1_LAX_SPACE))
		at++;
	len = (size_t)(in->end - at);
	if (len > sizeof(name) - 1)
		len = sizeof(name) - 1;
	if (memcmp(at, name, len) == 0)
		return true;
	*err = (struct h1_error){H1_E_VERSION_SYNTAX, (size_t)(at - in->at)};
	return false;
}

/*
 * Below 100 there is no status (RFC 9110, section 15), and so neither an interim
 * response nor a final one.
 */
static bool
has_status(const struct h1_head *head, struct h1_error *err)
{
	size_t off = 0;

	if (head->status >= 100)
		return true;
	while (head->base[off] != '.')
		off++;
	for (off += 2; h1_octet_is(head->base[off], H1_LAX_SPACE); off++)
		continue;
	*err = (struct h1_error){H1_E_STATUS_CODE, off};
	return false;
}

static enum h1_status
read_head(struct trace *t, struct h1_cur *in, struct h1_error *err)
{
	struct trace_item *item = last_item(t);
	enum h1_status st = H1_ERROR;

	if (begins_response(in, err))
		st = h1_read_head(&t->reader, in, &item->head, err);
	if (st == H1_OK && !has_status(&item->head, err))
		st = H1_ERROR;
	if (st != H1_OK)
		return st;
	item->has_head = true;
	keep_fields(item);
	t->in_body = true;
	take(t, in);
	return H1_OK;
}

/* False: out of memory. */
static bool
keep_content(struct trace_item *item, const struct h1_piece *piece)
{
	return piece->kind != H1_PIECE_CONTENT ||
	       octets_append(&item->content, piece->content.at,
		       piece->content.len);
}

static enum h1_status
read_piece(struct trace *t, struct h1_cur *in, struct h1_error *err,
	bool *memory)
{
	struct h1_piece piece;
	enum h1_status st;

	h1_piece_init(&piece, NULL, 0);
	st = h1_read_piece(&t->reader, in, &piece, err);
	if (st != H1_OK)
		return st;
	*memory = keep_content(last_item(t), &piece);
	take(t, in);
	if (piece.kind == H1_PIECE_END) {
		last_item(t)->head.tolerated |= piece.tolerated;
		complete_item(t);
	}
	return H1_OK;
}

static void
take_rest(struct trace *t)
{
	t->read_off = t->in.len;
	last_item(t)->len = t->read_off - last_item(t)->off;
}

/* What came behind the last item that there is room for is not kept, or it
 * would depend on how the octets are cut how much of it is. It is in the last
 * read: items took all of those before. */
static void
leave_out_rest(struct trace *t)
{
	struct trace_segment *last = &t->segments[t->n_segments - 1];

	t->flooded = true;
	last->len -= t->in.len - t->read_off;
	t->in.len = t->read_off;
	if (last->len == 0)
		t->n_segments--;
}

/* False: out of memory, or flooded. */
static bool
begin_item(struct trace *t, uint64_t now_us)
{
	if (t->n_items < TRACE_ITEMS_MAX)
		return add_item(t, now_us);
	leave_out_rest(t);
	return false;
}

/* Reads all that can be read. False: out of memory, or flooded. */
static bool
read_items(struct trace *t, uint64_t now_us)
{
	struct h1_cur in;
	struct h1_error err = {0};
	enum h1_status st = H1_OK;
	bool memory = true;

	while (st == H1_OK && memory &&
		(t->read_off < t->in.len || t->in_body)) {
		if (!in_item(t) && !begin_item(t, now_us))
			return false;
		last_item(t)->last_us = now_us;
		if (t->in_garbage || (t->in_body && is_tunnel(last_item(t)))) {
			take_rest(t);
			return true;
		}
		in.at = t->in.at + t->read_off;
		in.end = t->in.at + t->in.len;
		st = t->in_body ? read_piece(t, &in, &err, &memory)
				: read_head(t, &in, &err);
		if (st == H1_ERROR) {
			end_in_garbage(t, &err);
			take_rest(t);
		}
	}
	if (st == H1_MORE)
		last_item(t)->len = t->in.len - last_item(t)->off;
	return memory;
}

bool
trace_received(struct trace *t, const void *at, size_t len, uint64_t now_us)
{
	size_t room = TRACE_IN_MAX - t->in.len;

	if (t->flooded)
		return false;
	if (len > room) {
		t->flooded = true;
		len = room;
	}
	if (!octets_append(&t->in, at, len) ||
		!add_segment(t, false, len, now_us) || !read_items(t, now_us))
		return false;
	return !t->flooded;
}

void
trace_next_expect(struct trace *t)
{
	t->expect++;
}

/* A response that is delimited by the close is complete with it. */
static void
end_of_input(struct trace *t)
{
	struct h1_error err;

	if (t->in_garbage || !t->in_body)
		return;
	if (is_tunnel(last_item(t)) || h1_read_eof(&t->reader, &err) == H1_OK)
		complete_item(t);
}

void
trace_ended(struct trace *t, enum trace_end end, uint64_t now_us)
{
	if (end == TRACE_FIN || end == TRACE_RESET)
		end_of_input(t);
	t->end = end;
	t->end_expect = t->expect;
	t->end_us = now_us;
}

const struct h1_head *
trace_head(const struct trace *t, size_t i)
{
	struct trace_item *item = &t->items[i];

	item->head.base = t->in.at + item->off;
	item->head.fields.base = item->head.base;
	return &item->head;
}

size_t
trace_sent_len(const struct trace *t)
{
	for (size_t i = t->n_segments; i > 0 && t->canary_sent; i--)
		if (t->segments[i - 1].out)
			return t->segments[i - 1].off;
	return t->out.len;
}

static size_t
count_final(const struct trace *t, bool now)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n_items; i++) {
		const struct trace_item *item = &t->items[i];

		if (item->kind == ITEM_RESPONSE && !item->canary &&
			item->head.status >= 200 &&
			(!now || item->expect == t->expect))
			n++;
	}
	return n;
}

size_t
trace_n_final(const struct trace *t)
{
	return count_final(t, false);
}

size_t
trace_n_final_now(const struct trace *t)
{
	return count_final(t, true);
}

bool
trace_is_growing(const struct trace *t)
{
	return t->n_items > 0 &&
	       t->items[t->n_items - 1].kind == ITEM_INCOMPLETE;
}

uint64_t
trace_duration_us(const struct trace *t)
{
	uint64_t last = 0;

	if (t->n_segments > 0)
		last = t->segments[t->n_segments - 1].at_us;
	return t->end_us > last ? t->end_us : last;
}

uint64_t
trace_latency_us(const struct trace *t)
{
	uint64_t sent_us = 0;

	for (size_t i = 0; i < t->n_segments; i++) {
		if (!t->segments[i].out)
			return t->segments[i].at_us - sent_us;
		sent_us = t->segments[i].at_us;
	}
	return 0;
}

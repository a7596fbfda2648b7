#include "suite/feed.h"

#include "engine/entry.h"

/* ---- feeding ---- */

static size_t
next_len(struct feed *how, size_t left)
{
	size_t len;

	if (how->cut == FEED_WHOLE)
		return left;
	if (how->cut == FEED_OCTETS)
		return 1;
	/* Short pieces mostly, and long ones now and then. */
	how->seed = how->seed * 1664525 + 1013904223;
	len = how->seed >> 28 == 0 ? how->seed >> 18 & 0x3FF
				   : how->seed >> 16 & 0x1F;
	return len == 0 ? 1 : len < left ? len : left;
}

void
feed(struct feed *how, struct trace *t, struct h1_span octets, uint64_t now_us)
{
	while (octets.len > 0) {
		size_t len = next_len(how, octets.len);
		bool done = trace_received(t, octets.at, len, now_us);

		CHECK(done != t->flooded);
		octets.at += len;
		octets.len -= len;
	}
}

/* ---- what must hold ---- */

static void
check_item(const struct trace *t, size_t i, size_t off)
{
	const struct trace_item *item = &t->items[i];

	CHECK(item->off == off && item->len <= t->in.len - off);
	CHECK(item->content.len <= item->len);
	CHECK(item->first_us <= item->last_us);
	CHECK(i == 0 || t->items[i - 1].kind == ITEM_RESPONSE);
	CHECK(item->kind != ITEM_RESPONSE || item->has_head);
	CHECK(item->kind != ITEM_GARBAGE || item->error.off <= item->len);
	CHECK(item->kind != ITEM_GARBAGE || item->error.code != H1_E_NONE);
	if (!item->has_head)
		return;
	CHECK(trace_head(t, i)->status >= 100 &&
		trace_head(t, i)->status <= 999);
	CHECK(item->head.len <= item->len);
	CHECK(item->head.fields.n <= TRACE_FIELDS_MAX);
}

static void
check_segments(const struct trace *t)
{
	size_t in = 0;
	size_t out = 0;

	for (size_t i = 0; i < t->n_segments; i++) {
		size_t *off = t->segments[i].out ? &out : &in;

		CHECK(t->segments[i].off == *off);
		*off += t->segments[i].len;
	}
	CHECK(in == t->in.len && out == t->out.len);
}

void
feed_check(const struct trace *t)
{
	size_t off = 0;
	size_t n_final = 0;

	CHECK(t->in.len <= TRACE_IN_MAX && t->n_items <= TRACE_ITEMS_MAX);
	for (size_t i = 0; i < t->n_items; i++) {
		const struct trace_item *item = &t->items[i];

		check_item(t, i, off);
		off += item->len;
		n_final += item->kind == ITEM_RESPONSE && !item->canary &&
			   trace_head(t, i)->status >= 200;
	}
	CHECK(off == t->in.len);
	CHECK(trace_n_final(t) == n_final);
	CHECK(trace_n_final_now(t) <= n_final);
	check_segments(t);
}

/* ---- what was seen ---- */

static void
seen_head(const struct trace *t, size_t i, struct seen *seen)
{
	const struct h1_head *head = trace_head(t, i);

	seen_number(seen, head->status);
	seen_number(seen, head->minor);
	seen_number(seen, head->persist);
	seen_number(seen, head->tolerated);
	seen_number(seen, head->framing.kind);
	for (size_t k = 0; k < head->fields.n; k++) {
		seen_octets(seen, h1_field_name(&head->fields, k));
		seen_octets(seen, h1_field_value(&head->fields, k));
	}
}

static void
seen_item(const struct trace *t, size_t i, struct seen *seen)
{
	const struct trace_item *item = &t->items[i];

	seen_text(seen, "item");
	seen_number(seen, item->kind);
	seen_number(seen, item->expect);
	seen_number(seen, item->off);
	seen_number(seen, item->len);
	seen_number(seen, item->early);
	seen_number(seen, item->canary);
	seen_number(seen, item->first_us);
	seen_number(seen, item->last_us);
	seen_octets(seen,
		(struct h1_span){item->content.at, item->content.len});
	if (item->has_head)
		seen_head(t, i, seen);
	if (item->kind == ITEM_GARBAGE) {
		seen_number(seen, item->error.code);
		seen_number(seen, item->error.off);
	}
}

void
feed_seen(const struct trace *t, struct seen *seen)
{
	for (size_t i = 0; i < t->n_items; i++)
		seen_item(t, i, seen);
	seen_number(seen, t->in.len);
	seen_number(seen, t->flooded);
	seen_number(seen, t->end);
	seen_number(seen, t->end_expect);
}

#include "suite/items.h"

#include "engine/entry.h"

/* When it began is what it belongs to. */
static void
check_step(const struct course *course, const struct trace_item *item)
{
	bool behind = item->off >= course->behind;
	bool canary = behind && course->canary;

	CHECK(item->canary == canary);
	CHECK(item->expect == (behind && !canary));
	CHECK(item->early == (item->off < course->early));
}

/* RFC 9112, section 6.3: what `method` is answered with, NUL if not known. */
static void
check_framing(const struct h1_head *head, char method)
{
	enum h1_framing_kind kind = head->framing.kind;
	bool tunnel = head->status == 101 ||
		      (method == 'C' && head->status / 100 == 2);
	bool none = head->status / 100 == 1 || head->status == 204 ||
		    head->status == 304 || method == 'H';

	if (tunnel)
		CHECK(kind == H1_FRAMING_TUNNEL);
	else if (none)
		CHECK(kind == H1_FRAMING_NONE);
	else if (method != '\0')
		CHECK(kind != H1_FRAMING_TUNNEL && kind != H1_FRAMING_NONE);
}

/* A close ends what only a close can end. */
static void
check_end(const struct course *course, const struct trace_item *item)
{
	enum h1_framing_kind kind = item->head.framing.kind;
	bool closes =
		kind == H1_FRAMING_UNTIL_CLOSE || kind == H1_FRAMING_TUNNEL;
	bool closed = course->end == TRACE_FIN || course->end == TRACE_RESET;

	if (item->has_head && closes && item->kind != ITEM_GARBAGE)
		CHECK((item->kind == ITEM_RESPONSE) == closed);
	CHECK(item->kind != ITEM_RESPONSE || kind != H1_FRAMING_LENGTH ||
		item->content.len == item->head.framing.length);
}

void
items_check(const struct trace *t, const struct course *course)
{
	const char *methods = course->methods;

	for (size_t i = 0; i < t->n_items; i++) {
		const struct trace_item *item = &t->items[i];

		check_step(course, item);
		check_end(course, item);
		if (!item->has_head)
			continue;
		/* of what was not sent yet the trace does not know */
		if (!item->early && !item->canary)
			check_framing(trace_head(t, i), *methods);
		if (trace_head(t, i)->status >= 200 && *methods != '\0')
			methods++;
	}
}

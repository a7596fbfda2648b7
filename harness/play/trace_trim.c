#include "play/trace.h"

#include <stdlib.h>

static void
keep_octets(struct octets *o, size_t most)
{
	struct octets kept = {0};

	if (o->room <= most)
		return;
	if (!octets_append(&kept, o->at, o->len < most ? o->len : most))
		return;
	octets_free(o);
	*o = kept;
}

static void
trim_item(struct trace_item *item, size_t most)
{
	item->head.fields.at = NULL;
	item->head.fields.n = item->head.fields.max = 0;
	free(item->fields);
	item->fields = NULL;
	octets_free(&item->content);
	item->off = item->off < most ? item->off : most;
	if (item->len > most - item->off)
		item->len = most - item->off;
}

/* Reads that begin behind what is kept are left out. */
static void
trim_segments(struct trace *t, size_t most)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n_segments; i++) {
		struct trace_segment s = t->segments[i];

		if (!s.out && s.off + s.len > most) {
			t->flooded = true;
			if (s.off >= most)
				continue;
			s.len = most - s.off;
		}
		t->segments[n++] = s;
	}
	t->n_segments = n;
}

void
trace_trim(struct trace *t)
{
	struct trace_item *items;

	trim_segments(t, TRACE_KEPT_MAX);
	keep_octets(&t->in, TRACE_KEPT_MAX);
	for (size_t i = 0; i < t->n_items; i++)
		trim_item(&t->items[i], TRACE_KEPT_MAX);
	if (t->n_items == 0)
		return;
	items = realloc(t->items, t->n_items * sizeof(*items));
	if (items != NULL)
		t->items = items;
}

#include "play/canary.h"

void
canary_free(struct canary *c)
{
	octets_free(&c->request);
	octets_free(&c->content);
}

static bool
is_answer(const struct canary *c, const struct trace *t, size_t i)
{
	const struct trace_item *item = &t->items[i];

	return trace_head(t, i)->status == c->status &&
	       (!c->has_content || octets_equal(&item->content, &c->content));
}

/* The first item behind the canary that is no interim response. */
static size_t
first_of_canary(const struct trace *t)
{
	size_t i = 0;

	while (i < t->n_items &&
		(!t->items[i].canary ||
			(t->items[i].kind == ITEM_RESPONSE &&
				trace_head(t, i)->status < 200)))
		i++;
	return i;
}

enum trace_end
canary_reads(const struct canary *c, const struct trace *t)
{
	size_t i = first_of_canary(t);

	if (i == t->n_items || t->items[i].kind == ITEM_INCOMPLETE)
		return TRACE_UNSEEN;
	if (t->items[i].kind == ITEM_GARBAGE)
		return TRACE_SHIFTED;
	if (trace_head(t, i)->status == 408)
		return TRACE_FIN;
	if (!is_answer(c, t, i) || i + 1 < t->n_items)
		return TRACE_SHIFTED;
	return TRACE_ALIGNED;
}

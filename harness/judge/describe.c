#include "judge/judge.h"

static void
add(struct octets *out, const char *text)
{
	if (out->len > 0)
		octets_text(out, ", ");
	octets_text(out, text);
}

static void
add_item(const struct trace *t, size_t i, struct octets *out)
{
	const struct trace_item *item = &t->items[i];
	const char *early = item->early ? " (early)" : "";

	add(out, "");
	switch (item->kind) {
	case ITEM_RESPONSE:
		octets_format(out, "%u%s", trace_head(t, i)->status, early);
		return;
	case ITEM_INCOMPLETE:
		if (item->has_head)
			octets_format(out, "incomplete %u%s",
				trace_head(t, i)->status, early);
		else
			octets_format(out, "incomplete head%s", early);
		return;
	case ITEM_GARBAGE:
		octets_format(out, "garbage%s", early);
		return;
	}
}

/* The end as the event that a case would name; silence is an event too. */
static const char *
end_event(const struct trace *t, size_t k, bool any)
{
	if (t->end_expect > k)
		return any ? NULL : "silent";
	switch (t->end) {
	case TRACE_UNSEEN:
		return any ? "still open" : "silent";
	case TRACE_FIN:
		return "fin";
	case TRACE_RESET:
		return "reset";
	case TRACE_ALIGNED:
		return any ? "open" : "silent, but the canary was answered";
	case TRACE_SHIFTED:
		return "shifted";
	case TRACE_ALIVE:
		return "alive";
	case TRACE_DEAD:
		return "dead";
	}
	return NULL;
}

void
judge_describe(const struct trace *t, size_t k, struct octets *out)
{
	struct octets text = {0};
	const char *end;

	for (size_t i = 0; i < t->n_items; i++)
		if (t->items[i].expect == k && !t->items[i].canary)
			add_item(t, i, &text);
	end = end_event(t, k, text.len > 0);
	if (end != NULL)
		add(&text, end);
	octets_append(out, text.at, text.len);
	octets_free(&text);
}

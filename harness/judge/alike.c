#include "judge/alike.h"

#include <string.h>

#include "play/asked.h"

/* The final answers of a play as letters, but for the refusals at its end. */
struct course {
	char letters[TRACE_ITEMS_MAX + 1];
	bool refused; /* at its end */
	bool closed;
	bool shifted;
};

static bool
is_interim(const struct trace_item *item)
{
	return item->kind == ITEM_RESPONSE && item->head.status < 200;
}

/* How much was sent before the item began. */
static size_t
sent_before(const struct trace *t, const struct trace_item *item)
{
	size_t len = 0;

	for (size_t i = 0; i < t->n_segments; i++) {
		const struct trace_segment *s = &t->segments[i];

		if (s->out)
			len = s->off + s->len;
		else if (s->off + s->len > item->off)
			break;
	}
	return len;
}

/* The n-th final answer came before its request was whole, and before all was
 * sent: it says nothing about what followed. */
static bool
is_early(const struct trace *t, const struct trace_item *item, size_t n)
{
	size_t len = sent_before(t, item);

	return len < trace_sent_len(t) && asked_goes_on(&t->out, len, n);
}

static char
letter(const struct trace *t, const struct trace_item *item, size_t n)
{
	switch (item->kind) {
	case ITEM_RESPONSE:
		if (item->head.status >= 400)
			return 'r';
		return is_early(t, item, n) ? 'e' : 'a';
	case ITEM_INCOMPLETE:
		return 'i';
	case ITEM_GARBAGE:
		break;
	}
	return 'g';
}

/*
 * `closing`: an early answer with which the connection then ended accepted
 * nothing; what followed was refused.
 */
static void
follow(const struct trace *t, bool closing, struct course *out)
{
	size_t n = 0;
	char last;

	*out = (struct course){
		.closed = t->end == TRACE_FIN || t->end == TRACE_RESET,
		.shifted = t->end == TRACE_SHIFTED,
	};
	for (size_t i = 0; i < t->n_items; i++) {
		if (t->items[i].canary || is_interim(&t->items[i]))
			continue;
		out->letters[n] = letter(t, &t->items[i], n);
		n++;
	}
	for (; n > 0; out->letters[--n] = '\0') {
		last = out->letters[n - 1];
		if (last != 'r' && !(last == 'e' && closing && out->closed))
			break;
		out->refused = true;
	}
	for (size_t i = 0; i < n; i++)
		if (out->letters[i] == 'e')
			out->letters[i] = 'a';
}

/* Closed behind nothing, or where the other answered with a refusal. */
static bool
is_refused(const struct course *c)
{
	return c->refused || (c->closed && c->letters[0] == '\0');
}

static bool
ends_alike(const struct course *a, const struct course *b)
{
	if (is_refused(a) == is_refused(b))
		return true;
	return (a->refused && b->closed) || (b->refused && a->closed);
}

/* By our RST: what came before it is a matter of time. */
static bool
is_cut_short(const struct trace *t)
{
	return t->end == TRACE_ALIVE || t->end == TRACE_DEAD;
}

bool
judge_alike(const struct trace *a, const struct trace *b)
{
	if (is_cut_short(a) && is_cut_short(b))
		return a->end == b->end;
	for (int i = 0; i < 4; i++) {
		struct course x;
		struct course y;

		follow(a, (i & 1) != 0, &x);
		follow(b, (i & 2) != 0, &y);
		if (x.shifted == y.shifted &&
			strcmp(x.letters, y.letters) == 0 && ends_alike(&x, &y))
			return true;
	}
	return false;
}

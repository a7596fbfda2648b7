#include "case/loader.h"

/* What the outcomes of one expect must be together (FORMAT.md, section 5). */

static enum event_kind
last_kind(const struct outcome *o)
{
	return o->events[o->n_events - 1].kind;
}

static size_t
count_ending(const struct step *s, enum event_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_outcomes; i++)
		n += last_kind(&s->outcomes[i]) == kind;
	return n;
}

/* A server may close at any time (RFC 9112, section 9.5). */
static void
check_open(struct loader *l, const struct tree_node *at, const struct step *s)
{
	bool demanded = false;

	if ((l->c->needs & 1u << CAPABILITY_KEEP_ALIVE) != 0)
		return;
	for (size_t i = 0; i < s->n_outcomes; i++) {
		if (s->outcomes[i].verdict != VERDICT_PASS)
			continue;
		if (last_kind(&s->outcomes[i]) != EVENT_OPEN)
			return;
		demanded = true;
	}
	if (demanded)
		loader_refuse(l, at,
			"expected `needs` with `keep-alive` where every pass "
			"ends in `open`, found none");
}

/* A message is complete in every legal reading, or it is not. */
static void
check_silent(struct loader *l, const struct tree_node *at, const struct step *s)
{
	size_t canary = count_ending(s, EVENT_OPEN) +
			count_ending(s, EVENT_FATE) +
			count_ending(s, EVENT_SHIFTED);

	if (l->is_last && canary > 0 && count_ending(s, EVENT_SILENT) > 0)
		loader_refuse(l, at,
			"expected either `silent` (the message is incomplete) "
			"or `open`, `fate`, `shifted` (it is complete), found "
			"both");
}

void
loader_check_expect(struct loader *l, const struct tree_node *at,
	const struct step *s)
{
	check_open(l, at, s);
	check_silent(l, at, s);
}

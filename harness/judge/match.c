#include "judge/match.h"

#include "judge/condition.h"

/* A place in the list of what came in this step. */
struct place {
	const struct match_scene *scene;
	size_t next;
};

static const struct trace_item *
item_at(const struct place *p, size_t i)
{
	const struct trace *t = p->scene->trace;

	if (i >= t->n_items || t->items[i].canary ||
		t->items[i].expect != p->scene->expect)
		return NULL;
	return &t->items[i];
}

static size_t
first_item(const struct match_scene *s)
{
	size_t i = 0;

	while (i < s->trace->n_items && s->trace->items[i].expect < s->expect)
		i++;
	return i;
}

static unsigned
item_status(const struct place *p, size_t i)
{
	if (!p->scene->trace->items[i].has_head)
		return 0;
	return trace_head(p->scene->trace, i)->status;
}

static bool
is_interim(const struct place *p, size_t i)
{
	const struct trace_item *item = item_at(p, i);

	return item != NULL && item->kind == ITEM_RESPONSE &&
	       item_status(p, i) < 200;
}

static void
pass_over_interims(struct place *p)
{
	while (is_interim(p, p->next))
		p->next++;
}

static bool
names_interim(const struct event *e)
{
	return e->n_statuses > 0 && e->statuses[0].high < 200;
}

static bool
status_matches(const struct event *e, unsigned status)
{
	if (e->n_statuses == 0)
		return status >= 200;
	for (size_t i = 0; i < e->n_statuses; i++)
		if (e->statuses[i].low <= status &&
			status <= e->statuses[i].high)
			return true;
	return false;
}

static bool
response_matches(const struct place *p, const struct event *e)
{
	const struct trace_item *item = item_at(p, p->next);

	if (item == NULL || item->kind != ITEM_RESPONSE)
		return false;
	if (!status_matches(e, item_status(p, p->next)))
		return false;
	for (size_t i = 0; i < e->n_conditions; i++)
		if (!condition_holds(p->scene, p->next, &e->conditions[i]))
			return false;
	return true;
}

/* An interim response that is not the named one may stand before it. */
static bool
match_response(struct place *p, const struct event *e)
{
	if (names_interim(e)) {
		while (is_interim(p, p->next) && !response_matches(p, e))
			p->next++;
	} else {
		pass_over_interims(p);
	}
	if (!response_matches(p, e))
		return false;
	p->next++;
	return true;
}

static bool
match_kind(struct place *p, enum item_kind kind)
{
	const struct trace_item *item;

	pass_over_interims(p);
	item = item_at(p, p->next);
	if (item == NULL || item->kind != kind)
		return false;
	p->next++;
	return true;
}

static bool
match_incomplete(struct place *p, const struct event *e)
{
	pass_over_interims(p);
	if (e->n_statuses > 0 && item_at(p, p->next) != NULL &&
		!status_matches(e, item_status(p, p->next)))
		return false;
	return match_kind(p, ITEM_INCOMPLETE);
}

static void
match_any(struct place *p)
{
	while (item_at(p, p->next) != NULL)
		p->next++;
}

static bool
match_any_count(struct place *p, size_t most)
{
	size_t n = 0;

	for (; item_at(p, p->next) != NULL; p->next++)
		if (!is_interim(p, p->next))
			n++;
	return n <= most;
}

bool
match_is_closed(const struct match_scene *s)
{
	const struct trace *t = s->trace;

	return (t->end == TRACE_FIN || t->end == TRACE_RESET) &&
	       t->end_expect <= s->expect;
}

/* In an earlier step the exchange went on, so the connection was usable. */
static bool
is_open(const struct match_scene *s, struct match *out)
{
	if (!s->last)
		return !match_is_closed(s);
	out->unseen = s->trace->end == TRACE_UNSEEN;
	return out->unseen || s->trace->end == TRACE_ALIGNED;
}

static bool
is_silent(const struct match_scene *s)
{
	const struct place p = {.scene = s, .next = first_item(s)};

	return item_at(&p, p.next) == NULL && !match_is_closed(s);
}

static bool
state_matches(const struct match_scene *s, enum event_kind kind,
	struct match *out)
{
	enum trace_end end = s->trace->end;

	switch (kind) {
	case EVENT_CLOSE:
		return match_is_closed(s);
	case EVENT_FIN:
		return match_is_closed(s) && end == TRACE_FIN;
	case EVENT_RESET:
		return match_is_closed(s) && end == TRACE_RESET;
	case EVENT_OPEN:
		return is_open(s, out);
	case EVENT_FATE:
		return match_is_closed(s) || is_open(s, out);
	case EVENT_SHIFTED:
		return s->last && end == TRACE_SHIFTED;
	case EVENT_SILENT:
		return is_silent(s);
	case EVENT_ALIVE:
		return end == TRACE_ALIVE;
	case EVENT_RESPONSE:
	case EVENT_GARBAGE:
	case EVENT_INCOMPLETE:
	case EVENT_ANY:
	case EVENT_ANY_COUNT:
		break;
	}
	return false;
}

static bool
match_event(struct place *p, const struct event *e, struct match *out)
{
	switch (e->kind) {
	case EVENT_RESPONSE:
		return match_response(p, e);
	case EVENT_GARBAGE:
		return match_kind(p, ITEM_GARBAGE);
	case EVENT_INCOMPLETE:
		return match_incomplete(p, e);
	case EVENT_ANY:
		match_any(p);
		return true;
	case EVENT_ANY_COUNT:
		return match_any_count(p, e->count);
	case EVENT_CLOSE:
	case EVENT_FIN:
	case EVENT_RESET:
	case EVENT_OPEN:
	case EVENT_SHIFTED:
	case EVENT_FATE:
	case EVENT_SILENT:
	case EVENT_ALIVE:
		break;
	}
	pass_over_interims(p);
	return item_at(p, p->next) == NULL &&
	       state_matches(p->scene, e->kind, out);
}

bool
match_outcome(const struct match_scene *s, const struct outcome *o,
	struct match *out)
{
	struct place p = {.scene = s, .next = first_item(s)};

	*out = (struct match){0};
	for (size_t i = 0; i < o->n_events; i++)
		if (!match_event(&p, &o->events[i], out))
			return false;
	pass_over_interims(&p);
	return item_at(&p, p.next) == NULL;
}

#include <string.h>

#include "case/loader.h"

/* Outcomes and their events (cases/FORMAT.md, section 5). */

/* ---- events ---- */

static bool
read_word(const struct tree_node *node, enum event_kind *kind)
{
	if (yaml_tree_is(node, event_kind_name(EVENT_RESPONSE)))
		return false;
	for (int k = EVENT_GARBAGE; k <= EVENT_ALIVE; k++) {
		if (k == EVENT_ANY_COUNT ||
			!yaml_tree_is(node,
				event_kind_name((enum event_kind)k)))
			continue;
		*kind = (enum event_kind)k;
		return true;
	}
	return false;
}

static void
read_one_status(struct loader *l, const struct tree_node *node, struct event *e,
	const char *what)
{
	e->statuses = loader_alloc(l, node, 1, sizeof(*e->statuses));
	e->n_statuses = 1;
	if (e->statuses != NULL && !loader_status(node, e->statuses))
		loader_expected(l, node, what);
}

static void
read_any(struct loader *l, const struct tree_node *node, void *into)
{
	struct event *e = into;

	e->kind = EVENT_ANY_COUNT;
	(void)loader_number(l, node, 0, 1000, &e->count);
}

static const struct loader_key any_list[] = {
	{"any", true, read_any},
};
static const struct loader_keys any_keys =
	LOADER_KEYS("{any: N}", any_list, false);

static void
read_incomplete(struct loader *l, const struct tree_node *node, void *into)
{
	struct event *e = into;

	e->kind = EVENT_INCOMPLETE;
	read_one_status(l, node, e, "a status, `4xx` or `final`");
}

static const struct loader_key incomplete_list[] = {
	{"incomplete", true, read_incomplete},
};
static const struct loader_keys incomplete_keys =
	LOADER_KEYS("{incomplete: STATUS}", incomplete_list, false);

static void
read_event(struct loader *l, const struct tree_node *node, struct event *e)
{
	if (node->kind == TREE_MAPPING) {
		if (yaml_tree_find(node, "any") != NULL)
			loader_map(l, node, &any_keys, e);
		else if (yaml_tree_find(node, "incomplete") != NULL)
			loader_map(l, node, &incomplete_keys, e);
		else
			loader_response(l, node, e);
		return;
	}
	if (read_word(node, &e->kind))
		return;
	e->kind = EVENT_RESPONSE;
	read_one_status(l, node, e,
		"an event: a status, `4xx`, `final`, a response map, "
		"`garbage`, `incomplete`, {incomplete: STATUS}, `any`, {any: N} or "
		"a state");
}

/* ---- what the place of an event allows ---- */

static void
check_after_reset(struct loader *l, const struct tree_node *node,
	const struct event *e)
{
	if (l->has_reset && e->kind != EVENT_ALIVE)
		loader_expected(l, node,
			"`alive` and nothing else behind `reset`");
	else if (!l->has_reset && e->kind == EVENT_ALIVE)
		loader_refuse(l, node,
			"expected a step `reset` before `alive`, found none");
}

/* The canary goes out behind the last expect, if we have not sent FIN. */
static void
check_canary(struct loader *l, const struct tree_node *node,
	const struct event *e)
{
	if (e->kind == EVENT_SHIFTED && !l->is_last)
		loader_expected(l, node, "`shifted` in the last expect only");
	if ((e->kind == EVENT_SHIFTED || e->kind == EVENT_OPEN) &&
		l->has_half_closed)
		loader_expected(l, node,
			"no state that needs the canary behind `half-close`");
}

/* `next` is the event behind `e`, NULL at the end. */
static void
check_place(struct loader *l, const struct tree_node *node,
	const struct event *first, const struct event *e,
	const struct event *next)
{
	bool ends = event_is_state(e->kind) || e->kind == EVENT_ANY_COUNT;
	bool goes_on = next != NULL && !event_is_state(next->kind) &&
		       next->kind != EVENT_ANY_COUNT;

	if (ends && next != NULL)
		loader_refuse(l, node,
			"expected `%s` at the end, found events behind it",
			event_kind_name(e->kind));
	else if (e->kind == EVENT_ANY && (next == NULL || goes_on))
		loader_expected(l, node, "`any` with a state behind it");
	else if ((e->kind == EVENT_GARBAGE || e->kind == EVENT_INCOMPLETE) &&
		 goes_on)
		loader_refuse(l, node,
			"expected only a state behind `%s`, found an event",
			event_kind_name(e->kind));
	if (e->kind == EVENT_SILENT && e != first)
		loader_expected(l, node, "`silent` alone");
	if (l->is_last && next == NULL && !ends)
		loader_expected(l, node,
			"a state at the end of an outcome of the last expect");
	check_after_reset(l, node, e);
	check_canary(l, node, e);
}

void
loader_events(struct loader *l, const struct tree_node *node, void *into)
{
	struct outcome *o = into;
	const struct tree_node *one;
	size_t before = l->n_refused;
	size_t i = 0;

	if (!loader_is_list(l, node, 1, "a list of events"))
		return;
	o->events = loader_alloc(l, node, node->n_children, sizeof(*o->events));
	if (o->events == NULL)
		return;
	o->n_events = node->n_children;
	for (one = node->children; one != NULL; one = one->next)
		read_event(l, one, &o->events[i++]);
	if (l->n_refused != before)
		return;
	i = 0;
	for (one = node->children; one != NULL; one = one->next, i++)
		check_place(l, one, o->events, &o->events[i],
			one->next != NULL ? &o->events[i + 1] : NULL);
}

/* ---- outcomes ---- */

static void
read_pass(struct loader *l, const struct tree_node *node, void *into)
{
	((struct outcome *)into)->verdict = VERDICT_PASS;
	loader_events(l, node, into);
}

static void
read_warn(struct loader *l, const struct tree_node *node, void *into)
{
	((struct outcome *)into)->verdict = VERDICT_WARN;
	loader_events(l, node, into);
}

static void
read_note(struct loader *l, const struct tree_node *node, void *into)
{
	((struct outcome *)into)->verdict = VERDICT_NOTE;
	loader_events(l, node, into);
}

/* Only what an RFC forbids this role can fail. */
static bool
may_fail(const struct loader *l)
{
	if (l->c->level == LEVEL_HARDENING)
		return false;
	for (size_t i = 0; i < l->c->n_requires; i++) {
		const struct requirement *r = NULL;

		/* What was refused already has left no id. */
		if (l->c->requires[i] != NULL)
			r = requirements_find(l->requirements,
				l->c->requires[i]);
		if (r != NULL && r->level == LEVEL_MUST &&
			requirement_binds(r, l->c->role))
			return true;
	}
	return false;
}

static void
read_fail(struct loader *l, const struct tree_node *node, void *into)
{
	if (!may_fail(l))
		loader_refuse(l, node->key,
			"expected `requires` with a MUST or MUST NOT that binds "
			"a %s for `fail`, found none",
			l->c->role);
	((struct outcome *)into)->verdict = VERDICT_FAIL;
	loader_events(l, node, into);
}

static void
read_why(struct loader *l, const struct tree_node *node, void *into)
{
	((struct outcome *)into)->why = loader_line(l, node, "a reason");
}

static const struct loader_key outcome_list[] = {
	{"pass", false, read_pass},
	{"warn", false, read_warn},
	{"fail", false, read_fail},
	{"note", false, read_note},
	{"why", false, read_why},
};
static const struct loader_keys outcome_keys =
	LOADER_KEYS("an outcome", outcome_list, false);

static void
read_outcome(struct loader *l, const struct tree_node *node, struct outcome *o)
{
	size_t n = 0;

	for (size_t i = 0; node->kind == TREE_MAPPING && i < 4; i++)
		n += yaml_tree_find(node, outcome_list[i].name) != NULL;
	if (node->kind == TREE_MAPPING && n != 1)
		loader_refuse(l, node,
			"expected an outcome with one of `pass`, `warn`, "
			"`fail`, `note`, found %s",
			n == 0 ? "none" : "several");
	loader_map(l, node, &outcome_keys, o);
}

void
loader_outcomes(struct loader *l, const struct tree_node *node, void *into)
{
	struct step *s = into;
	size_t before = l->n_refused;

	if (!loader_is_list(l, node, 1, "a list of outcomes"))
		return;
	s->outcomes =
		loader_alloc(l, node, node->n_children, sizeof(*s->outcomes));
	if (s->outcomes == NULL)
		return;
	for (const struct tree_node *one = node->children; one != NULL;
		one = one->next)
		read_outcome(l, one, &s->outcomes[s->n_outcomes++]);
	if (l->n_refused == before)
		loader_check_expect(l, node, s);
}

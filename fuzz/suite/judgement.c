#include "suite/judgement.h"

#include <string.h>

#include "engine/entry.h"

static bool
names(const struct outcome *o, enum event_kind kind)
{
	for (size_t i = 0; i < o->n_events; i++)
		if (o->events[i].kind == kind)
			return true;
	return false;
}

static bool
names_any(const struct outcome *o)
{
	return names(o, EVENT_ANY) || names(o, EVENT_ANY_COUNT);
}

/* An answer before the question was over decides nothing, if it is sound. */
static bool
decides_nothing(const struct trace *t, size_t expect)
{
	bool early = false;

	for (size_t i = 0; i < t->n_items; i++)
		early = early || (t->items[i].expect == expect &&
					 t->items[i].kind == ITEM_RESPONSE &&
					 t->items[i].early &&
					 trace_head(t, i)->status >= 200);
	return early && t->end != TRACE_SHIFTED && t->end != TRACE_DEAD;
}

static void
check_none(const struct plan *plan, const struct trace *t,
	const struct judgement *j)
{
	static const enum verdict unmatched[] = {
		[LEVEL_MUST] = VERDICT_FAIL,
		[LEVEL_SHOULD] = VERDICT_WARN,
		[LEVEL_MAY] = VERDICT_NOTE,
		[LEVEL_HARDENING] = VERDICT_NOTE,
	};

	CHECK(j->verdict == (decides_nothing(t, j->expect)
					    ? VERDICT_NOTE
					    : unmatched[plan->c->level]));
	CHECK((strstr(j->reason, "before all was sent") != NULL) ==
		decides_nothing(t, j->expect));
}

static void
check_outcome(const struct plan *plan, const struct judgement *j)
{
	const struct step *step = case_expect(plan->c, j->expect);
	bool own = false;

	for (size_t i = 0; i < step->n_outcomes; i++)
		own = own || j->outcome == &step->outcomes[i];
	CHECK(own);
	CHECK(j->verdict == j->outcome->verdict ||
		(j->outcome->verdict == VERDICT_PASS &&
			j->verdict == VERDICT_NOTE));
}

/* An outcome that names a state has seen it; only a pass need see `open`. */
static void
check_state(const struct plan *plan, const struct trace *t,
	const struct judgement *j)
{
	const struct outcome *o = j->outcome;
	enum event_kind kind = o->events[o->n_events - 1].kind;
	bool closed = t->end == TRACE_FIN || t->end == TRACE_RESET;
	bool open = t->end == TRACE_ALIGNED ||
		    (t->end == TRACE_UNSEEN && j->verdict != VERDICT_PASS);

	if (j->expect + 1 < plan->c->n_expects)
		return;
	CHECK(kind != EVENT_CLOSE || closed);
	CHECK(kind != EVENT_FIN || t->end == TRACE_FIN);
	CHECK(kind != EVENT_RESET || t->end == TRACE_RESET);
	CHECK(kind != EVENT_OPEN || open);
	CHECK(kind != EVENT_FATE || closed || open);
	CHECK(kind != EVENT_ALIVE || t->end == TRACE_ALIVE);
	CHECK(kind != EVENT_SILENT || !closed);
	CHECK(kind != EVENT_SHIFTED || t->end == TRACE_SHIFTED);
}

/* Silence is never success, and neither is what is no response. */
static void
check_pass(const struct trace *t, const struct judgement *j)
{
	const struct outcome *o = j->outcome;
	bool any = false;

	CHECK(o != NULL);
	for (size_t i = 0; i < t->n_items; i++) {
		if (t->items[i].expect != j->expect)
			continue;
		any = true;
		CHECK(t->items[i].kind != ITEM_GARBAGE || names_any(o) ||
			names(o, EVENT_GARBAGE));
		CHECK(t->items[i].kind != ITEM_INCOMPLETE || names_any(o) ||
			names(o, EVENT_INCOMPLETE));
	}
	CHECK(any || t->end != TRACE_UNSEEN || names(o, EVENT_SILENT));
	CHECK(t->end != TRACE_SHIFTED || names_any(o) ||
		names(o, EVENT_SHIFTED));
}

/* Step by step it goes on until the step that decides. */
static void
check_steps(const struct plan *plan, const struct trace *t,
	const struct judgement *j)
{
	struct judgement one = {0};

	for (size_t k = 0; k <= j->expect; k++) {
		bool goes_on = judge_expect(plan->c, plan_variant(plan), t,
			plan->capabilities, k, &one);

		CHECK(goes_on == (k < j->expect) ||
			k + 1 == plan->c->n_expects);
	}
	CHECK(one.verdict == j->verdict && one.outcome == j->outcome);
	CHECK(one.expect == j->expect && strcmp(one.reason, j->reason) == 0);
}

void
judgement_check(const struct plan *plan, const struct trace *t,
	const struct judgement *j)
{
	struct octets story = {0};
	size_t len = strlen(j->reason);

	CHECK(j->verdict <= VERDICT_NOTE && j->expect < plan->c->n_expects);
	CHECK(len > 0 && len < sizeof(j->reason));
	judge_describe(t, j->expect, &story);
	if (story.len < len)
		CHECK(memcmp(story.at, j->reason, story.len) == 0);
	octets_free(&story);
	if (j->outcome == NULL) {
		check_none(plan, t, j);
	} else {
		check_outcome(plan, j);
		check_state(plan, t, j);
	}
	if (j->verdict == VERDICT_PASS)
		check_pass(t, j);
	check_steps(plan, t, j);
}

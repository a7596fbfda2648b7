#include "suite/plan.h"

#include "play/wants.h"
#include "suite/suite.h"

struct play {
	const struct plan *plan;
	struct wire_values values;
	struct feed feed;
	struct trace *trace;
	size_t expect;
	bool given;
	bool has_reset;
	bool over;
};

const struct octets *
plan_variant(const struct plan *plan)
{
	return plan->variant != NULL ? &plan->variant->octets : NULL;
}

static void
give(struct play *p)
{
	const struct octets *o = &p->plan->parts[p->expect].octets;

	if (!p->given)
		feed(&p->feed, p->trace, (struct h1_span){o->at, o->len}, 1000);
	p->given = true;
}

static bool
is_last_send(const struct test_case *c, size_t i)
{
	for (i++; c->steps[i].kind != STEP_EXPECT; i++)
		if (c->steps[i].kind == STEP_SEND)
			return false;
	return true;
}

static void
play_send(struct play *p, size_t i)
{
	struct octets out = {0};
	bool last = is_last_send(p->plan->c, i);

	if (last && p->plan->answer.early)
		give(p);
	suite_need(wire_render(&p->plan->c->steps[i].send, &p->values, &out));
	suite_need(trace_sent(p->trace, out.at, out.len, last, 500));
	octets_free(&out);
}

/* Behind whole answers, if an outcome needs it (cases/FORMAT.md, section 5). */
static bool
asks_canary(const struct play *p, const struct step *step)
{
	const struct trace *t = p->trace;
	struct wants wants = wants_of(step);
	const struct trace_item *last =
		t->n_items > 0 ? &t->items[t->n_items - 1] : NULL;

	if (p->plan->capabilities == 0 ||
		(last != NULL && last->kind != ITEM_RESPONSE))
		return false;
	return wants.canary && !t->half_closed &&
	       ((last != NULL && last->expect == p->expect) ||
		       wants.canary_alone);
}

static void
play_end(struct play *p, const struct step *step, enum give_end end)
{
	bool canary = asks_canary(p, step);

	if (end == GIVE_FIN || end == GIVE_RESET)
		trace_ended(p->trace, end == GIVE_FIN ? TRACE_FIN : TRACE_RESET,
			2000);
	else if (end == GIVE_DEAD)
		trace_ended(p->trace, TRACE_DEAD, 2000);
	else if (p->has_reset)
		trace_ended(p->trace, TRACE_ALIVE, 2000);
	else if (canary)
		trace_ended(p->trace,
			end == GIVE_OPEN ? TRACE_ALIGNED : TRACE_SHIFTED, 2000);
}

static void
play_expect(struct play *p, const struct step *step)
{
	const struct plan *plan = p->plan;
	struct judgement j;

	give(p);
	if (p->expect + 1 == plan->c->n_expects ||
		plan->gives[p->expect].end != GIVE_OPEN) {
		play_end(p, step, plan->gives[p->expect].end);
		p->over = true;
		return;
	}
	p->over = !judge_expect(plan->c, plan_variant(plan), p->trace,
		plan->capabilities, p->expect, &j);
	if (p->over)
		return;
	trace_next_expect(p->trace);
	p->expect++;
	p->given = false;
}

struct trace *
plan_play(const struct plan *plan, struct feed how)
{
	struct play p = {
		.plan = plan,
		.values = rehearsal_values(plan->variant),
		.feed = how,
		.trace = trace_new(),
	};

	suite_need(p.trace != NULL);
	p.trace->effect = p.values.effect;
	for (size_t i = 0; i < plan->c->n_steps && !p.over; i++) {
		const struct step *step = &plan->c->steps[i];

		if (step->kind == STEP_SEND)
			play_send(&p, i);
		else if (step->kind == STEP_EXPECT)
			play_expect(&p, step);
		else if (step->kind == STEP_HALF_CLOSE)
			p.trace->half_closed = true;
		else if (step->kind == STEP_RESET)
			p.has_reset = true;
	}
	feed_check(p.trace);
	return p.trace;
}

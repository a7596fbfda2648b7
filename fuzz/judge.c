/*
 * Whatever a server answers in the steps of a case, it is judged: there is one
 * verdict and a reason, the same each time and however the octets were cut. The
 * verdict is that of the outcome named, or milder; lint, which plays answers
 * without a network, comes to it as well; silence and garbage pass only where
 * the case says so; and the cases' own answers get the verdicts beside them.
 *
 * From the end of the input come: the case, its variant, how the connection
 * ends, what the target is said to be capable of (if of nothing, no canary can be
 * told), whether the answer is early, the seed of the cuts, and how many steps
 * before the last the peer closes. The octet FF ends what comes in one step.
 */

#include <string.h>

#include "cli/rehearsal.h"
#include "engine/entry.h"
#include "play/wants.h"
#include "suite/feed.h"
#include "suite/suite.h"

enum {
	PASS,
	WARN,
	FAIL,
	NOTE,
	UNMATCHED,
	EARLY,
	LATER,
	UNSEEN,
	CLOSED,
	DEAD,
	REHEARSED
};

static struct mark marks[] = {
	[PASS] = {"a verdict is pass", 0},
	[WARN] = {"a verdict is warn", 0},
	[FAIL] = {"a verdict is fail", 0},
	[NOTE] = {"a verdict is note", 0},
	[UNMATCHED] = {"no outcome matches", 0},
	[EARLY] = {"an early answer decides nothing", 0},
	[LATER] = {"the last of three steps decides", 0},
	[UNSEEN] = {"a pass is tempered to a note", 0},
	[CLOSED] = {"the peer closes", 0},
	[DEAD] = {"no connection is answered behind a reset", 0},
	[REHEARSED] = {"lint comes to the same verdict", 0},
};

#define STEPS_MAX 4
#define SEPARATOR 0xFF
#define ALL_CAPABILITIES ((1u << N_CAPABILITIES) - 1)

/* What one input is. */
struct plan {
	const struct test_case *c;
	const struct variant *variant; /* NULL: the case has none */
	struct answer answer;	       /* as if the case had it */
	struct give gives[STEPS_MAX];
	struct wire_part parts[STEPS_MAX];
	unsigned capabilities;
	uint32_t seed;
};

/* ---- the cases' own answers ---- */

static void
check_own(const struct test_case *c, const struct answer *a,
	const struct variant *v)
{
	struct judgement j = {0};

	CHECK(rehearse(c, a, v, &j) == REHEARSAL_DONE);
	CHECK(j.verdict == a->verdict);
}

static void
check_all_own(const struct case_set *set)
{
	static bool checked;

	for (size_t i = 0; i < set->n && !checked; i++) {
		const struct test_case *c = set->cases[i];

		CHECK(c->n_expects <= STEPS_MAX);
		for (size_t k = 0; k < c->n_answers; k++) {
			if (c->n_variants == 0)
				check_own(c, &c->answers[k], NULL);
			for (size_t v = 0; v < c->n_variants; v++)
				check_own(c, &c->answers[k], &c->variants[v]);
		}
	}
	checked = true;
}

/* ---- the plan ---- */

/* Takes the octets of one step off the front. */
static struct h1_span
take_step(struct h1_span *input, bool last)
{
	struct h1_span step = *input;
	const uint8_t *end = last || input->len == 0
				     ? NULL
				     : memchr(input->at, SEPARATOR, input->len);

	if (end == NULL) {
		input->len = 0;
		return step;
	}
	step.len = (size_t)(end - step.at);
	input->at = end + 1;
	input->len -= step.len + 1;
	return step;
}

/* The end comes with step `at`; only that of the peer comes before the last. */
static void
plan_steps(struct plan *plan, struct h1_span input, enum give_end end,
	size_t at)
{
	size_t last_step = plan->c->n_expects - 1;

	if (at > last_step || (end != GIVE_FIN && end != GIVE_RESET))
		at = last_step;
	for (size_t i = 0; i < plan->c->n_expects; i++) {
		bool last = i + 1 == plan->c->n_expects;

		plan->parts[i] = (struct wire_part){
			.kind = WIRE_OCTETS,
			.octets = suite_octets(take_step(&input, last)),
			.times = 1,
		};
		plan->gives[i] = (struct give){
			.octets = {&plan->parts[i], 1},
			.end = i == at ? end : GIVE_OPEN,
		};
	}
	plan->answer.gives = plan->gives;
	plan->answer.n_gives = plan->c->n_expects;
}

static void
make_plan(struct plan *plan, struct h1_span input)
{
	static const unsigned capabilities[] = {
		ALL_CAPABILITIES,
		ALL_CAPABILITIES & ~(1u << CAPABILITY_FIELDS),
		0,
	};
	const struct case_set *set = suite_cases();
	const struct test_case *c =
		set->cases[entry_parameter(&input, (unsigned)set->n)];
	unsigned variant = entry_parameter(&input, 16);
	size_t at;
	enum give_end end = (enum give_end)entry_parameter(&input, 6);

	check_all_own(set);
	*plan = (struct plan){.c = c};
	if (c->n_variants > 0)
		plan->variant = &c->variants[variant % c->n_variants];
	plan->capabilities =
		capabilities[entry_parameter(&input, N(capabilities))];
	plan->answer.name = "input";
	plan->answer.early = entry_parameter(&input, 8) == 7;
	plan->seed = entry_parameter(&input, 256);
	at = STEPS_MAX - 1 - entry_parameter(&input, STEPS_MAX);
	plan_steps(plan, input, end, at);
}

/* ---- a play ---- */

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

static const struct octets *
variant_octets(const struct plan *plan)
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
	p->over = !judge_expect(plan->c, variant_octets(plan), p->trace,
		plan->capabilities, p->expect, &j);
	if (p->over)
		return;
	trace_next_expect(p->trace);
	p->expect++;
	p->given = false;
}

static struct trace *
play(const struct plan *plan, struct feed how)
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

/* ---- what must hold of a judgement ---- */

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
		bool goes_on = judge_expect(plan->c, variant_octets(plan), t,
			plan->capabilities, k, &one);

		CHECK(goes_on == (k < j->expect) ||
			k + 1 == plan->c->n_expects);
	}
	CHECK(one.verdict == j->verdict && one.outcome == j->outcome);
	CHECK(one.expect == j->expect && strcmp(one.reason, j->reason) == 0);
}

static void
check_judgement(const struct plan *plan, const struct trace *t,
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

/* What lint would say, if this were an answer of the case. */
static void
check_rehearsal(const struct plan *plan, const struct judgement *j)
{
	struct judgement other = {0};

	if (plan->capabilities != ALL_CAPABILITIES ||
		rehearse(plan->c, &plan->answer, plan->variant, &other) !=
			REHEARSAL_DONE)
		return;
	CHECK(other.verdict == j->verdict && other.outcome == j->outcome);
	CHECK(strcmp(other.reason, j->reason) == 0);
	REACH(REHEARSED);
}

static void
reach(const struct plan *plan, const struct trace *t, const struct judgement *j)
{
	static const int of_verdict[] = {PASS, WARN, FAIL, NOTE};

	REACH(of_verdict[j->verdict]);
	if (j->outcome == NULL)
		REACH(strstr(j->reason, "before all was sent") != NULL
				? EARLY
				: UNMATCHED);
	else if (j->outcome->verdict != j->verdict)
		REACH(UNSEEN);
	if (plan->c->n_expects == 3 && j->expect == 2)
		REACH(LATER);
	if (t->end == TRACE_FIN || t->end == TRACE_RESET)
		REACH(CLOSED);
	if (t->end == TRACE_DEAD)
		REACH(DEAD);
}

static struct judgement
judge(const struct plan *plan, struct feed how, struct seen *seen)
{
	struct trace *t = play(plan, how);
	struct judgement j = {0};

	judge_play(plan->c, variant_octets(plan), t, plan->capabilities, &j);
	check_judgement(plan, t, &j);
	reach(plan, t, &j);
	feed_seen(t, seen);
	seen_number(seen, j.verdict);
	seen_text(seen, j.reason);
	trace_free(t);
	return j;
}

static void
run(struct h1_span input, struct seen *seen)
{
	struct feed others[2];
	struct plan plan;
	struct judgement j;

	make_plan(&plan, input);
	others[0] = (struct feed){FEED_OCTETS, plan.seed};
	others[1] = (struct feed){FEED_RANDOM, plan.seed};
	j = judge(&plan, (struct feed){FEED_WHOLE, 0}, seen);
	check_rehearsal(&plan, &j);
	for (size_t i = 0; i < N(others); i++) {
		struct seen other;

		seen_init(&other);
		(void)judge(&plan, others[i], &other);
		CHECK(seen_equal(seen, &other));
	}
}

const struct entry entry = {run, marks, N(marks)};

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
#include "suite/feed.h"
#include "suite/judgement.h"
#include "suite/plan.h"
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

#define SEPARATOR 0xFF
#define ALL_CAPABILITIES ((1u << N_CAPABILITIES) - 1)

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

		CHECK(c->n_expects <= PLAN_STEPS_MAX);
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
	at = PLAN_STEPS_MAX - 1 - entry_parameter(&input, PLAN_STEPS_MAX);
	plan_steps(plan, input, end, at);
}

/* ---- what is judged ---- */

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
	struct trace *t = plan_play(plan, how);
	struct judgement j = {0};

	judge_play(plan->c, plan_variant(plan), t, plan->capabilities, &j);
	judgement_check(plan, t, &j);
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

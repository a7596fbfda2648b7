#include "run/confirm.h"

#include <stdio.h>
#include <string.h>

#include "play/batch.h"
#include "run/survival.h"

/* Where a miss rests on waiting, the replay waits so many times as long. */
#define PATIENCE 3

/* Behind a reset, so many octets are sent one by one. */
#define APART 1024

static bool
came_during(const struct trace *t, size_t expect)
{
	for (size_t i = 0; i < t->n_items; i++)
		if (t->items[i].expect == expect)
			return true;
	return false;
}

/* Something came too late for an expect that had been silent until then. */
static bool
came_late(const struct trace *t)
{
	size_t last = t->n_items == 0 ? 0 : t->items[t->n_items - 1].expect;

	for (size_t i = 0; i < last; i++)
		if (!came_during(t, i))
			return true;
	return false;
}

bool
confirm_rests_on_waiting(const struct result *r)
{
	enum trace_end end = r->trace->end;

	return (end != TRACE_FIN && end != TRACE_RESET &&
		       end != TRACE_ALIGNED) ||
	       came_late(r->trace);
}

/* Answers come so late that the next one may not come within the quiet period. */
static bool
is_slow(const struct trace *t, const struct play_context *context)
{
	return trace_latency_us(t) >
	       (uint64_t)context->timing.quiet_ms * 1000 / 4;
}

struct play_spec
confirm_spec(const struct result *r, const struct play_context *context)
{
	bool waits = r->trace != NULL && (confirm_rests_on_waiting(r) ||
						 is_slow(r->trace, context));

	return (struct play_spec){
		.test_case = r->test_case,
		.variant = r->variant,
		.patience = waits ? PATIENCE : 1,
	};
}

static void
judge(const struct result *r, const struct play_context *context,
	const struct trace *trace, struct judgement *out)
{
	judge_play(r->test_case,
		r->variant == NULL ? NULL : &r->variant->octets, trace,
		context->capabilities, out);
}

void
confirm_take(struct result *r, const struct play_context *context,
	struct trace *trace)
{
	trace_free(r->trace);
	r->trace = trace;
	r->plays++;
	judge(r, context, trace, &r->judgement);
	trace_trim(trace);
}

static bool
keep_result(size_t i, struct play_result *result, void *data)
{
	struct play_result *out = data;

	(void)i;
	*out = *result;
	return true;
}

static struct trace *
play_alone(const struct play_spec *spec, const struct play_context *context,
	const volatile bool *stop)
{
	struct play_result result = {.failure = PLAY_STOPPED};

	batch_run(context, spec, 1, 1, stop, keep_result, &result);
	return result.failure == PLAY_DONE ? result.trace : NULL;
}

bool
confirm_replay(struct result *r, const struct play_context *context,
	const volatile bool *stop)
{
	const struct play_spec spec = confirm_spec(r, context);
	struct trace *trace = play_alone(&spec, context, stop);

	if (trace == NULL)
		return false;
	confirm_take(r, context, trace);
	return true;
}

static bool
nothing_came(const struct result *r)
{
	const struct trace *t = r->trace;

	for (size_t i = 0; i < t->n_items; i++)
		if (t->items[i].expect == r->judgement.expect)
			return false;
	return true;
}

bool
confirm_was_cut_short(const struct result *r)
{
	enum trace_end end = r->trace->end;
	bool mute = nothing_came(r);

	if (end == TRACE_RESET && mute)
		return true;
	return r->judgement.verdict == VERDICT_NOTE &&
	       (end == TRACE_FIN || end == TRACE_RESET) &&
	       (mute || r->judgement.expect + 1 < r->test_case->n_expects);
}

static void
make_inconclusive(struct result *r, const char *why)
{
	r->judgement.verdict = VERDICT_INCONCLUSIVE;
	r->judgement.outcome = NULL;
	snprintf(r->judgement.reason, sizeof(r->judgement.reason), "%s", why);
}

void
confirm_leave_open(struct result *r)
{
	make_inconclusive(r, "the run ended before this case was played again "
			     "to confirm what it gave");
}

/* ---- an answer that a RST may have erased ---- */

static bool
is_deviation(const struct result *r)
{
	return r->judgement.verdict == VERDICT_FAIL ||
	       r->judgement.verdict == VERDICT_WARN;
}

/* More was sent than a header section, so octets may have been left unread. */
static bool
sent_more_than_head(const struct trace *t)
{
	size_t end = octets_find(&t->out, 0, "\r\n\r\n", 4);

	return end != SIZE_MAX && end + 4 < t->out.len;
}

bool
confirm_may_be_erased(const struct result *r)
{
	return is_deviation(r) && r->trace->end == TRACE_RESET &&
	       nothing_came(r) && sent_more_than_head(r->trace);
}

struct play_spec
confirm_spec_behind_reset(const struct result *r,
	const struct play_context *context)
{
	struct play_spec spec = confirm_spec(r, context);

	spec.apart = APART;
	spec.patience = PATIENCE;
	return spec;
}

/* Closed without an answer, when all but the last octet had been read. */
static bool
is_meant(const struct trace *t)
{
	return (t->end == TRACE_FIN || t->end == TRACE_RESET) &&
	       t->out.len <= APART;
}

void
confirm_take_behind_reset(struct result *r, const struct play_context *context,
	struct trace *trace)
{
	bool meant = is_meant(trace);

	if (trace->n_items > 0) {
		confirm_take(r, context, trace);
		return;
	}
	trace_free(trace);
	if (!meant)
		make_inconclusive(r, "reset behind octets that were not read: "
				     "an answer may have been lost");
}

static void
look_behind_reset(struct result *r, const struct play_context *context,
	const volatile bool *stop)
{
	struct play_spec spec;
	struct trace *trace;

	if (!confirm_may_be_erased(r))
		return;
	spec = confirm_spec_behind_reset(r, context);
	trace = play_alone(&spec, context, stop);
	if (trace != NULL)
		confirm_take_behind_reset(r, context, trace);
}

/* ---- silence ---- */

/* Silence counts only if others are answered meanwhile. */
static void
check_silence(struct result *r, const struct play_context *context,
	const volatile bool *stop)
{
	if (r->trace->end != TRACE_UNSEEN || !nothing_came(r))
		return;
	if (!survival_is_alive(context, stop))
		make_inconclusive(r, "silent, but a control on another "
				     "connection was not answered either");
}

/* ---- the decision ---- */

/* Two more plays, which have to agree with the first one alone. */
static bool
is_steady(struct result *r, const struct play_context *context,
	const struct control_list *controls, const volatile bool *stop)
{
	enum verdict alone = r->judgement.verdict;

	for (int i = 0; i < 2; i++) {
		if (!confirm_replay(r, context, stop))
			return true;
		control_apply(controls, context, r);
		if (r->judgement.verdict != alone)
			return false;
	}
	return true;
}

bool
confirm_look_behind(struct result *r, const struct play_context *context,
	const volatile bool *stop)
{
	if (!is_deviation(r))
		return true;
	look_behind_reset(r, context, stop);
	check_silence(r, context, stop);
	return r->judgement.verdict != VERDICT_INCONCLUSIVE ||
	       survival_is_alive(context, stop);
}

bool
confirm_result(struct result *r, const struct play_context *context,
	const struct control_list *controls, bool disputed,
	const volatile bool *stop)
{
	enum verdict before = r->judgement.verdict;

	if (!confirm_replay(r, context, stop))
		return survival_is_alive(context, stop);
	control_apply(controls, context, r);
	if ((disputed || r->judgement.verdict != before) &&
		!is_steady(r, context, controls, stop)) {
		r->flaky = true;
		make_inconclusive(r, "flaky: replays of this case give "
				     "different verdicts");
		return true;
	}
	return confirm_look_behind(r, context, stop);
}

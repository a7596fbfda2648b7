#include "run/pass.h"

#include <stdlib.h>

#include "run/confirm.h"
#include "run/order.h"

/* So many silent plays in a row are nothing unusual. */
#define SILENT_MIN 8

bool
pass_begin(struct pass *p)
{
	struct replay *s = p->replay;
	size_t n = s->run->n_results;

	p->states = calloc(n + 1, sizeof(*p->states));
	p->sequence = calloc(n + 1, sizeof(*p->sequence));
	p->order = calloc(2 * n + 1, sizeof(*p->order));
	p->recent = calloc(n + 1, sizeof(*p->recent));
	if (p->states == NULL || p->sequence == NULL || p->order == NULL ||
		p->recent == NULL)
		return false;
	order_fill(p->sequence, n);
	if (s->shuffle)
		order_shuffle(p->sequence, n, s->seed + s->run->n_rounds - 1);
	for (size_t i = 0; i < n; i++)
		if (s->run->results[i].judgement.verdict == VERDICT_SKIP)
			pass_finalise(p, i);
	return control_ask_all(&p->controls, s->context, s->run->results, n,
		p->jobs, s->stop);
}

void
pass_free(struct pass *p)
{
	control_free(&p->controls);
	free(p->states);
	free(p->sequence);
	free(p->order);
	free(p->recent);
}

bool
pass_is_stopped(const struct pass *p)
{
	return p->replay->stop != NULL && *p->replay->stop;
}

size_t
pass_list(struct pass *p, enum result_state state)
{
	p->playing = state;
	p->n_order = p->n_started = p->n_recent = p->n_silent = 0;
	p->lost = false;
	for (size_t k = 0; k < p->n_due; k++)
		if (p->states[p->sequence[k]] == state)
			p->order[p->n_order++] = p->sequence[k];
	return p->n_order;
}

/* What missed in an earlier round is a miss already. */
static bool
is_counted_miss(const struct pass *p, size_t i)
{
	const struct replay *s = p->replay;

	if (s->before != NULL && s->before[i].id != NULL &&
		s->is_miss(&s->before[i], s->miss_data))
		return true;
	return p->states[i] == STATE_FINAL &&
	       s->is_miss(&s->run->results[i], s->miss_data);
}

static bool
has_enough(const struct pass *p)
{
	const struct replay *s = p->replay;
	size_t n = 0;

	for (size_t i = 0; s->max_misses > 0 && i < s->run->n_results; i++)
		n += is_counted_miss(p, i);
	return s->max_misses > 0 && n >= s->max_misses;
}

bool
pass_more(struct pass *p)
{
	struct replay *s = p->replay;
	size_t left = s->run->n_results - p->n_due;
	size_t more = s->max_misses > 0 && p->jobs < left ? p->jobs : left;

	s->is_enough = has_enough(p);
	p->n_due += s->is_enough ? 0 : more;
	return more > 0 && !s->is_enough;
}

void
pass_finalise(struct pass *p, size_t i)
{
	struct replay *s = p->replay;

	p->states[i] = STATE_FINAL;
	s->n_done++;
	if (s->progress != NULL)
		s->progress(&s->run->results[i], s->n_done,
			s->run->n_results * s->repeat, s->progress_data);
}

/* Nothing came at all, or to the canary. */
static bool
is_silent(const struct trace *t)
{
	if (t->end == TRACE_FIN || t->end == TRACE_RESET)
		return false;
	return t->in.len == 0 || t->end == TRACE_SHIFTED;
}

void
pass_note(struct pass *p, size_t i, const struct trace *t)
{
	uint64_t us = trace_latency_us(t);

	if (us > p->slowest_us)
		p->slowest_us = us;
	p->n_silent = is_silent(t) ? p->n_silent + 1 : 0;
	p->recent[p->n_recent++] = i;
}

bool
pass_seems_gone(const struct pass *p)
{
	return p->lost || (p->n_silent >= SILENT_MIN && p->n_silent >= p->jobs);
}

static bool
is_miss(enum verdict v)
{
	return v == VERDICT_FAIL || v == VERDICT_WARN ||
	       v == VERDICT_INCONCLUSIVE;
}

/* A baseline says that it deviates: what differs is not believed at once. */
static bool
differs_from_known(const struct result *r)
{
	return r->known != NULL && !r->known->varies &&
	       r->known->verdict != r->judgement.verdict;
}

void
pass_settle(struct pass *p, size_t i)
{
	struct replay *s = p->replay;
	struct result *r = &s->run->results[i];

	control_apply(&p->controls, s->context, r);
	if (is_miss(r->judgement.verdict) || confirm_was_cut_short(r) ||
		differs_from_known(r))
		p->states[i] = confirm_rests_on_waiting(r) ? STATE_WAITED
							   : STATE_MISSED;
	else if (confirm_rests_on_waiting(r))
		p->states[i] = STATE_QUIET;
	else
		pass_finalise(p, i);
}

void
pass_compare(struct pass *p, size_t i, enum verdict before)
{
	struct replay *s = p->replay;
	struct result *r = &s->run->results[i];

	control_apply(&p->controls, s->context, r);
	p->states[i] = r->judgement.verdict == before ? STATE_REPLAYED
						      : STATE_DISPUTED;
}

void
pass_settle_quiet(struct pass *p)
{
	bool slow = p->slowest_us >
		    (uint64_t)p->replay->context->timing.quiet_ms * 1000 / 2;

	for (size_t i = 0; i < p->replay->run->n_results; i++) {
		if (p->states[i] != STATE_QUIET)
			continue;
		if (slow)
			p->states[i] = STATE_WAITED;
		else
			pass_finalise(p, i);
	}
}

void
pass_leave_open(struct pass *p)
{
	for (size_t i = 0; i < p->replay->run->n_results; i++)
		if (p->states[i] == STATE_QUIET ||
			p->states[i] == STATE_MISSED ||
			p->states[i] == STATE_WAITED ||
			p->states[i] == STATE_DISPUTED)
			confirm_leave_open(&p->replay->run->results[i]);
}

#include "run/replay.h"

#include <stdio.h>
#include <stdlib.h>

#include "play/batch.h"
#include "run/confirm.h"
#include "run/control.h"
#include "run/survival.h"

/* A target that keeps refusing connections although it lives is given up
 * after so many passes, each with half the jobs. */
#define STALLS_MAX 8

enum result_state {
	STATE_PENDING,
	STATE_UNCONNECTED, /* pending, and it got no connection */
	STATE_QUIET,	   /* judged, and rests on what did not come */
	STATE_MISSED,	   /* judged, to be replayed */
	STATE_REPLAYED,	   /* the same verdict twice */
	STATE_FINAL,
};

/* The first pass: everything side by side. */
struct pass {
	struct replay *replay;
	struct control_list controls;
	enum result_state *states;
	size_t *order; /* indexes of the results of the batch */
	size_t n_order;
	size_t *recent; /* indexes, in order of their end */
	size_t n_recent;
	unsigned jobs;
	uint64_t slowest_us; /* answer of the first pass */
	bool lost;	     /* a connection could not be made */
};

static bool
is_stopped(const struct replay *s)
{
	return s->stop != NULL && *s->stop;
}

static bool
is_miss(enum verdict v)
{
	return v == VERDICT_FAIL || v == VERDICT_WARN ||
	       v == VERDICT_INCONCLUSIVE;
}

static void
finalise(struct pass *p, size_t i)
{
	struct replay *s = p->replay;

	p->states[i] = STATE_FINAL;
	s->n_done++;
	if (s->progress != NULL)
		s->progress(&s->run->results[i], s->n_done, s->run->n_results,
			s->progress_data);
}

static void
skip_for_route(struct result *r)
{
	r->judgement.verdict = VERDICT_SKIP;
	snprintf(r->judgement.reason, sizeof(r->judgement.reason),
		"the target lacks a route that the case names");
}

static void
settle(struct pass *p, size_t i)
{
	struct replay *s = p->replay;
	struct result *r = &s->run->results[i];

	control_apply(&p->controls, s->context, r);
	if (is_miss(r->judgement.verdict))
		p->states[i] = STATE_MISSED;
	else if (confirm_rests_on_waiting(r))
		p->states[i] = STATE_QUIET;
	else
		finalise(p, i);
}

/*
 * Silence that was right is believed if all answers came well within the quiet
 * period; else load may have kept an answer back, and it counts as a miss.
 */
static void
settle_quiet(struct pass *p)
{
	bool slow = p->slowest_us >
		    (uint64_t)p->replay->context->timing.quiet_ms * 1000 / 2;

	for (size_t i = 0; i < p->replay->run->n_results; i++) {
		if (p->states[i] != STATE_QUIET)
			continue;
		if (slow)
			p->states[i] = STATE_MISSED;
		else
			finalise(p, i);
	}
}

static void
note_latency(struct pass *p, const struct trace *t)
{
	uint64_t us = trace_latency_us(t);

	if (us > p->slowest_us)
		p->slowest_us = us;
}

/* False ends the batch: the target may be gone. */
static bool
play_is_over(size_t k, struct play_result *result, void *data)
{
	struct pass *p = data;
	size_t i = p->order[k];
	struct result *r = &p->replay->run->results[i];

	switch (result->failure) {
	case PLAY_DONE:
		note_latency(p, result->trace);
		confirm_take(r, p->replay->context, result->trace);
		p->recent[p->n_recent++] = i;
		settle(p, i);
		break;
	case PLAY_NO_ROUTE:
		skip_for_route(r);
		finalise(p, i);
		break;
	case PLAY_NO_CONNECTION:
		p->states[i] = STATE_UNCONNECTED;
		p->lost = true;
		break;
	case PLAY_NO_MEMORY:
	case PLAY_STOPPED:
		break;
	}
	return !p->lost;
}

static size_t
list_pending(struct pass *p)
{
	p->n_order = 0;
	for (size_t i = 0; i < p->replay->run->n_results; i++) {
		if (p->states[i] == STATE_UNCONNECTED)
			p->states[i] = STATE_PENDING;
		if (p->states[i] == STATE_PENDING)
			p->order[p->n_order++] = i;
	}
	return p->n_order;
}

/* Plays what `order` lists; the number of plays started. */
static size_t
play_list(struct pass *p, unsigned jobs, batch_done *done)
{
	struct replay *s = p->replay;
	struct play_spec *specs = calloc(p->n_order + 1, sizeof(*specs));
	size_t started;

	if (specs == NULL)
		return 0;
	for (size_t k = 0; k < p->n_order; k++)
		specs[k] = confirm_spec(&s->run->results[p->order[k]]);
	p->lost = false;
	p->n_recent = 0;
	started = batch_run(s->context, specs, p->n_order, jobs, s->stop, done,
		p);
	free(specs);
	return started;
}

/*
 * What could have killed the target: the plays under way and the last to end,
 * as many as run at once. Reuses `order`, latest first.
 */
static size_t
list_suspects(struct pass *p, size_t started)
{
	size_t *suspects = p->order;
	size_t n = 0;
	size_t ended = p->n_recent < p->jobs ? p->n_recent : p->jobs;

	for (size_t k = 0; k < started; k++)
		if (p->states[p->order[k]] == STATE_PENDING)
			suspects[n++] = p->order[k];
	for (size_t k = 0; k < ended; k++)
		suspects[n++] = p->recent[p->n_recent - 1 - k];
	return n;
}

/* Plays one suspect alone against a new target. False: it died of that. */
static bool
survives(struct pass *p, size_t i)
{
	struct replay *s = p->replay;

	confirm_replay(&s->run->results[i], s->context, s->stop);
	return survival_is_alive(s->context, s->stop);
}

/* False: the run ends here. */
static bool
find_killer(struct pass *p, size_t started)
{
	struct replay *s = p->replay;
	size_t n = list_suspects(p, started);

	if (!survival_restart(s)) {
		survival_accuse(s, p->order, n);
		return false;
	}
	for (size_t k = 0; k < n && !is_stopped(s); k++) {
		size_t i = p->order[k];

		if (survives(p, i))
			continue;
		survival_convict(&s->run->results[i]);
		if (p->states[i] != STATE_FINAL)
			finalise(p, i);
		if (!survival_restart(s)) {
			survival_accuse(s, &i, 1);
			return false;
		}
	}
	return true;
}

static enum replay_end
first_pass(struct pass *p)
{
	struct replay *s = p->replay;
	unsigned stalls = 0;

	while (list_pending(p) > 0) {
		size_t started = play_list(p, p->jobs, play_is_over);

		if (is_stopped(s))
			return REPLAY_STOPPED;
		if (started == 0)
			return REPLAY_NO_MEMORY;
		if (!p->lost)
			continue;
		if (survival_is_alive(s->context, s->stop)) {
			p->jobs = p->jobs > 1 ? p->jobs / 2 : 1;
			if (++stalls <= STALLS_MAX)
				continue;
			snprintf(s->problem, sizeof(s->problem),
				"the target "
				"refuses connections again and again");
			return REPLAY_TARGET_DIED;
		}
		if (!find_killer(p, started))
			return REPLAY_TARGET_DIED;
	}
	return REPLAY_DONE;
}

/* ---- the second pass: what missed, once more ---- */

/*
 * A miss is replayed in so small a crowd that load cannot be its reason, with
 * more patience where it rests on something that did not come. What then
 * gives another verdict is looked at alone.
 */
#define CROWD_SHARE 16

static size_t
list_missed(struct pass *p)
{
	p->n_order = 0;
	for (size_t i = 0; i < p->replay->run->n_results; i++)
		if (p->states[i] == STATE_MISSED)
			p->order[p->n_order++] = i;
	return p->n_order;
}

static bool
replay_is_over(size_t k, struct play_result *result, void *data)
{
	struct pass *p = data;
	size_t i = p->order[k];
	struct replay *s = p->replay;
	struct result *r = &s->run->results[i];
	enum verdict before = r->judgement.verdict;

	if (result->failure != PLAY_DONE)
		return result->failure != PLAY_NO_CONNECTION;
	confirm_take(r, s->context, result->trace);
	control_apply(&p->controls, s->context, r);
	if (r->judgement.verdict == before)
		p->states[i] = STATE_REPLAYED;
	else
		r->judgement.verdict = before;
	return true;
}

static void
replay_crowd(struct pass *p)
{
	unsigned jobs = p->jobs / CROWD_SHARE;

	if (list_missed(p) > 0)
		play_list(p, jobs > 1 ? jobs : 1, replay_is_over);
}

/* False: the run ends here. */
static bool
replay_alone(struct pass *p, size_t i)
{
	struct replay *s = p->replay;
	struct result *r = &s->run->results[i];

	if (!(p->states[i] == STATE_REPLAYED
			    ? confirm_look_behind(r, s->context, s->stop)
			    : confirm_result(r, s->context, &p->controls,
				      s->stop))) {
		if (is_stopped(s))
			return false;
		survival_convict(r);
		if (!survival_restart(s)) {
			survival_accuse(s, &i, 1);
			return false;
		}
	}
	finalise(p, i);
	return true;
}

static enum replay_end
second_pass(struct pass *p)
{
	struct replay *s = p->replay;

	settle_quiet(p);
	replay_crowd(p);
	for (size_t i = 0; i < s->run->n_results; i++) {
		if (p->states[i] != STATE_MISSED &&
			p->states[i] != STATE_REPLAYED)
			continue;
		if (is_stopped(s))
			return REPLAY_STOPPED;
		if (!replay_alone(p, i))
			return is_stopped(s) ? REPLAY_STOPPED
					     : REPLAY_TARGET_DIED;
	}
	return REPLAY_DONE;
}

/* The last case played can have been the one that killed. */
static enum replay_end
check_end(struct pass *p)
{
	struct replay *s = p->replay;
	size_t n;

	if (s->run->n_results == 0 || survival_is_alive(s->context, s->stop))
		return REPLAY_DONE;
	n = list_suspects(p, 0);
	survival_accuse(s, p->order, n);
	return is_stopped(s) ? REPLAY_STOPPED : REPLAY_TARGET_DIED;
}

static bool
begin(struct pass *p)
{
	struct replay *s = p->replay;
	size_t n = s->run->n_results;

	p->states = calloc(n + 1, sizeof(*p->states));
	p->order = calloc(2 * n + 1, sizeof(*p->order));
	p->recent = calloc(n + 1, sizeof(*p->recent));
	if (p->states == NULL || p->order == NULL || p->recent == NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		if (s->run->results[i].judgement.verdict == VERDICT_SKIP)
			finalise(p, i);
	return control_ask_all(&p->controls, s->context, s->run->results, n,
		p->jobs, s->stop);
}

enum replay_end
replay_run(struct replay *s)
{
	struct pass p = {.replay = s, .jobs = s->jobs};
	enum replay_end end = begin(&p) ? REPLAY_DONE : REPLAY_NO_MEMORY;

	if (end == REPLAY_DONE)
		end = first_pass(&p);
	if (end == REPLAY_DONE)
		end = second_pass(&p);
	if (end == REPLAY_DONE)
		end = check_end(&p);
	if (is_stopped(s))
		end = REPLAY_STOPPED;
	control_free(&p.controls);
	free(p.states);
	free(p.order);
	free(p.recent);
	return end;
}

#include "run/replay.h"

#include <stdio.h>
#include <stdlib.h>

#include "play/batch.h"
#include "run/confirm.h"
#include "run/killer.h"
#include "run/pass.h"
#include "run/rounds.h"
#include "run/survival.h"

/* A target that keeps refusing connections although it lives is given up
 * after so many batches, each with half the jobs. */
#define STALLS_MAX 8

/*
 * A miss is replayed in so small a crowd that load cannot be its reason, with
 * more patience where it rests on something that did not come. What then
 * gives another verdict is looked at alone.
 */
#define CROWD_SHARE 8

/* Where it waits for what does not come, it hardly is a load itself. */
#define WAITING_SHARE 2

/* ---- one play of a batch ---- */

static void
skip_for_route(struct result *r)
{
	r->judgement.verdict = VERDICT_SKIP;
	snprintf(r->judgement.reason, sizeof(r->judgement.reason),
		"the target lacks a route that the case names");
}

static void
take_play(struct pass *p, size_t i, struct trace *t)
{
	struct result *r = &p->replay->run->results[i];
	enum verdict before = r->judgement.verdict;

	pass_note(p, i, t);
	confirm_take(r, p->replay->context, t);
	if (p->playing == STATE_PENDING)
		pass_settle(p, i);
	else
		pass_compare(p, i, before);
}

/* False ends the batch: the target may be gone. */
static bool
play_is_over(size_t k, struct play_result *result, void *data)
{
	struct pass *p = data;
	size_t i = p->order[k];

	switch (result->failure) {
	case PLAY_DONE:
		take_play(p, i, result->trace);
		break;
	case PLAY_NO_ROUTE:
		skip_for_route(&p->replay->run->results[i]);
		pass_finalise(p, i);
		break;
	case PLAY_NO_CONNECTION:
		p->lost = true;
		break;
	case PLAY_NO_MEMORY:
		p->no_memory = true;
		break;
	case PLAY_STOPPED:
		break;
	}
	return !p->no_memory && !pass_seems_gone(p);
}

/* ---- batches ---- */

static unsigned
crowd(const struct pass *p, unsigned share)
{
	return p->jobs > share ? p->jobs / share : 1;
}

/* Plays what `order` lists. False: out of memory. */
static bool
play_list(struct pass *p, unsigned jobs)
{
	struct replay *s = p->replay;
	struct play_spec *specs = calloc(p->n_order, sizeof(*specs));

	if (specs == NULL)
		return false;
	for (size_t k = 0; k < p->n_order; k++)
		specs[k] =
			confirm_spec(&s->run->results[p->order[k]], s->context);
	p->n_started = batch_run(s->context, specs, p->n_order, jobs, s->stop,
		play_is_over, p);
	free(specs);
	return p->n_started > 0 && !p->no_memory;
}

/* The target lives, but refused a connection. False: too often. */
static bool
play_with_less(struct pass *p)
{
	struct replay *s = p->replay;

	if (!p->lost)
		return true;
	p->jobs = p->jobs > 1 ? p->jobs / 2 : 1;
	if (++p->n_stalls <= STALLS_MAX)
		return true;
	snprintf(s->problem, sizeof(s->problem),
		"the target refuses connections again and again");
	return false;
}

/* Plays what is in that state until nothing is, as many as `share` of the jobs
 * at once. After each batch, and where one was broken off, the target must
 * still be there. */
static enum replay_end
play_all(struct pass *p, enum result_state state, unsigned share)
{
	struct replay *s = p->replay;

	while (pass_list(p, state) > 0) {
		bool played = play_list(p, crowd(p, share));

		if (pass_is_stopped(p))
			return REPLAY_STOPPED;
		if (!played)
			return REPLAY_NO_MEMORY;
		if (!(survival_is_alive(s->context, s->stop) ? play_with_less(p)
							     : killer_find(p)))
			return REPLAY_TARGET_DIED;
	}
	return REPLAY_DONE;
}

/* ---- behind resets ---- */

static bool
behind_is_over(size_t k, struct play_result *result, void *data)
{
	struct pass *p = data;
	struct result *r = &p->replay->run->results[p->order[k]];

	if (result->failure != PLAY_DONE)
		return false;
	confirm_take_behind_reset(r, p->replay->context, result->trace);
	if (r->judgement.verdict != VERDICT_INCONCLUSIVE)
		pass_finalise(p, p->order[k]);
	return true;
}

static void
list_erased(struct pass *p)
{
	p->n_order = 0;
	for (size_t i = 0; i < p->replay->run->n_results; i++)
		if (p->states[i] == STATE_REPLAYED &&
			confirm_may_be_erased(&p->replay->run->results[i]))
			p->order[p->n_order++] = i;
}

/*
 * What a reset may have erased is looked for in one crowd, for each of these
 * plays may have to wait for long. Where it is broken off, each is looked at
 * alone. False: out of memory.
 */
static bool
look_behind_resets(struct pass *p)
{
	struct replay *s = p->replay;
	struct play_spec *specs;

	list_erased(p);
	if (p->n_order == 0)
		return true;
	specs = calloc(p->n_order, sizeof(*specs));
	if (specs == NULL)
		return false;
	for (size_t k = 0; k < p->n_order; k++)
		specs[k] =
			confirm_spec_behind_reset(&s->run->results[p->order[k]],
				s->context);
	batch_run(s->context, specs, p->n_order, p->jobs, s->stop,
		behind_is_over, p);
	free(specs);
	return true;
}

/* ---- one by one ---- */

/* The verdict may be what a dying target gave. */
static bool
is_doubtful(const struct result *r)
{
	return (r->judgement.verdict == VERDICT_FAIL ||
		       r->judgement.verdict == VERDICT_WARN) &&
	       r->trace->end != TRACE_ALIGNED;
}

/* False: the target is gone. */
static bool
confirm(struct pass *p, size_t i)
{
	struct replay *s = p->replay;
	struct result *r = &s->run->results[i];

	if (p->states[i] == STATE_REPLAYED)
		return confirm_look_behind(r, s->context, s->stop);
	return confirm_result(r, s->context, &p->controls,
		       p->states[i] == STATE_DISPUTED, s->stop) &&
	       (!is_doubtful(r) || survival_is_alive(s->context, s->stop));
}

/* The target went, which need not be this case's doing: that shows when it is
 * played alone once more. False: the run ends here. */
static bool
confirm_again(struct pass *p, size_t i)
{
	struct replay *s = p->replay;

	if (survival_restart(s)) {
		p->states[i] = STATE_DISPUTED;
		if (confirm(p, i))
			return true;
		survival_convict(&s->run->results[i]);
		if (survival_restart(s))
			return true;
	}
	survival_accuse(s, &i, 1);
	return false;
}

/* False: the run ends here. */
static bool
replay_alone(struct pass *p, size_t i)
{
	if (!confirm(p, i) && (pass_is_stopped(p) || !confirm_again(p, i)))
		return false;
	pass_finalise(p, i);
	return true;
}

static bool
needs_a_look(enum result_state state)
{
	return state == STATE_MISSED || state == STATE_WAITED ||
	       state == STATE_DISPUTED || state == STATE_REPLAYED;
}

static enum replay_end
look_at_each(struct pass *p)
{
	for (size_t k = 0; k < p->n_due; k++) {
		size_t i = p->sequence[k];

		if (!needs_a_look(p->states[i]))
			continue;
		if (pass_is_stopped(p))
			return REPLAY_STOPPED;
		if (!replay_alone(p, i))
			return REPLAY_TARGET_DIED;
	}
	return REPLAY_DONE;
}

/* ---- all of it ---- */

/* Plays what is due until it is final. */
static enum replay_end
play_due(struct pass *p)
{
	enum replay_end end = play_all(p, STATE_PENDING, 1);

	if (end != REPLAY_DONE)
		return end;
	pass_settle_quiet(p);
	end = play_all(p, STATE_MISSED, CROWD_SHARE);
	if (end == REPLAY_DONE)
		end = play_all(p, STATE_WAITED, WAITING_SHARE);
	if (end == REPLAY_DONE && !look_behind_resets(p))
		end = REPLAY_NO_MEMORY;
	return end == REPLAY_DONE ? look_at_each(p) : end;
}

static enum replay_end
play_passes(struct pass *p)
{
	enum replay_end end = REPLAY_DONE;

	while (end == REPLAY_DONE && pass_more(p))
		end = play_due(p);
	return end;
}

static enum replay_end
play_round(struct replay *s)
{
	struct pass p = {.replay = s, .jobs = s->jobs};
	bool begun = pass_begin(&p);
	enum replay_end end = begun ? play_passes(&p) : REPLAY_NO_MEMORY;

	if (pass_is_stopped(&p))
		end = REPLAY_STOPPED;
	if (begun && end != REPLAY_DONE)
		pass_leave_open(&p);
	pass_free(&p);
	return end;
}

/* What the run ended before is no error. */
static void
leave_out(struct replay *s)
{
	for (size_t i = 0; s->is_enough && i < s->run->n_results; i++) {
		struct result *r = &s->run->results[i];

		if (r->plays > 0 || r->judgement.verdict != VERDICT_ERROR)
			continue;
		r->judgement.verdict = VERDICT_SKIP;
		snprintf(r->judgement.reason, sizeof(r->judgement.reason),
			"not played: --max-fail %zu", s->max_misses);
		s->run->n_not_played++;
	}
}

enum replay_end
replay_run(struct replay *s)
{
	enum replay_end end = REPLAY_DONE;

	if (!rounds_begin(s))
		return REPLAY_NO_MEMORY;
	do {
		end = play_round(s);
		rounds_take(s, end == REPLAY_DONE);
	} while (end == REPLAY_DONE && rounds_next(s));
	rounds_end(s);
	leave_out(s);
	return end;
}

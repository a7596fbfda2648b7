#include "run/split.h"

#include <stdio.h>
#include <stdlib.h>

#include "play/batch.h"
#include "run/split_sweep.h"
#include "run/survival.h"

/* As for whole plays. */
#define CROWD_SHARE 8
#define STALLS_MAX 8

/* ---- one play of a batch ---- */

static bool
play_is_over(size_t k, struct play_result *result, void *data)
{
	struct sweep *w = data;

	switch (result->failure) {
	case PLAY_DONE:
		w->recent[w->n_recent++] = w->order[k];
		sweep_take(w, &w->trials.all[w->order[k]], result->trace);
		break;
	case PLAY_NO_CONNECTION:
		w->lost = true;
		break;
	case PLAY_NO_ROUTE:
	case PLAY_NO_MEMORY:
		w->no_memory = true;
		break;
	case PLAY_STOPPED:
		break;
	}
	return !w->no_memory && !w->lost;
}

/* ---- batches ---- */

/* Those that take longest begin first. */
static size_t
list_trials(struct sweep *w, enum trial_state state)
{
	static const enum split_kind kinds[] = {
		SPLIT_OCTETS, SPLIT_PLACES, SPLIT_PLACE};

	w->playing = state;
	w->n_order = w->n_started = w->n_recent = 0;
	w->lost = false;
	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++)
		for (size_t i = 0; i < w->trials.n; i++)
			if (w->trials.all[i].state == state &&
				w->trials.all[i].kind == kinds[k])
				w->order[w->n_order++] = i;
	return w->n_order;
}

/* False: out of memory. */
static bool
play_list(struct sweep *w, unsigned jobs)
{
	struct replay *s = w->replay;
	struct play_spec *specs = calloc(w->n_order, sizeof(*specs));

	if (specs == NULL)
		return false;
	for (size_t k = 0; k < w->n_order; k++)
		specs[k] = sweep_spec(w, &w->trials.all[w->order[k]]);
	w->n_started = batch_run(s->context, specs, w->n_order, jobs, s->stop,
		play_is_over, w);
	free(specs);
	return w->n_started > 0 && !w->no_memory;
}

/* The target lives, but refused a connection. False: too often. */
static bool
play_with_less(struct sweep *w)
{
	struct replay *s = w->replay;

	if (!w->lost)
		return true;
	w->jobs = w->jobs > 1 ? w->jobs / 2 : 1;
	if (++w->n_stalls <= STALLS_MAX)
		return true;
	snprintf(s->problem, sizeof(s->problem),
		"the target refuses connections again and again");
	return false;
}

/* ---- the passes ---- */

static enum replay_end
play_all(struct sweep *w, enum trial_state state, unsigned share)
{
	struct replay *s = w->replay;

	while (list_trials(w, state) > 0) {
		unsigned jobs = w->jobs > share ? w->jobs / share : 1;
		bool played = play_list(w, jobs);

		if (sweep_is_stopped(w))
			return REPLAY_STOPPED;
		if (!played)
			return REPLAY_NO_MEMORY;
		if (!(survival_is_alive(s->context, s->stop)
				    ? play_with_less(w)
				    : sweep_find_killer(w)))
			return REPLAY_TARGET_DIED;
	}
	return REPLAY_DONE;
}

static enum replay_end
look_at_each(struct sweep *w)
{
	size_t end;

	for (size_t i = 0; i < w->trials.n; i = end) {
		end = trials_end(&w->trials, i);
		sweep_settle(w, i, end);
		if (sweep_is_stopped(w))
			return REPLAY_STOPPED;
		if (w->no_memory)
			return REPLAY_NO_MEMORY;
	}
	if (survival_is_alive(w->replay->context, w->replay->stop))
		return REPLAY_DONE;
	survival_accuse(w->replay, NULL, 0);
	return REPLAY_TARGET_DIED;
}

static enum replay_end
sweep_passes(struct sweep *w)
{
	enum replay_end end = play_all(w, TRIAL_PENDING, 1);

	if (end == REPLAY_DONE)
		end = play_all(w, TRIAL_VARIED, CROWD_SHARE);
	return end == REPLAY_DONE ? look_at_each(w) : end;
}

enum replay_end
split_run(struct replay *s)
{
	struct sweep w = {.replay = s, .jobs = s->jobs};
	enum replay_end end = REPLAY_NO_MEMORY;

	s->run->split = true;
	if (trials_make(&w.trials, s->run, s->context)) {
		w.order = calloc(2 * w.trials.n + 1, sizeof(*w.order));
		w.recent = calloc(w.trials.n + 1, sizeof(*w.recent));
		if (w.order != NULL && w.recent != NULL)
			end = sweep_passes(&w);
	}
	if (sweep_is_stopped(&w))
		end = REPLAY_STOPPED;
	free(w.order);
	free(w.recent);
	trials_free(&w.trials);
	return end;
}

#include <stdio.h>

#include "run/split_sweep.h"
#include "run/survival.h"

/* A target that dies of so many cases is given up. */
#define CRASHES_MAX 16

/* Of the results that the first `n` of `order` are trials of. */
static void
accuse(struct sweep *w, size_t n)
{
	size_t n_results = 0;

	for (size_t k = 0; k < n; k++) {
		size_t result = w->trials.all[w->order[k]].result;

		if (n_results == 0 || w->order[n_results - 1] != result)
			w->order[n_results++] = result;
	}
	survival_accuse(w->replay, w->order, n_results);
}

/* The target dies of this case: no more of it is played. */
static void
drop_result(struct sweep *w, size_t result)
{
	for (size_t i = 0; i < w->trials.n; i++) {
		struct trial *t = &w->trials.all[i];

		if (t->result != result)
			continue;
		w->n_done += t->state == TRIAL_PENDING;
		t->state = TRIAL_TOLD;
	}
}

static bool
tell_crash(struct sweep *w, struct trial *t, struct trace *trace)
{
	struct judgement judgement = {.verdict = VERDICT_FAIL};

	snprintf(judgement.reason, sizeof(judgement.reason),
		"crash or hang: the target died of this case, cut like this");
	if (trace == NULL)
		trace = trace_new();
	t->state = TRIAL_REPLAYED;
	if (trace == NULL || !sweep_add(w, t, trace, &judgement, false))
		return false;
	drop_result(w, t->result);
	return true;
}

/* False: the run ends here. */
static bool
try_suspect(struct sweep *w, struct trial *t)
{
	const struct play_spec spec = sweep_spec(w, t);
	struct trace *trace = sweep_play_alone(w, &spec);

	if (survival_is_alive(w->replay->context, w->replay->stop)) {
		if (trace != NULL)
			sweep_take(w, t, trace);
		return true;
	}
	if (!tell_crash(w, t, trace))
		return false;
	if (++w->n_crashes < CRASHES_MAX && survival_restart(w->replay))
		return true;
	survival_accuse(w->replay, &t->result, 1);
	return false;
}

/* Plays under way, and the last to end, as many as run at once. Reuses `order`,
 * whose trials that were not started are listed again later. */
static size_t
list_suspects(struct sweep *w)
{
	size_t n = 0;
	size_t ended = w->n_recent < w->jobs ? w->n_recent : w->jobs;

	for (size_t k = 0; k < w->n_started; k++)
		if (w->trials.all[w->order[k]].state == w->playing)
			w->order[n++] = w->order[k];
	for (size_t k = w->n_recent - ended; k < w->n_recent; k++)
		if (!w->trials.all[w->recent[k]].cleared)
			w->order[n++] = w->recent[k];
	return n;
}

bool
sweep_find_killer(struct sweep *w)
{
	size_t n = list_suspects(w);

	if (!survival_restart(w->replay)) {
		accuse(w, n);
		return false;
	}
	for (size_t k = 0; k < n && !sweep_is_stopped(w); k++) {
		struct trial *t = &w->trials.all[w->order[k]];

		if (t->state == TRIAL_TOLD)
			continue;
		if (t->state != w->playing && w->playing == TRIAL_PENDING)
			w->n_done--;
		t->state = w->playing;
		if (!try_suspect(w, t))
			return false;
	}
	return true;
}

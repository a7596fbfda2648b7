#include <stdlib.h>

#include "judge/alike.h"
#include "play/batch.h"
#include "run/confirm.h"
#include "run/split_sweep.h"

/* Where a play rests on waiting, the next waits so many times as long. */
#define PATIENCE 3

bool
sweep_is_stopped(const struct sweep *w)
{
	return w->replay->stop != NULL && *w->replay->stop;
}

struct result *
sweep_result(const struct sweep *w, const struct trial *t)
{
	return &w->replay->run->results[t->result];
}

struct play_spec
sweep_spec(const struct sweep *w, const struct trial *t)
{
	const struct result *r = sweep_result(w, t);

	return (struct play_spec){
		.test_case = r->test_case,
		.variant = r->variant,
		.patience = t->waits ? PATIENCE : 1,
		.cuts = t->cuts,
		.n_cuts = t->n_cuts,
	};
}

/* Whether the play came to what the whole one came to; notes how it ended. */
static bool
is_alike(const struct sweep *w, struct trial *t, const struct trace *trace)
{
	enum trace_end end = trace->end;

	w->replay->run->n_split_plays++;
	t->cleared = end == TRACE_ALIGNED;
	t->waits = end != TRACE_FIN && end != TRACE_RESET && !t->cleared;
	return judge_alike(sweep_result(w, t)->trace, trace);
}

void
sweep_take(struct sweep *w, struct trial *t, struct trace *trace)
{
	bool alike = is_alike(w, t, trace);

	trace_free(trace);
	if (t->state == TRIAL_VARIED) {
		t->state = alike ? TRIAL_DISPUTED : TRIAL_REPLAYED;
		return;
	}
	t->state = alike ? TRIAL_ALIKE : TRIAL_VARIED;
	w->n_done++;
	if (w->replay->split_progress != NULL)
		w->replay->split_progress(w->n_done, w->trials.n,
			w->replay->progress_data);
}

/* ---- alone ---- */

static bool
keep_result(size_t i, struct play_result *result, void *data)
{
	struct play_result *out = data;

	(void)i;
	*out = *result;
	return true;
}

struct trace *
sweep_play_alone(struct sweep *w, const struct play_spec *spec)
{
	struct play_result result = {.failure = PLAY_STOPPED};

	batch_run(w->replay->context, spec, 1, 1, w->replay->stop, keep_result,
		&result);
	return result.failure == PLAY_DONE ? result.trace : NULL;
}

bool
sweep_add(struct sweep *w, const struct trial *t, struct trace *trace,
	const struct judgement *judgement, bool flaky)
{
	struct run *run = w->replay->run;
	struct split_variance *all =
		realloc(run->variances, (run->n_variances + 1) * sizeof(*all));

	if (all == NULL) {
		trace_free(trace);
		w->no_memory = true;
		return false;
	}
	run->variances = all;
	all[run->n_variances++] = (struct split_variance){
		.result = sweep_result(w, t),
		.kind = t->kind,
		.offset = t->cuts[0],
		.n_varied = trials_count(&w->trials, t->result, true),
		.n_played = trials_count(&w->trials, t->result, false),
		.flaky = flaky,
		.judgement = *judgement,
		.trace = trace,
	};
	return true;
}

static bool
tell(struct sweep *w, const struct trial *t, struct trace *trace, bool flaky)
{
	const struct result *r = sweep_result(w, t);
	struct judgement judgement;

	judge_play(r->test_case,
		r->variant == NULL ? NULL : &r->variant->octets, trace,
		w->replay->context->capabilities, &judgement);
	trace_trim(trace);
	return sweep_add(w, t, trace, &judgement, flaky);
}

/* Plays the trial alone: three times if its plays have differed before, or
 * differ now. Gives the trace of one that came to something else, if any. */
static struct trace *
confirm_trial(struct sweep *w, struct trial *t)
{
	const struct play_spec spec = sweep_spec(w, t);
	bool disputed = t->state == TRIAL_DISPUTED;
	unsigned n_alike = 0;
	unsigned n_varied = 0;
	struct trace *varied = NULL;

	do {
		struct trace *trace = sweep_play_alone(w, &spec);

		if (trace == NULL)
			break;
		if (is_alike(w, t, trace)) {
			n_alike++;
			trace_free(trace);
		} else {
			n_varied++;
			trace_free(varied);
			varied = trace;
		}
	} while (n_alike + n_varied < 3 && (disputed || n_alike > 0));
	t->state = n_varied == 0  ? TRIAL_ALIKE
		   : n_alike == 0 ? TRIAL_REPLAYED
				  : TRIAL_DISPUTED;
	return varied;
}

/* The whole play has to come to the same once more. */
static bool
is_steady(struct sweep *w, const struct result *r)
{
	const struct play_spec spec = confirm_spec(r, w->replay->context);
	struct trace *trace = sweep_play_alone(w, &spec);
	bool steady = trace == NULL || judge_alike(r->trace, trace);

	trace_free(trace);
	return steady;
}

static void
tell_flaky(struct sweep *w, const struct trial *t)
{
	const struct play_spec spec = sweep_spec(w, t);
	struct trace *trace = sweep_play_alone(w, &spec);

	if (trace != NULL)
		tell(w, t, trace, true);
}

void
sweep_settle(struct sweep *w, size_t begin, size_t end)
{
	const struct trial *unsteady = NULL;
	struct trace *doubtful = NULL;
	bool asked = false;

	for (size_t i = begin; i < end && !sweep_is_stopped(w); i++) {
		struct trial *t = &w->trials.all[i];
		struct trace *trace;

		if (t->state != TRIAL_REPLAYED && t->state != TRIAL_DISPUTED)
			continue;
		if (!asked && !is_steady(w, sweep_result(w, t))) {
			tell_flaky(w, t);
			return;
		}
		asked = true;
		trace = confirm_trial(w, t);
		if (trace != NULL && t->state == TRIAL_REPLAYED) {
			trace_free(doubtful);
			tell(w, t, trace, false);
			return;
		}
		if (trace != NULL && doubtful == NULL) {
			unsteady = t;
			doubtful = trace;
		} else {
			trace_free(trace);
		}
	}
	if (doubtful != NULL)
		tell(w, unsteady, doubtful, true);
}

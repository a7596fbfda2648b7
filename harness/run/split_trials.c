#include "run/split_trials.h"

#include <stdlib.h>

#include "run/split.h"

void
trials_free(struct trials *t)
{
	for (size_t i = 0; i < t->n_lists; i++)
		cut_list_free(&t->lists[i]);
	free(t->lists);
	free(t->octets);
	free(t->all);
}

static bool
add(struct trials *t, const struct trial *trial)
{
	if ((t->n & (t->n - 1)) == 0) {
		size_t room = t->n == 0 ? 1 : 2 * t->n;
		struct trial *all = realloc(t->all, room * sizeof(*all));

		if (all == NULL)
			return false;
		t->all = all;
	}
	t->all[t->n++] = *trial;
	return true;
}

/* All sends of the case one behind the other, and where each of them ends. */
static bool
render(const struct result *r, const struct play_context *context,
	struct octets *wire, size_t *ends, size_t *n_ends)
{
	const struct test_case *c = r->test_case;
	struct wire_values values = context->values;

	values.fresh = PLAY_FRESH_LIKE; /* as long as each play's own */
	values.variant = r->variant == NULL ? NULL : &r->variant->octets;
	for (size_t i = 0; i < c->n_steps; i++) {
		if (c->steps[i].kind != STEP_SEND)
			continue;
		if (!wire_render(&c->steps[i].send, &values, wire))
			return false;
		ends[(*n_ends)++] = wire->len;
	}
	return true;
}

static bool
find_cuts(const struct result *r, const struct play_context *context,
	struct cut_list *list, size_t *len)
{
	struct octets wire = {0};
	size_t *ends = calloc(r->test_case->n_steps, sizeof(*ends));
	size_t n_ends = 0;
	bool found = ends != NULL && render(r, context, &wire, ends, &n_ends) &&
		     cut_find(&wire, ends, n_ends, list);

	*len = wire.len;
	octets_free(&wire);
	free(ends);
	return found;
}

static bool
is_slow(const struct result *r)
{
	const struct trace *t = r->trace;

	return t->n_segments > 0 &&
	       t->segments[t->n_segments - 1].at_us > SPLIT_SLOW_US;
}

static bool
add_trials(struct trials *t, size_t i, const struct result *r,
	const struct play_context *context)
{
	struct cut_list *list = &t->lists[i];
	struct trial trial = {.result = i, .kind = SPLIT_PLACE, .n_cuts = 1};
	size_t len;

	if (!find_cuts(r, context, list, &len))
		return false;
	for (size_t k = 0; k < list->n && !is_slow(r); k++) {
		trial.cuts = &list->at[k];
		if (!add(t, &trial))
			return false;
	}
	trial.kind = SPLIT_PLACES;
	trial.cuts = list->at;
	trial.n_cuts = list->n;
	if (list->n > 1 && !add(t, &trial))
		return false;
	trial.kind = SPLIT_OCTETS;
	trial.cuts = t->octets;
	trial.n_cuts = len <= SPLIT_OCTETS_MAX ? len - 1 : SPLIT_OCTETS_MAX;
	return len < 2 || add(t, &trial);
}

static bool
is_reliable(const struct result *r)
{
	return verdict_is_judged(r->judgement.verdict) && !r->flaky &&
	       r->trace != NULL;
}

bool
trials_make(struct trials *out, const struct run *run,
	const struct play_context *context)
{
	out->octets = calloc(SPLIT_OCTETS_MAX, sizeof(*out->octets));
	out->lists = calloc(run->n_results + 1, sizeof(*out->lists));
	if (out->octets == NULL || out->lists == NULL)
		return false;
	out->n_lists = run->n_results;
	for (size_t i = 0; i < SPLIT_OCTETS_MAX; i++)
		out->octets[i] = i + 1;
	for (size_t i = 0; i < run->n_results; i++)
		if (is_reliable(&run->results[i]) &&
			!add_trials(out, i, &run->results[i], context))
			return false;
	return true;
}

size_t
trials_end(const struct trials *t, size_t i)
{
	size_t end = i + 1;

	while (end < t->n && t->all[end].result == t->all[i].result)
		end++;
	return end;
}

size_t
trials_count(const struct trials *t, size_t result, bool varied)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		if (t->all[i].result == result &&
			(!varied || t->all[i].state == TRIAL_REPLAYED))
			n++;
	return n;
}

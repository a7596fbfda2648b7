#include "cli/run_gate.h"

/* More than so many in 100 inconclusive cases: the run says nothing. */
#define INCONCLUSIVE_MAX_PERCENT 2

bool
run_gate_misses(const struct run_options *o, const struct run *run,
	const struct result *r)
{
	if (run->baseline != NULL)
		return gate_stops_standing(o->has_fail_on ? o->gate : NULL, run,
			r);
	return gate_stops(o->gate, r);
}

/* A baseline says nothing of split variances: a gate that was asked for does.
 */
static bool
is_stopped_by_variance(const struct run_options *o, const struct run *run)
{
	if (run->baseline != NULL && !run->baseline->has_gate)
		return false;
	for (size_t i = 0; i < run->n_variances; i++)
		if (gate_stops_variance(o->gate, &run->variances[i]))
			return true;
	return false;
}

static bool
is_stopped_by_stale(const struct run *run)
{
	const struct run_baseline *b = run->baseline;

	return b != NULL && b->strict && !b->is_other && b->n_stale > 0;
}

bool
run_gate_stops(const struct run_options *o, const struct run *run)
{
	for (size_t i = 0; i < run->n_results; i++)
		if (run_gate_misses(o, run, &run->results[i]))
			return true;
	return is_stopped_by_variance(o, run) || is_stopped_by_stale(run);
}

bool
run_gate_is_undecided(const struct run *run)
{
	size_t counts[N_VERDICTS];

	report_counts(run, counts);
	return counts[VERDICT_INCONCLUSIVE] * 100 >
	       run->n_results * INCONCLUSIVE_MAX_PERCENT;
}

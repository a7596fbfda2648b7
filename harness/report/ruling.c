#include "report/ruling.h"

static bool
stops(const struct run *run, const struct gate *g, const struct result *r)
{
	return run->baseline == NULL ? gate_stops(g, r)
				     : gate_stops_standing(g, run, r);
}

/* A strict baseline stops at what is better, or not judged, as well. */
static bool
stops_at_baseline(const struct run *run, const struct gate *g,
	const struct result *r)
{
	return run->baseline != NULL && r->judgement.verdict != VERDICT_ERROR &&
	       stops(run, g, r);
}

enum ruling
ruling_of(const struct run *run, const struct gate *g, const struct result *r)
{
	if (stops_at_baseline(run, g, r))
		return RULING_STOPPED;
	switch (r->judgement.verdict) {
	case VERDICT_PASS:
		return RULING_GOOD;
	case VERDICT_WARN:
	case VERDICT_FAIL:
	case VERDICT_NOTE:
		return stops(run, g, r) ? RULING_STOPPED : RULING_BELOW;
	case VERDICT_SKIP:
		return RULING_SKIPPED;
	case VERDICT_INCONCLUSIVE:
		return RULING_UNTOLD;
	case VERDICT_ERROR:
		break;
	}
	return run->interrupted && r->plays == 0 ? RULING_SKIPPED
						 : RULING_ERROR;
}

/* A baseline says nothing of them. */
enum ruling
ruling_of_variance(const struct run *run, const struct gate *g,
	const struct split_variance *v)
{
	bool decides = run->baseline == NULL || run->baseline->has_gate;

	return decides && gate_stops_variance(g, v) ? RULING_STOPPED
						    : RULING_BELOW;
}

void
ruling_reason(const struct result *r, struct octets *out)
{
	octets_text(out, r->judgement.reason);
	if (r->known != NULL)
		octets_format(out, "; known as %s: %s",
			known_deviation_name(r->known), r->known->reason);
}

#include "report/standing.h"

enum standing
standing_of(const struct run *run, const struct gate *g, const struct result *r)
{
	switch (r->judgement.verdict) {
	case VERDICT_PASS:
		return STANDING_GOOD;
	case VERDICT_WARN:
	case VERDICT_FAIL:
	case VERDICT_NOTE:
		return gate_stops(g, r) ? STANDING_STOPPED : STANDING_BELOW;
	case VERDICT_SKIP:
		return STANDING_SKIPPED;
	case VERDICT_INCONCLUSIVE:
		return STANDING_UNTOLD;
	case VERDICT_ERROR:
		break;
	}
	return run->interrupted && r->plays == 0 ? STANDING_SKIPPED
						 : STANDING_ERROR;
}

enum standing
standing_of_variance(const struct gate *g, const struct split_variance *v)
{
	return gate_stops_variance(g, v) ? STANDING_STOPPED : STANDING_BELOW;
}

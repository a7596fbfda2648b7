#include "report/ruling.h"

enum ruling
ruling_of(const struct run *run, const struct gate *g, const struct result *r)
{
	switch (r->judgement.verdict) {
	case VERDICT_PASS:
		return RULING_GOOD;
	case VERDICT_WARN:
	case VERDICT_FAIL:
	case VERDICT_NOTE:
		return gate_stops(g, r) ? RULING_STOPPED : RULING_BELOW;
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

enum ruling
ruling_of_variance(const struct gate *g, const struct split_variance *v)
{
	return gate_stops_variance(g, v) ? RULING_STOPPED : RULING_BELOW;
}

#include <string.h>

#include "report/report.h"

const char *
standing_name(enum standing s)
{
	static const char *const names[N_STANDINGS] = {
		[STANDING_NONE] = "none",
		[STANDING_KNOWN] = "known",
		[STANDING_NEW] = "new",
		[STANDING_FIXED] = "fixed",
		[STANDING_UNJUDGED] = "unjudged",
	};

	return names[s];
}

const char *
known_deviation_name(const struct known_deviation *k)
{
	return k->varies ? "varies" : verdict_name(k->verdict);
}

enum standing
standing_of(const struct result *r)
{
	enum verdict v = r->judgement.verdict;
	bool is_known = r->known != NULL;
	bool varies = is_known && r->known->varies;

	if (varies && v != VERDICT_SKIP && v != VERDICT_ERROR)
		return STANDING_KNOWN;
	switch (v) {
	case VERDICT_PASS:
	case VERDICT_NOTE:
		return is_known ? STANDING_FIXED : STANDING_NONE;
	case VERDICT_WARN:
	case VERDICT_FAIL:
		return is_known && r->known->verdict == v ? STANDING_KNOWN
							  : STANDING_NEW;
	case VERDICT_SKIP:
		break;
	case VERDICT_INCONCLUSIVE:
		return STANDING_UNJUDGED;
	case VERDICT_ERROR: /* or the run was interrupted before it */
		if (r->plays > 0)
			return STANDING_NEW;
		break;
	}
	return is_known ? STANDING_UNJUDGED : STANDING_NONE;
}

void
standing_counts(const struct run *r, size_t counts[N_STANDINGS])
{
	memset(counts, 0, N_STANDINGS * sizeof(counts[0]));
	for (size_t i = 0; i < r->n_results; i++)
		counts[standing_of(&r->results[i])]++;
}

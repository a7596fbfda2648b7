/*
 * What a verdict comes to under the gate of its run, for formats that know only
 * success and failure. So they agree with the exit status.
 */
#ifndef ASSAY_REPORT_STANDING_H
#define ASSAY_REPORT_STANDING_H

#include "report/report.h"

enum standing {
	STANDING_GOOD,	  /* pass */
	STANDING_BELOW,	  /* a deviation or a note that the gate lets through */
	STANDING_STOPPED, /* at or above the gate */
	STANDING_SKIPPED, /* skip; not played before an interruption */
	STANDING_UNTOLD,  /* inconclusive: neither good nor bad */
	STANDING_ERROR,	  /* the case could not be played */
};
#define N_STANDINGS 6

/* `g` is the gate of `run`. */
enum standing standing_of(const struct run *run, const struct gate *g,
	const struct result *r);
enum standing
standing_of_variance(const struct gate *g, const struct split_variance *v);

#endif

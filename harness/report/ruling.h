/*
 * What a verdict comes to under the gate of its run, for formats that know only
 * success and failure. So they agree with the exit status.
 */
#ifndef ASSAY_REPORT_RULING_H
#define ASSAY_REPORT_RULING_H

#include "report/report.h"

enum ruling {
	RULING_GOOD,	/* pass */
	RULING_BELOW,	/* a deviation or a note that the gate lets through */
	RULING_STOPPED, /* at or above the gate */
	RULING_SKIPPED, /* skip; not played before an interruption */
	RULING_UNTOLD,	/* inconclusive: neither good nor bad */
	RULING_ERROR,	/* the case could not be played */
};
#define N_RULINGS 6

/* `g` is the gate of `run`. Where the run is held against a baseline, that
 * decides: what it knows is below, and what is new is not. */
enum ruling
ruling_of(const struct run *run, const struct gate *g, const struct result *r);
enum ruling ruling_of_variance(const struct run *run, const struct gate *g,
	const struct split_variance *v);

/* Appends the reason of the verdict, and what the baseline knows of it. */
void ruling_reason(const struct result *r, struct octets *out);

#endif

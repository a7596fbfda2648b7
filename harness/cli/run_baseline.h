/*
 * The baseline that `assay run` holds a run against.
 */
#ifndef ASSAY_CLI_RUN_BASELINE_H
#define ASSAY_CLI_RUN_BASELINE_H

#include "baseline/baseline.h"
#include "cli/suite.h"

/* Zero-initialised is empty: no baseline. */
struct held_baseline {
	struct baseline *baseline;
	struct stale *stale;
	struct run_baseline run;
};

/* Reads `path` and checks it with the cases. STATUS_OK, or another exit status
 * when it has been told why not. */
int held_baseline_open(struct held_baseline *h, const char *path,
	const struct suite *suite, bool strict);
void held_baseline_close(struct held_baseline *h);

/* Holds the run against it, if there is one: the results are selected, and the
 * target's version is known. */
void held_baseline_bind(struct held_baseline *h, struct baseline_asked asked,
	struct run *run);

#endif

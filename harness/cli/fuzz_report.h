/*
 * What `assay fuzz` tells: a line of progress, each find, and the summary.
 */
#ifndef ASSAY_CLI_FUZZ_REPORT_H
#define ASSAY_CLI_FUZZ_REPORT_H

#include <stdio.h>

#include "case/requirements.h"
#include "fuzz/campaign.h"

/* Borrows all. */
struct fuzz_report {
	FILE *out;
	const char *folder; /* for finds; NULL: none */
	const struct requirements *requirements;
	bool quiet;    /* the summary alone */
	bool terminal; /* the line of progress can be written over */
	bool failed;   /* a file could not be written */
	uint64_t shown_ns;
};

void fuzz_report_find(const struct find *find, void *report);

void fuzz_report_progress(const struct campaign *c, void *report);

void fuzz_report_end(struct fuzz_report *r, const struct campaign *c,
	enum campaign_end end);

#endif

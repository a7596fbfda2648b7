/*
 * How a run stands to its baseline, for the console.
 */
#ifndef ASSAY_REPORT_BASELINE_TEXT_H
#define ASSAY_REPORT_BASELINE_TEXT_H

#include "report/report.h"

/* Appends the counts, and each result and id that is not as the baseline says,
 * with the reason that it gives; nothing without a baseline. */
void baseline_text(const struct run *r, struct octets *out);

#endif

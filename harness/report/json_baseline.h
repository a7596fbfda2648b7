/*
 * What report format 1 says of baselines.
 */
#ifndef ASSAY_REPORT_JSON_BASELINE_H
#define ASSAY_REPORT_JSON_BASELINE_H

#include <jansson.h>

#include "report/report.h"

/* `baseline` of the run, and of one of its results. NULL: out of memory. */
json_t *json_baseline(const struct run *r);
json_t *json_standing(const struct run *r, const struct result *result);

#endif

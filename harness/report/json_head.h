/*
 * What a report tells of the run as a whole.
 */
#ifndef ASSAY_REPORT_JSON_HEAD_H
#define ASSAY_REPORT_JSON_HEAD_H

#include <jansson.h>

#include "report/report.h"

/* Gives the report without "results" and "splits" (FORMAT.md). NULL: out of
 * memory. */
json_t *json_head(const struct run *r);

#endif

/*
 * One result as JSON.
 */
#ifndef ASSAY_REPORT_JSON_RESULT_H
#define ASSAY_REPORT_JSON_RESULT_H

#include <jansson.h>

#include "report/report.h"

/* Gives an entry of "results"; NULL: out of memory. */
json_t *json_result(const struct run *r, const struct result *result);

#endif

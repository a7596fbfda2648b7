/*
 * The split variances as JSON.
 */
#ifndef ASSAY_REPORT_JSON_VARIANCE_H
#define ASSAY_REPORT_JSON_VARIANCE_H

#include <jansson.h>

#include "report/report.h"

/* Gives "splits": null where cases were not split. NULL: out of memory. */
json_t *json_variances(const struct run *r);

/* Gives its "cut". NULL: out of memory. */
json_t *json_cut(const struct split_variance *v);

#endif

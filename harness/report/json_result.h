/*
 * One result as JSON.
 */
#ifndef ASSAY_REPORT_JSON_RESULT_H
#define ASSAY_REPORT_JSON_RESULT_H

#include <jansson.h>

#include "report/json_fill.h"
#include "report/report.h"

/* Gives an entry of "results"; NULL: out of memory. */
json_t *json_result(const struct run *r, const struct result *result);

/* Puts what its plays came to: "expect" to "ms". */
void json_put_play(struct json_fill *f, const struct result *result);

/* What a result has of its parts: reads and writes, and the events of the step
 * that decided. NULL: out of memory. */
json_t *json_trace(const struct trace *t);
json_t *json_events(const struct trace *t, const struct judgement *j);

#endif

/*
 * How a run was made, as far as another one can have been made otherwise.
 */
#ifndef ASSAY_COMPARE_FACTS_H
#define ASSAY_COMPARE_FACTS_H

#include "compare/json_take.h"
#include "compare/report_file.h"

/* Sets r->facts: options, the way to the target, its capabilities. What is null
 * or an empty list in the report is no fact. */
void
facts_take(struct json_take *t, const json_t *root, struct compare_report *r);

#endif

/*
 * Comparisons as JSON, format 1 (FORMAT.md). Each gives a new object; NULL: out
 * of memory.
 */
#ifndef ASSAY_COMPARE_JSON_H
#define ASSAY_COMPARE_JSON_H

#include <jansson.h>

#include "compare/changes.h"
#include "compare/table.h"

json_t *compare_json_changes(const struct compare_report *before,
	const struct compare_report *after, const struct changes *c);

/* `steady`: whether it is asked if all are the same. */
json_t *compare_json_table(const struct compare_table *t, bool steady);

#endif

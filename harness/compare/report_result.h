/*
 * One result of a report, out of its JSON.
 */
#ifndef ASSAY_COMPARE_REPORT_RESULT_H
#define ASSAY_COMPARE_REPORT_RESULT_H

#include "compare/json_take.h"
#include "compare/report_file.h"

/*
 * Takes the result `object`, whose place t->place has; what it holds lies in the
 * arena of `t`. Its octets and text are kept only if `keep_wires`, and if a report
 * has a text of such a result. What is wrong with it is told by `t`.
 */
void report_result_take(struct json_take *t, const json_t *object,
	const struct renamed *renamed, bool keep_wires,
	struct compare_result *out);

#endif

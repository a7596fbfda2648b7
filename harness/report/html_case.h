/*
 * Cases, requirements and capabilities as the page of a run has them.
 */
#ifndef ASSAY_REPORT_HTML_CASE_H
#define ASSAY_REPORT_HTML_CASE_H

#include <jansson.h>

#include "report/report.h"

/*
 * Gives an object with id, area, level, title, why, tags, requires as the case
 * has them; `expects`: for each expect step its outcomes, [verdict, events in
 * words, why or null]; and `otherwise`: the verdict where none of them matches.
 * NULL: out of memory.
 */
json_t *html_case(const struct test_case *c);

/* Puts the requirements that the case cites: id -> [keyword, title of the
 * section, summary, address]. False: out of memory. */
bool html_requirements(const struct run *r, const struct test_case *c,
	json_t *object);

/* Gives all capabilities: [name, when it is granted, granted]. NULL: out of
 * memory. */
json_t *html_capabilities(const struct run *r);

#endif

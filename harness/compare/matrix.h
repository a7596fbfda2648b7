/*
 * The matrix of results and reports: a page, and a picture of it.
 */
#ifndef ASSAY_COMPARE_MATRIX_H
#define ASSAY_COMPARE_MATRIX_H

#include <jansson.h>
#include <stdio.h>

#include "case/requirements.h"
#include "compare/table.h"

/*
 * The data of the page (report/page/matrix), a new object; NULL: out of
 * memory. `folder` is where the page will be: a report in it that has a page of
 * its own ("nginx.html") is linked. What is long stands in `strings`, and is
 * referred to by its number there:
 *
 *	suite		version of the suite, of the first report
 *	servers		objects, the alike together: name, version, says, url,
 *			started, suite, page (or null), counts, flaky
 *	merges		[left, right, distance], as struct cluster_merge has
 *			them; servers by their place in the list
 *	sections	[id, title, link]; the last may be that of results
 *			without a requirement, ["", "", ""]
 *	requirements	id -> [keyword, summary, link]
 *	details		[reason, events, outcome, reason of a baseline], of
 *			strings
 *	cases		by section, then id: id, title, level, area, tags,
 *			requires, section, and rows: [variant, cells, details,
 *			wires], one per variant
 *	strings
 *
 * cells: a letter per server, the first of its verdict, a capital if it is
 * flaky, a blank if it has no such result. details: a number per server, -1
 * for none. wires: place of the server -> [trace, command] (wires.h), either may
 * be null.
 */
json_t *compare_matrix_data(const struct compare_table *t,
	const struct requirements *requirements, const char *folder);

/* Writes the page. False: errno says why. */
bool compare_matrix_html(FILE *out, const struct compare_table *t,
	const struct requirements *requirements, const char *folder);

/* Appends the picture: areas by servers, an SVG that needs nothing else. */
void compare_matrix_svg(const struct compare_table *t, struct octets *out);

#endif

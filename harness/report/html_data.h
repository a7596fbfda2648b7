/*
 * What the page of a run shows, as JSON: an agreement of this program with its
 * own page (page/report.js), and no format for others.
 */
#ifndef ASSAY_REPORT_HTML_DATA_H
#define ASSAY_REPORT_HTML_DATA_H

#include <jansson.h>

#include "report/report.h"

/*
 * Gives the head of the report (json_head.h), and beside it:
 *
 *	baseline	as FORMAT.md has it
 *	capabilities	html_case.h
 *	requirements	the same
 *	cases		the same; each that has a result, once
 *	results		the variant's name or null as "variant", what its plays
 *			came to and its "baseline" as FORMAT.md has them, and
 *			case: index of its case; matched: index of the
 *			outcome, or null; trace: html_trace.h; command: lines
 *			that reproduce it, or null
 *	splits		null, or plays, and variances: result: index;
 *			verdict, reason, events, cut, varied, plays, flaky as
 *			FORMAT.md has them; trace, command
 *	strings		what trace and command name by number
 *
 * Traces and commands of all results have so many octets of JSON as `room`
 * says; results that deviate get theirs first. NULL: out of memory.
 */
json_t *html_data(const struct run *r, size_t room);

/* With so much a page can be opened. */
#define HTML_ROOM ((size_t)12 << 20)

#endif

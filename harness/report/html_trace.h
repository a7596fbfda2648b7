/*
 * A trace, and text of many lines, as the page of a run has them: in numbers
 * of a string table.
 */
#ifndef ASSAY_REPORT_HTML_TRACE_H
#define ASSAY_REPORT_HTML_TRACE_H

#include "play/trace.h"
#include "report/string_table.h"

/*
 * Gives an object, null without a trace; C NULL: out of memory.
 *
 *	entries		reads and writes, the first 256:
 *			[ms, sent, octets in all, [token, ...]]
 *	total		how many there were
 *	canary		index of the entry that was the canary, or null
 *	items		what was read from what came, the first 64:
 *			[octets before it, kind, status or 0, expect, early]
 *	end, end_ms	how the connection ended; 0 where nobody saw it end
 *	half_closed	FIN was sent
 *	flooded		more came than was kept
 *
 * A token is the number of a string, which ends with a line or before, or
 * [number, times]. Tokens hold the first octets, at most 4096 beside
 * repetitions, or fewer where the table has no room.
 */
json_t *html_trace(const struct trace *t, struct string_table *strings);

/* Gives the numbers of the lines of a text, without their ends and without
 * the `indent` blanks that each begins with. Null: the table has no room. */
json_t *html_lines(const struct octets *text, size_t indent,
	struct string_table *strings);

#endif

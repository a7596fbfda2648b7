/*
 * Comparisons told for people, on a console or in Markdown. All that comes out
 * of reports leaves with what does not print, or means something to Markdown,
 * escaped.
 */
#ifndef ASSAY_COMPARE_TEXT_H
#define ASSAY_COMPARE_TEXT_H

#include "compare/changes.h"
#include "compare/table.h"

/* What changed between two reports. New and removed results are named up to
 * twenty each, unless `all`. */
void compare_text_changes(const struct compare_report *before,
	const struct compare_report *after, const struct changes *c, bool all,
	struct octets *out);

/* Totals, clusters, and a row for each result about which the reports disagree;
 * for every result if `all`. */
void
compare_text_table(const struct compare_table *t, bool all, struct octets *out);

/* Each result that is not steady, and at last how many these are. `name`: what
 * the reports are of; NULL: there is but one target. */
void compare_text_same(const struct compare_table *t, const char *name,
	struct octets *out);

/* The same two in Markdown, for the summary of a job. Long lists are cut. */
void compare_markdown_changes(const struct compare_report *before,
	const struct compare_report *after, const struct changes *c,
	struct octets *out);
void compare_markdown_table(const struct compare_table *t, struct octets *out);

#endif

/*
 * Pieces of a page.
 */
#ifndef ASSAY_COVERAGE_HTML_TEXT_H
#define ASSAY_COVERAGE_HTML_TEXT_H

#include "coverage/coverage.h"

/* Appends text in which nothing is taken for markup, in quotes neither. */
void html_text(struct octets *out, const char *text);

/* Appends a bar: how much of what is visible is covered, argued, missing. */
void html_bar(struct octets *out, const struct coverage_count *n);

/* Appends "12 of 20" with what the numbers mean, for one count. */
void html_counts(struct octets *out, const struct coverage_count *n);

/* Appends one statement, with what covers it. */
void html_statement(struct octets *out, const struct coverage_statement *s);

#endif

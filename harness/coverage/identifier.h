/*
 * Ids of requirements: "9112-7.1-3", "9112-7.1-abnf-chunk-size".
 */
#ifndef ASSAY_COVERAGE_IDENTIFIER_H
#define ASSAY_COVERAGE_IDENTIFIER_H

#include <stdbool.h>
#include <stddef.h>

/* As strcmp(), with runs of digits compared as numbers: the order in which the
 * statements stand in the RFCs, the grammar rules of a section behind them. */
int identifier_compare(const char *a, const char *b);

/* Lengths of "9112" and of "9112-7.1". */
size_t identifier_document(const char *id);
size_t identifier_section(const char *id);

/* Whether the id is in the section "9112-7.1" or below it, or in the RFC
 * "9112". */
bool identifier_is_in(const char *id, const char *section);

#endif

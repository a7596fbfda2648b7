/*
 * Statements by section and by RFC, counted.
 */
#ifndef ASSAY_COVERAGE_SECTIONS_H
#define ASSAY_COVERAGE_SECTIONS_H

#include "coverage/coverage.h"

/* Makes documents, sections and counts of statements whose state is known.
 * False: out of memory. */
bool sections_make(struct coverage *c);

#endif

/*
 * The answers of a case, played through the judge.
 */
#ifndef ASSAY_CLI_LINT_CASE_H
#define ASSAY_CLI_LINT_CASE_H

#include "case/case.h"
#include "case/diagnostics.h"

/* Plays each answer; one that does not get the verdict written beside it is
 * told in the diagnostics. */
void lint_case(struct diagnostics *d, const struct test_case *c);

#endif

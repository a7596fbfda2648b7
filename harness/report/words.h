/*
 * Outcomes in plain words: "pass: 400, then the connection closes".
 */
#ifndef ASSAY_REPORT_WORDS_H
#define ASSAY_REPORT_WORDS_H

#include "case/case.h"

/* Appends the outcome in words, without its `why`, on no line of its own. */
void words_outcome(struct octets *out, const struct outcome *o);

#endif

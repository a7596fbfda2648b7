/*
 * Parts of a case in plain words: "pass: 400, then the connection closes".
 */
#ifndef ASSAY_REPORT_WORDS_H
#define ASSAY_REPORT_WORDS_H

#include "case/case.h"
#include "case/requirements.h"

/* Appends the outcome in words, without its `why`, on no line of its own; and
 * its events alone. */
void words_outcome(struct octets *out, const struct outcome *o);
void words_events(struct octets *out, const struct outcome *o);

/* Appends "ID (KEYWORD) LINK"; without the list, or its row, the id alone. */
void words_requirement(struct octets *out,
	const struct requirements *requirements, const char *id);

#endif

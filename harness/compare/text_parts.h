/*
 * What texts about reports are made of.
 */
#ifndef ASSAY_COMPARE_TEXT_PARTS_H
#define ASSAY_COMPARE_TEXT_PARTS_H

#include "compare/changes.h"

/* Appends a text of a report, with what does not print escaped. */
void text_say(struct octets *out, const char *text);

/* Fills the line up to `column`, or begins a new one there. */
void text_pad(struct octets *out, size_t column);

/* Appends a line for all that differs between the runs. */
void text_differences(struct octets *out, const struct compare_report *before,
	const struct compare_report *after);

#endif

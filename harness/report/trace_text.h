/*
 * A trace for people: what was sent, and what happened when.
 */
#ifndef ASSAY_REPORT_TRACE_TEXT_H
#define ASSAY_REPORT_TRACE_TEXT_H

#include "play/trace.h"

/* Appends what was sent, without the canary. */
void trace_text_sent(const struct trace *t, struct octets *out);

/* Appends all reads and writes with their times, and the end. */
void trace_text_trace(const struct trace *t, struct octets *out);

#endif

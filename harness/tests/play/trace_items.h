/*
 * What a trace read, as one line of text that tests compare.
 */
#ifndef ASSAY_TESTS_PLAY_TRACE_ITEMS_H
#define ASSAY_TESTS_PLAY_TRACE_ITEMS_H

#include "play/trace.h"

/*
 * Appends the items, separated by "; ". Of each: "200 [content]", "incomplete
 * 200 [content]", "incomplete", "garbage CODE@offset" with the octets of the
 * item behind it in angle brackets.
 */
void trace_items(const struct trace *t, struct octets *out);

/* Fails the test, and shows both, if the items are not `wanted`. */
void trace_items_are(const struct trace *t, const char *wanted);

/* What was written in one direction; fails the test on lack of memory. */
void trace_items_sent(struct trace *t, const char *text);

/* The octets come in pieces of at most `step`. */
void trace_items_came(struct trace *t, const char *at, size_t len, size_t step);

#endif

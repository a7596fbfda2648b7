/*
 * Field lines that a user adds to requests, where cases allow for them.
 */
#ifndef ASSAY_CASE_WIRE_ADDED_H
#define ASSAY_CASE_WIRE_ADDED_H

#include "case/case.h"

/* Whether the i-th part of `w` ends a line "Host: {{host}}": its first two
 * octets are that CRLF. */
bool wire_added_fits(const struct wire *w, size_t i);

/* Appends the lines, each with CRLF, but none of a name that a line of `w` has.
 * False: out of memory. */
bool wire_added_append(const struct wire *w, const struct wire_values *values,
	struct octets *out);

#endif

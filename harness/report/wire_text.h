/*
 * Octets of the wire as lines of text: one per line of the wire, everything
 * invisible escaped, everything long abbreviated. A line that is broken for
 * its width ends in a single backslash; a real backslash is doubled.
 */
#ifndef ASSAY_REPORT_WIRE_TEXT_H
#define ASSAY_REPORT_WIRE_TEXT_H

#include "case/octets.h"

/*
 * Appends `len` octets, at most `max` lines of the wire. Each line of text
 * begins with `lead`, the first only if `out` stands at the start of a line.
 */
void wire_text(struct octets *out, const char *lead, size_t max, const void *at,
	size_t len);

#endif

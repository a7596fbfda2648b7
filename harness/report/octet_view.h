/*
 * Octets by number, beside their text.
 */
#ifndef ASSAY_REPORT_OCTET_VIEW_H
#define ASSAY_REPORT_OCTET_VIEW_H

#include "case/octets.h"

/*
 * Appends one line for 16 octets, as `hexdump -C` has them, indented by two: the
 * offset in hexadecimal, the octets, their text with "." for all that does not
 * print. Offsets begin with `offset`. Lines that repeat the one before are a
 * single "*"; behind `max` lines it is told how much is left out.
 */
void octet_view(struct octets *out, size_t offset, size_t max, const void *at,
	size_t len);

#endif

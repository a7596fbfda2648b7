/*
 * Strings in arrays of a fixed size.
 */
#ifndef ASSAY_TARGET_BOUNDED_H
#define ASSAY_TARGET_BOUNDED_H

#include <stdbool.h>
#include <stddef.h>

/* Makes a string of `len` octets in `out`, which has `room` with the NUL. False:
 * there is no room for all; `out` is unchanged. */
bool bounded_copy(char *out, size_t room, const char *from, size_t len);

#endif

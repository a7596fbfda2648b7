/*
 * Double-quoted scalars of the strict YAML subset: octets.
 */
#ifndef ASSAY_CASE_YAML_TEXT_H
#define ASSAY_CASE_YAML_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Decodes `len` octets between double quotes. `out` has room for `len` octets;
 * *n is how many were written. False: *off is the offset of an escape that the
 * subset does not have, or of a line end.
 */
bool yaml_text_decode(const uint8_t *in, size_t len, uint8_t *out, size_t *n,
	size_t *off);

#endif

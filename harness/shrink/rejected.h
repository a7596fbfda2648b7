/*
 * What was refused before, by a number made of its octets. To ask again costs
 * a play, or many. Two candidates that share a number cost at most one step
 * that could have been made.
 */
#ifndef ASSAY_SHRINK_REJECTED_H
#define ASSAY_SHRINK_REJECTED_H

#include "case/octets.h"

/* The most that are remembered; a power of two. */
#define REJECTED_MAX ((size_t)1 << 16)

/* Zero-initialised is empty and valid. */
struct rejected {
	uint64_t *numbers; /* owned; 0: free */
	size_t n;
};

bool rejected_has(const struct rejected *r, const struct octets *candidate);

/* Where memory is out, or it is full, it is not remembered. */
void rejected_add(struct rejected *r, const struct octets *candidate);

void rejected_free(struct rejected *r);

#endif

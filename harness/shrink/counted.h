/*
 * Octets that are counted in front: content by Content-Length, chunk data by its
 * chunk-size. Neither can go alone.
 */
#ifndef ASSAY_SHRINK_COUNTED_H
#define ASSAY_SHRINK_COUNTED_H

#include "case/octets.h"

struct counted {
	size_t digits_off, digits_len;
	size_t data_off, data_len;
	bool hexadecimal;
};

/* Zero-initialised is empty; `list` is owned. */
struct counted_list {
	struct counted *list;
	size_t n;
};

/* The most that are found. */
#define COUNTED_MAX 256

/* Finds them in all messages that are complete for a reader that tolerates
 * everything, in order, those without data left out. False: out of memory. */
bool counted_find(struct counted_list *out, const struct octets *in);

/* Appends the octets with only the first `len` of the counted data, and the count
 * to match. False: out of memory. */
bool counted_cut(struct octets *out, const struct octets *in,
	const struct counted *c, size_t len);

/* Its places once it has been cut so. */
void counted_set(struct counted *c, size_t len);

void counted_free(struct counted_list *list);

#endif

/*
 * The parts that octets fall into: what can be taken away together.
 */
#ifndef ASSAY_SHRINK_UNITS_H
#define ASSAY_SHRINK_UNITS_H

#include "case/octets.h"

enum unit_kind {
	UNIT_MESSAGE, /* as a reader that tolerates everything sees them; what
			 it refuses is one unit to the end */
	UNIT_CHUNK,   /* a chunk header with its data, what is before the first,
			 and what is behind the last */
	UNIT_LINE,    /* up to and with LF */
	UNIT_OCTET,
};
#define N_UNIT_KINDS 4

/* Zero-initialised is empty. `starts` is owned: offsets that ascend, the first
 * 0, and behind the last unit the end. */
struct units {
	size_t *starts;
	size_t n;
	size_t room;
};

/* The most units; where there are more, neighbours are taken together. */
#define UNITS_MAX ((size_t)1 << 16)

/* Finds the units. False: out of memory. */
bool units_find(struct units *u, enum unit_kind kind, const struct octets *in);

/* Units `from` to `from` + `n` - 1 are gone. */
void units_remove(struct units *u, size_t from, size_t n);

void units_free(struct units *u);

#endif

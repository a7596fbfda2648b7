#ifndef FUZZ_SEEN_H
#define FUZZ_SEEN_H

#include "h1/base.h"

/*
 * All that was observed of one input, folded into a number. Two runs that
 * should have come to the same are compared by it. Octets may be told in any
 * pieces: only their order counts.
 */
struct seen {
	uint64_t hash;
};

void seen_init(struct seen *seen);

void seen_octets(struct seen *seen, struct h1_span octets);

void seen_number(struct seen *seen, uint64_t number);

/* A text of ours, to keep apart what follows. */
void seen_text(struct seen *seen, const char *text);

static inline bool
seen_equal(const struct seen *a, const struct seen *b)
{
	return a->hash == b->hash;
}

#endif

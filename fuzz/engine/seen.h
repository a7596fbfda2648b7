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
	uint64_t word; /* octets not yet in it */
	unsigned n;    /* of them, fewer than 8 */
};

void seen_init(struct seen *seen);

void seen_octets(struct seen *seen, struct h1_span octets);

void seen_number(struct seen *seen, uint64_t number);

/* A text of ours, to keep apart what follows. */
void seen_text(struct seen *seen, const char *text);

/* The number. */
uint64_t seen_hash(const struct seen *seen);

static inline bool
seen_equal(const struct seen *a, const struct seen *b)
{
	return a->hash == b->hash && a->word == b->word && a->n == b->n;
}

#endif

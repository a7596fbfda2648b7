#ifndef FUZZ_ARRIVAL_H
#define FUZZ_ARRIVAL_H

#include "engine/walk.h"

/*
 * Octets that arrive in pieces, as a caller keeps them: what the reader has not
 * taken lies in an allocation of exactly its length, and moves whenever octets
 * arrive.
 */
struct arrival {
	struct walk walk;
	uint8_t *at; /* what was not taken */
	size_t len;
};

void arrival_init(struct arrival *arrival, const struct walk_options *options);

void arrival_free(struct arrival *arrival);

/* Some more octets, which the walk is shown. */
void arrival_more(struct arrival *arrival, struct h1_span octets);

#endif

#ifndef FUZZ_FEED_H
#define FUZZ_FEED_H

/*
 * Octets that come for a trace in pieces, which must not matter.
 */

#include "engine/seen.h"
#include "play/trace.h"

/* Where they are cut: nowhere, everywhere, or by a seed, at random. */
struct feed {
	enum {
		FEED_WHOLE,
		FEED_OCTETS,
		FEED_RANDOM
	} cut;
	uint32_t seed;
};

/* Gives them to the trace, all at time `now_us`. */
void
feed(struct feed *how, struct trace *t, struct h1_span octets, uint64_t now_us);

/* What must hold of each trace, whatever came. */
void feed_check(const struct trace *t);

/* All of a trace that must not depend on how the octets were cut. */
void feed_seen(const struct trace *t, struct seen *seen);

#endif

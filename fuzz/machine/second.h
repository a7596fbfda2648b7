#ifndef FUZZ_SECOND_H
#define FUZZ_SECOND_H

/* A second opinion on what stands behind the complete requests: that of the
 * model of RFC 9112, which shares no code with the reader. */

#include "h1/limits.h"
#include "machine/asked.h"

/*
 * Checks that the model agrees on asking->behind: what is refused must not be
 * accepted, and what is not complete is neither. `in_message`: the reader has
 * its head. Sets asking->due.
 */
void second_opinion(struct asking *asking, const struct h1_limits *limits,
	bool in_message);

#endif

/*
 * Makes octets smaller while something about them stays as it is: delta
 * debugging, which takes parts away, whole messages first, then chunks, lines
 * and octets; which cuts content together with its Content-Length or
 * chunk-size; and at last puts plain octets in the place of odd ones. Pure, and
 * without chance: the same octets and answers give the same result.
 */
#ifndef ASSAY_SHRINK_SHRINK_H
#define ASSAY_SHRINK_SHRINK_H

#include "case/octets.h"

/* What is wanted. Borrows everything. */
struct shrink {
	/* Whether the candidate still has what is looked for. It borrows the
	 * candidate, which may be empty, and should answer the same each time:
	 * a candidate that it once refused may not be shown to it again. */
	bool (*keeps)(void *context, const struct octets *candidate);
	void *context;
	size_t most_tries;	   /* calls of keeps() */
	const volatile bool *stop; /* looked at between two calls; NULL: none */
};

enum shrink_end {
	SHRINK_LEAST,	  /* no single part can go any more */
	SHRINK_TRIES,	  /* `most_tries` were made */
	SHRINK_STOPPED,	  /* `stop` was true */
	SHRINK_NO_MEMORY, /* it ran out */
};

struct shrink_result {
	enum shrink_end end;
	size_t tries; /* calls of keeps() */
	size_t kept;  /* of them, those that it said yes to */
};

/*
 * Shrinks `octets` in place; keeps() has to hold for them, and is not asked
 * about them. Whatever the end is, they are then the smallest for which keeps()
 * said yes, or as they were.
 */
struct shrink_result shrink(const struct shrink *how, struct octets *octets);

#endif

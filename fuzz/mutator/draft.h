#ifndef FUZZ_DRAFT_H
#define FUZZ_DRAFT_H

#include "mutator/dice.h"

#include <stddef.h>

/*
 * An input that is being changed: `len` octets in a buffer that holds `max`.
 * All that writes into it goes through draft_replace(), the one place that must
 * know where it ends.
 */
struct draft {
	uint8_t *at;
	size_t len;
	size_t max;
	struct dice dice;
};

/* Octets [off, off + len) of a draft. */
struct range {
	size_t off;
	size_t len;
};

/* Octets that stand elsewhere. */
struct text {
	const char *at;
	size_t len;
};

#define TEXT(literal) ((struct text){"" literal, sizeof(literal) - 1})

/*
 * Puts `text` in place of `range`, which must lie in the draft; `text` must
 * not. False, and nothing is changed, where that would not fit.
 */
bool draft_replace(struct draft *draft, struct range range, struct text text);

/* `text` comes before octet `off`. */
bool draft_insert(struct draft *draft, size_t off, struct text text);

void draft_delete(struct draft *draft, struct range range);

/* A copy of `range` comes before octet `off`. */
bool draft_copy(struct draft *draft, size_t off, struct range range);

/* `range` comes to stand before what was octet `off`, outside of it. */
bool draft_move(struct draft *draft, size_t off, struct range range);

/* The octets of `range`, until the draft is changed. */
struct text draft_text(const struct draft *draft, struct range range);

static inline size_t
range_end(struct range range)
{
	return range.off + range.len;
}

static inline struct range
range_between(size_t off, size_t end)
{
	return (struct range){off, end - off};
}

#endif

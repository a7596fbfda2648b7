/*
 * The index of line ends and the classes of octets, for kernels with vectors.
 * To be included by a kernel's file, which has defined before
 *
 *	struct octets	what is read, its `end` behind it
 *	octets_init(octets, at, end)
 *	struct block { uint64_t lf, odd; }
 *	look(octets, at)	a bit for each of 64 octets: LF, and all controls
 *			but HTAB, or more than those
 *	exact(octets, at)	the latter, and no more
 *	WIDTH
 *	not_in(octets, at, row)	a bit for each of that many octets that does
 *			not belong to a class
 *
 * all of them with no bit, or any, for what lies behind the end.
 */

#include "h1/octet_rules.h"

#include <stdbool.h>

#define UNLIKELY(x) __builtin_expect(!!(x), 0)

/*
 * A class as a table over the low four bits of an octet: bit h is set if the
 * octet with h in its high bits belongs to it. No octet beyond 7F does.
 */
struct class
{
	_Alignas(32) uint8_t row[32]; /* twice, for vectors of 32 octets */
};

/* clang-format off */
#define COLUMN(rule, h, low)	\
	(rule((h) << 4 | (low)) ? 1u << (h) : 0u)
#define LOW(rule, low)							\
	(uint8_t)(COLUMN(rule, 0, low) | COLUMN(rule, 1, low) |		\
	COLUMN(rule, 2, low) | COLUMN(rule, 3, low) |			\
	COLUMN(rule, 4, low) | COLUMN(rule, 5, low) |			\
	COLUMN(rule, 6, low) | COLUMN(rule, 7, low))
#define ROW(rule)							\
	LOW(rule, 0), LOW(rule, 1), LOW(rule, 2), LOW(rule, 3),		\
	LOW(rule, 4), LOW(rule, 5), LOW(rule, 6), LOW(rule, 7),		\
	LOW(rule, 8), LOW(rule, 9), LOW(rule, 10), LOW(rule, 11),	\
	LOW(rule, 12), LOW(rule, 13), LOW(rule, 14), LOW(rule, 15)
#define TABLE(rule)	{{ROW(rule), ROW(rule)}}

static const struct class token_class = TABLE(TCHAR);
static const struct class host_class = TABLE(REG_NAME);
static const struct class path_class = TABLE(PATH);
static const struct class query_class = TABLE(QUERY);

#define CLASS	const struct class *
#define TOKEN	(&token_class)
#define HOST	(&host_class)
#undef PATH
#undef QUERY
#define PATH	(&path_class)
#define QUERY	(&query_class)
/* clang-format on */

/* Octets that one look takes. */
#define BLOCK 64

/* Where the index of line ends stands. */
struct lines {
	const uint8_t *block;
	uint64_t lf;  /* of it, not yet given */
	bool waiting; /* CR is the last octet of it */
	bool last;    /* an odd octet follows */
};

struct source {
	struct lines lines;
	struct octets octets;
};

/* Bits of the controls behind which no LF stands, as far as this block tells. */
static inline uint64_t
alone(uint64_t odd, uint64_t lf)
{
	return odd & ~lf & ~(lf >> 1);
}

/* The same exactly, and as told by the block before: its end was CR. */
static __attribute__((noinline)) uint64_t
alone_exactly(const struct octets *octets, const uint8_t *block, uint64_t lf,
	bool waiting)
{
	return alone(exact(octets, block), lf) | (waiting && !(lf & 1) ? 1 : 0);
}

static inline void
index_block(struct source *source)
{
	struct lines *lines = &source->lines;
	struct block block = look(&source->octets, lines->block);
	uint64_t bad = alone(block.odd, block.lf);

	lines->lf = block.lf;
	if (!UNLIKELY(bad != 0 || lines->waiting))
		return;
	bad = alone_exactly(&source->octets, lines->block, block.lf,
		lines->waiting);
	/* CR at the end of the block: the next one tells */
	lines->waiting = bad >> 63;
	bad &= ~((uint64_t)1 << 63);
	if (bad) {
		lines->lf &= (bad & -bad) - 1;
		lines->last = true;
	}
}

static inline void
source_init(struct source *source, const uint8_t *at, const uint8_t *end)
{
	source->lines.block = at;
	source->lines.waiting = false;
	source->lines.last = false;
	octets_init(&source->octets, at, end);
	index_block(source);
}

static inline const uint8_t *
next_lf(struct source *source)
{
	struct lines *lines = &source->lines;
	const uint8_t *lf;

	while (lines->lf == 0) {
		if (UNLIKELY(lines->last))
			return NULL;
		lines->block += BLOCK;
		if (UNLIKELY(lines->block >= source->octets.end))
			return NULL;
		index_block(source);
	}
	lf = lines->block + __builtin_ctzll(lines->lf);
	lines->lf &= lines->lf - 1;
	return lf;
}

static inline const uint8_t *
skip(const struct source *source, const uint8_t *at, CLASS class)
{
	for (;;) {
		uint64_t out = not_in(&source->octets, at, class->row);

		if (out)
			return at + __builtin_ctzll(out);
		at += WIDTH;
	}
}

#ifndef FUZZ_DICE_H
#define FUZZ_DICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A small generator: the same seed, the same numbers, on every machine. */
struct dice {
	uint64_t state;
};

static inline struct dice
dice_from(uint32_t seed)
{
	return (struct dice){seed * UINT64_C(0x9E3779B97F4A7C15)};
}

static inline uint32_t
dice_next(struct dice *dice)
{
	uint64_t x = dice->state += UINT64_C(0x9E3779B97F4A7C15);

	x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
	return (uint32_t)(x >> 32);
}

/* 0 to `n` - 1; `n` is not 0. */
static inline uint32_t
dice_below(struct dice *dice, size_t n)
{
	return (uint32_t)((uint64_t)dice_next(dice) * n >> 32);
}

/* True once in `n`. */
static inline bool
dice_once_in(struct dice *dice, uint32_t n)
{
	return dice_below(dice, n) == 0;
}

#endif

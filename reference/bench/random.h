#ifndef BENCH_RANDOM_H
#define BENCH_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* A generator whose seed tells everything that follows (splitmix64). */
struct random {
	uint64_t state;
};

uint64_t random_next(struct random *random);

/* 0 to n - 1. */
size_t random_below(struct random *random, size_t n);

/* least to most. */
size_t random_between(struct random *random, size_t least, size_t most);

/* Puts the numbers 0 to n - 1 into `order`, shuffled. */
void random_order(struct random *random, size_t *order, size_t n);

/* Writes n letters, digits, "-" and "_". */
void random_text(struct random *random, uint8_t *out, size_t n);

#endif

#ifndef FUZZ_MACHINE_CHANCE_H
#define FUZZ_MACHINE_CHANCE_H

#include <stdint.h>

/* The next of the numbers that follow from a seed: 0 to `n` - 1. */
static inline uint32_t
chance(uint32_t *state, uint32_t n)
{
	*state = *state * 1664525u + 1013904223u;
	return (*state >> 16) % n;
}

#endif

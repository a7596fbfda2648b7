#include "run/order.h"

void
order_fill(size_t *order, size_t n)
{
	for (size_t i = 0; i < n; i++)
		order[i] = i;
}

/* SplitMix64: the same numbers on every machine. */
static uint64_t
next_random(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

/* What the remainder prefers shows in none of 2^40 shuffles. */
void
order_shuffle(size_t *order, size_t n, uint64_t seed)
{
	for (size_t i = n; i > 1; i--) {
		size_t k = (size_t)(next_random(&seed) % i);
		size_t other = order[k];

		order[k] = order[i - 1];
		order[i - 1] = other;
	}
}

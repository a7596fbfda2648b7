#include "random.h"

uint64_t
random_next(struct random *random)
{
	uint64_t z = random->state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

size_t
random_below(struct random *random, size_t n)
{
	/* n is small: the bias does not matter here */
	return (size_t)(random_next(random) % n);
}

size_t
random_between(struct random *random, size_t least, size_t most)
{
	return least + random_below(random, most - least + 1);
}

void
random_order(struct random *random, size_t *order, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		size_t other = random_below(random, i + 1);

		order[i] = order[other];
		order[other] = i;
	}
}

void
random_text(struct random *random, uint8_t *out, size_t n)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "abcdefghijklmnopqrstuvwxyz"
				       "0123456789-_";
	size_t i;

	for (i = 0; i < n; i++)
		out[i] = (uint8_t)alphabet[random_next(random) >> 58];
}

#ifndef FUZZ_PILE_H
#define FUZZ_PILE_H

/* Octets that become more. Zero-initialised it is empty. */

#include "h1/base.h"

struct pile {
	uint8_t *at; /* owned */
	size_t len;
	size_t room;
};

void pile_add(struct pile *pile, struct h1_span octets);
void pile_text(struct pile *pile, const char *text);
void pile_zeros(struct pile *pile, size_t len);
void pile_free(struct pile *pile);

/* What is in it; borrowed until the next change, never absent. */
struct h1_span pile_span(const struct pile *pile);

/*
 * Room for one more in an array of `n` things of `size` octets, which it
 * moves: gives the array. Its room grows in powers of two, so that nobody has
 * to remember it.
 */
void *pile_one_more(void *array, size_t n, size_t size);

#endif

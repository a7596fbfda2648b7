#ifndef BENCH_TEXT_H
#define BENCH_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "bench.h"
#include "random.h"

/* Octets in the making. Running out of memory ends the program. */
struct text {
	uint8_t *octets; /* owned */
	size_t len;
	size_t room;
};

void text_add(struct text *text, const char *string);
void text_add_random(struct text *text, struct random *random, size_t n);
void text_add_number(struct text *text, size_t n, unsigned base);

/* Gives the octets in an allocation of exactly their size; frees the rest. */
struct bench_input text_take(struct text *text);

/* Another allocation with the same octets. */
struct bench_input text_copy(const struct bench_input *input);

/* As malloc() and calloc(), but they end the program when memory runs out. */
void *text_alloc(size_t n, size_t size);

#endif

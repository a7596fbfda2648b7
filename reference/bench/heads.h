#ifndef BENCH_HEADS_H
#define BENCH_HEADS_H

#include "bench.h"
#include "random.h"

/*
 * A head of a stated size: each "~" of the text stands for random letters, so
 * many that the whole has `len` octets.
 */
struct head_spec {
	const char *text;
	size_t len;
};

extern const struct head_spec head_browser;
extern const struct head_spec head_smallest;
extern const struct head_spec head_program;
extern const struct head_spec head_long;
extern const struct head_spec head_response;

/* Gives an input of exactly spec->len octets. */
struct bench_input
heads_fixed(const struct head_spec *spec, struct random *random);

/*
 * Gives a request of exactly `len` octets (454 or more) with random method,
 * target, field names, order and values.
 */
struct bench_input heads_random(size_t len, struct random *random);

#endif

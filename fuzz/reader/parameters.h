#ifndef FUZZ_PARAMETERS_H
#define FUZZ_PARAMETERS_H

#include "engine/walk.h"

/*
 * Parameters of entries whose input is messages: octets behind the messages,
 * the last one first. An input that ends in CR LF is messages alone, so that
 * real ones can be fed as they are; then all parameters are 0.
 */
struct parameters {
	struct h1_span *input; /* what is left of it */
	bool there;
};

struct parameters parameters_of(struct h1_span *input);

/* 0 to `limit` - 1 */
unsigned parameter_next(struct parameters *parameters, unsigned limit);

/*
 * How messages are to be read, of one octet: which limits, and what becomes of
 * fields. 0 is as a reader is used by default; all else that `options` holds
 * stays as it is.
 */
void
parameter_reader(struct parameters *parameters, struct walk_options *options);

/* Of one octet: requests, or responses and what they answer. */
void
parameter_kind(struct parameters *parameters, struct walk_options *options);

#endif

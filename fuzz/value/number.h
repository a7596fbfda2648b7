#ifndef FUZZ_VALUE_NUMBER_H
#define FUZZ_VALUE_NUMBER_H

#include "h1/base.h"

/* Numbers as text: no arithmetic, so nothing can overflow. */

/* Whether all of it is DIGIT, and there is one. */
bool number_is_digits(struct h1_span text);

/* Without its leading zeros, of which the last is kept. */
struct h1_span number_bare(struct h1_span digits);

/* Whether the number is at most `max`. */
bool number_at_most(struct h1_span digits, uint64_t max);

/* Whether the number is `n`. */
bool number_equals(struct h1_span digits, uint64_t n);

/* The number; `cap` for one that is greater. */
uint64_t number_capped(struct h1_span digits, uint64_t cap);

#endif

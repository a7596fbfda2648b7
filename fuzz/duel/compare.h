#ifndef FUZZ_COMPARE_H
#define FUZZ_COMPARE_H

#include "duel/duel.h"

/* DUEL_* of the message at hand, which both accept, and which is `len` octets
 * for us. */
unsigned duel_compare(const struct duel *duel, size_t len);

#endif

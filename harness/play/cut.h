/*
 * Where a wire is cut into segments, so that a parser that depends on the
 * boundaries of its reads shows it. Pure.
 */
#ifndef ASSAY_PLAY_CUT_H
#define ASSAY_PLAY_CUT_H

#include "case/octets.h"

/* Offsets, ascending, each once: octets before it arrive before those from it
 * on. Zero-initialised is empty; `at` is owned. */
struct cut_list {
	size_t *at;
	size_t n;
};

/* Of more places than this, the first half is kept, and as many are spread
 * over the others; of a wire that is longer than CUT_HUGE, so many. */
#define CUT_PLACES_MAX 64
#define CUT_HUGE ((size_t)32 << 10)
#define CUT_HUGE_PLACES_MAX 16

/*
 * Finds the places at which `wire` is worth cutting: before and after each CR,
 * LF, colon, comma and semicolon, and around chunk headers and chunk data; also
 * within a chunk-size of several digits. Not at its ends, nor at one of `ends`
 * (ascending), where one send ends and the next begins. False: out of memory.
 */
bool cut_find(const struct octets *wire, const size_t *ends, size_t n_ends,
	struct cut_list *out);

void cut_list_free(struct cut_list *list);

#endif

/*
 * Memory that is given back all at once.
 */
#ifndef ASSAY_CASE_ARENA_H
#define ASSAY_CASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

#include "case/octets.h"

struct arena;

/* Gives an empty arena; NULL: memory ran out. Freed by arena_free(). */
struct arena *arena_new(void);

/* Gives back the arena and all that was allocated in it. NULL is allowed. */
void arena_free(struct arena *a);

/* `n` zeroed elements of `size` octets, aligned for any type; never NULL for
 * an `n` of 0. NULL: memory ran out, or n * size overflows. */
void *arena_alloc(struct arena *a, size_t n, size_t size);

/* A copy of `len` octets with a NUL behind them. NULL: memory ran out. */
char *arena_copy(struct arena *a, const void *at, size_t len);

/* A copy of a C string. NULL: memory ran out. */
char *arena_text(struct arena *a, const char *text);

#endif

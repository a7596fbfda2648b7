/*
 * In which order results are played.
 */
#ifndef ASSAY_RUN_ORDER_H
#define ASSAY_RUN_ORDER_H

#include <stddef.h>
#include <stdint.h>

/* Fills `order` with 0 to n - 1. */
void order_fill(size_t *order, size_t n);

/* Shuffles it: the same seed and n always give the same order. */
void order_shuffle(size_t *order, size_t n, uint64_t seed);

#endif

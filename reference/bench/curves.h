#ifndef BENCH_CURVES_H
#define BENCH_CURVES_H

#include <stdbool.h>

/*
 * Shows how cost grows: the time of one unit (a field line, an octet, a chunk)
 * in messages that grow tenfold from row to row. Where it stays the same, cost
 * is linear. Answers are compared first; false if two differ.
 */
bool curves_print(void);

#endif

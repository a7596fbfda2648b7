#ifndef H1_SCAN_H
#define H1_SCAN_H

#include "h1/base.h"
#include "h1/octet.h"

/*
 * The one place where octets are looked at in bulk. No octet at or behind `end`
 * is ever read. `at` may be `end`, and both may be NULL.
 */

/* The first octet in [at, end) that is in none of `classes`, or `end`. */
const uint8_t *
h1_scan_while(const uint8_t *at, const uint8_t *end, uint32_t classes);

/* The first octet in [at, end) that is in one of `classes`, or `end`. */
const uint8_t *
h1_scan_until(const uint8_t *at, const uint8_t *end, uint32_t classes);

/* The first octet in [at, end) that no field-content can hold, or `end`. */
const uint8_t *h1_scan_text(const uint8_t *at, const uint8_t *end);

/*
 * Kernels: the same work done by the vectors of the machine. The best one that
 * it has is chosen at the first use; all give the same answers, and the plain
 * one says which.
 */
enum h1_scan_kernel {
	H1_SCAN_PLAIN,
	H1_SCAN_SSE42,
	H1_SCAN_AVX2,
	H1_SCAN_AVX512,
	H1_SCAN_NEON,
	H1_SCAN_COUNT
};

/* Makes all readers use `kernel`; false if it is not there. */
bool h1_scan_use(enum h1_scan_kernel kernel);

/* The one in use. */
enum h1_scan_kernel h1_scan_kernel(void);

/* "plain", "sse4.2", "avx2", "avx512", "neon". */
const char *h1_scan_name(enum h1_scan_kernel kernel);

#endif

#ifndef H1_SCAN_H
#define H1_SCAN_H

#include "h1/base.h"

/*
 * The one place where octets are looked at in bulk. Everything above asks
 * these functions, so that a vector kernel can stand behind them; the plain C
 * versions are the specification of any other. No octet at or behind `end` is
 * ever read.
 */

/* The first LF in [at, end), or `end`. */
const uint8_t *h1_scan_lf(const uint8_t *at, const uint8_t *end);

/* The first octet in [at, end) that is in none of `classes`, or `end`. */
const uint8_t *
h1_scan_while(const uint8_t *at, const uint8_t *end, uint32_t classes);

/* The first octet in [at, end) that is in one of `classes`, or `end`. */
const uint8_t *
h1_scan_until(const uint8_t *at, const uint8_t *end, uint32_t classes);

#endif

/*
 * Which dates there are.
 */
#ifndef ASSAY_JUDGE_CALENDAR_H
#define ASSAY_JUDGE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

/* Whether the month has that day, and it falls on the day of the week that is
 * named. `at` is an IMF-fixdate (RFC 9110, section 5.6.7). */
bool calendar_has(const uint8_t *at);

#endif

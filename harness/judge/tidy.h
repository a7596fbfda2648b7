/*
 * What senders should keep to in any field value, beyond its grammar.
 */
#ifndef ASSAY_JUDGE_TIDY_H
#define ASSAY_JUDGE_TIDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether white space outside of strings and comments is single SP and stands
 * before no comma or semicolon (RFC 9110, section 5.6.3), and backslashes stand
 * only before what could not be there without (section 5.6.4). */
bool tidy_matches(const uint8_t *at, size_t len);

#endif

#ifndef SUPPORT_DECIMAL_H
#define SUPPORT_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

/* The number of an option: 1*DIGIT from `least` to `most`. False, and *number is
 * of no use, if `text` is anything else. */
bool
decimal_read(uint64_t *number, const char *text, uint64_t least, uint64_t most);

#endif

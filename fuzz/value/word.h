#ifndef FUZZ_VALUE_WORD_H
#define FUZZ_VALUE_WORD_H

#include "h1/base.h"

/* Words of values, found in a slow way (RFC 9110, sections 5.6.2 and 5.6.4). */

/* Octets of the token that `in` begins with, or 0. */
size_t slow_token(struct h1_span in);

/* Octets of the quoted-string that `in` begins with, quotes included, or 0. */
size_t slow_quoted_string(struct h1_span in);

#endif

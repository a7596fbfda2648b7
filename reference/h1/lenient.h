#ifndef H1_LENIENT_H
#define H1_LENIENT_H

#include "h1/base.h"

enum h1_lenient_bit {
#define H1_ROW(flag, name, clause, text) H1_LENIENT_BIT_##flag,
#include "h1/lenient.def"
#undef H1_ROW
	H1_LENIENT_COUNT
};

/* The flags, to be joined by |. lenient.def says what each tolerates. */
enum {
	H1_STRICT = 0,
#define H1_ROW(flag, name, clause, text) \
	H1_LENIENT_##flag = 1u << H1_LENIENT_BIT_##flag,
#include "h1/lenient.def"
#undef H1_ROW
	H1_LENIENT_ALL = (1u << H1_LENIENT_COUNT) - 1
};

/* The name of the bit-th flag, "bare-lf"; NULL if there is none. */
const char *h1_lenient_name(unsigned bit);

/* What the bit-th flag tolerates, for people; NULL if there is none. */
const char *h1_lenient_text(unsigned bit);

/* The flag called `name`, or 0. */
unsigned h1_lenient_find(struct h1_span name);

#endif

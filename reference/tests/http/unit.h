#ifndef TESTS_HTTP_UNIT_H
#define TESTS_HTTP_UNIT_H

/* What the unit tests of http/ share: cmocka, and spans of text. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "h1/base.h"

/* The octets of a C string, which is ours and not from the wire. */
static inline struct h1_span
text_span(const char *text)
{
	return (struct h1_span){(const uint8_t *)text, strlen(text)};
}

#define N_ROWS(table) (sizeof(table) / sizeof((table)[0]))

#endif

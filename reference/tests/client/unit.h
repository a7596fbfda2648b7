#ifndef TESTS_CLIENT_UNIT_H
#define TESTS_CLIENT_UNIT_H

/* What every unit test of the client needs; cmocka wants the first three. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "h1/base.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

static inline struct h1_span
span_of(const char *text)
{
	return (struct h1_span){(const uint8_t *)text, strlen(text)};
}

/* Compares octets with text, and shows both where they differ. */
static inline void
assert_span(struct h1_span span, const char *text)
{
	if (span.len == strlen(text) && memcmp(span.at, text, span.len) == 0)
		return;
	fail_msg("'%.*s' is not '%s'", (int)span.len, (const char *)span.at,
		text);
}

#endif

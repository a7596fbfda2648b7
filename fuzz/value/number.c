#include "value/number.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

bool
number_is_digits(struct h1_span text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
	return text.len > 0;
}

struct h1_span
number_bare(struct h1_span digits)
{
	while (digits.len > 1 && digits.at[0] == '0') {
		digits.at++;
		digits.len--;
	}
	return digits;
}

/* Negative, 0 or positive, as by memcmp(). */
static int
compare(struct h1_span digits, uint64_t n)
{
	char text[24];
	int len = snprintf(text, sizeof(text), "%" PRIu64, n);
	struct h1_span bare = number_bare(digits);

	if (bare.len != (size_t)len)
		return bare.len < (size_t)len ? -1 : 1;
	return memcmp(bare.at, text, bare.len);
}

bool
number_at_most(struct h1_span digits, uint64_t max)
{
	return compare(digits, max) <= 0;
}

bool
number_equals(struct h1_span digits, uint64_t n)
{
	return compare(digits, n) == 0;
}

uint64_t
number_capped(struct h1_span digits, uint64_t cap)
{
	uint64_t n = 0;

	if (!number_at_most(digits, cap))
		return cap;
	for (size_t i = 0; i < digits.len; i++)
		n = 10 * n + (digits.at[i] - (uint64_t)'0');
	return n;
}

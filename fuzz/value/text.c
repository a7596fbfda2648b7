#include "value/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void
text_add(struct text *text, struct h1_span span)
{
	CHECK(span.len <= sizeof(text->at) - text->len);
	if (span.len > 0)
		memcpy(text->at + text->len, span.at, span.len);
	text->len += span.len;
}

void
text_add_octet(struct text *text, uint8_t octet)
{
	text_add(text, (struct h1_span){&octet, 1});
}

void
text_add_number(struct text *text, uint64_t number)
{
	char digits[24];
	int n = snprintf(digits, sizeof(digits), "%" PRIu64, number);

	text_add(text, (struct h1_span){(uint8_t *)digits, (size_t)n});
}

struct h1_span
text_span(const struct text *text)
{
	return (struct h1_span){text->at, text->len};
}

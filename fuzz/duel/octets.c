#include "duel/octets.h"

#include <string.h>

static bool
one_of(const char *set, uint8_t octet)
{
	return octet != 0 && strchr(set, octet);
}

bool
is_digit(uint8_t octet)
{
	return octet >= '0' && octet <= '9';
}

bool
is_hex(uint8_t octet)
{
	return is_digit(octet) || one_of("abcdefABCDEF", octet);
}

unsigned
hex_value(uint8_t octet)
{
	if (is_digit(octet))
		return octet - '0';
	return (octet | 0x20U) - 'a' + 10;
}

bool
is_alpha(uint8_t octet)
{
	return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
}

bool
is_blank(uint8_t octet)
{
	return octet == ' ' || octet == '\t';
}

bool
is_tchar(uint8_t octet)
{
	return is_alpha(octet) || is_digit(octet) ||
	       one_of("!#$%&'*+-.^_`|~", octet);
}

bool
is_reg_name(uint8_t octet)
{
	return is_alpha(octet) || is_digit(octet) ||
	       one_of("-._~!$&'()*+,;=%", octet);
}

bool
is_pchar(uint8_t octet)
{
	return is_reg_name(octet) || one_of(":@", octet);
}

bool
is_vchar(uint8_t octet)
{
	return octet > 0x20 && octet != 0x7F;
}

size_t
span_find(struct h1_span span, uint8_t octet)
{
	size_t i;

	for (i = 0; i < span.len && span.at[i] != octet; i++)
		;
	return i;
}

static bool
begins(struct h1_span span, const char *text, size_t len)
{
	struct h1_span head = {span.at, len};

	return span.len >= len &&
	       h1_span_equal_nocase(head,
		       (struct h1_span){(const uint8_t *)text, len});
}

size_t
span_count(struct h1_span span, const char *text)
{
	size_t n = 0, len = strlen(text), i;

	for (i = 0; i < span.len; i++)
		n += begins(span_from(span, i), text, len);
	return n;
}

bool
span_is(struct h1_span span, const char *text)
{
	return span.len == strlen(text) && begins(span, text, span.len);
}

struct h1_span
span_from(struct h1_span span, size_t off)
{
	if (off > span.len)
		off = span.len;
	return (struct h1_span){span.at + off, span.len - off};
}

struct h1_span
span_trimmed(struct h1_span span)
{
	while (span.len > 0 && is_blank(span.at[span.len - 1]))
		span.len--;
	return span;
}

struct h1_span
span_text(const char *text)
{
	return (struct h1_span){(const uint8_t *)text, strlen(text)};
}

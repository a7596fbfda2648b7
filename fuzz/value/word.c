#include "value/word.h"

#include <string.h>

/* HTAB, SP, VCHAR and obs-text. */
static bool
is_text(uint8_t octet)
{
	return octet == '\t' || (octet >= ' ' && octet != 0x7F);
}

size_t
slow_token(struct h1_span in)
{
	size_t n = 0;

	while (n < in.len && in.at[n] > ' ' && in.at[n] < 0x7F &&
		!strchr("\"(),/:;<=>?@[\\]{}", in.at[n]))
		n++;
	return n;
}

size_t
slow_quoted_string(struct h1_span in)
{
	bool escaped = false;

	if (in.len == 0 || in.at[0] != '"')
		return 0;
	for (size_t i = 1; i < in.len && is_text(in.at[i]); i++) {
		if (in.at[i] == '"' && !escaped)
			return i + 1;
		escaped = in.at[i] == '\\' && !escaped;
	}
	return 0;
}

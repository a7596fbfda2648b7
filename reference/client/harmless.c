#include "client/harmless.h"

#include <string.h>

static size_t
put_hex(uint8_t *out, uint8_t octet)
{
	static const char digits[] = "0123456789ABCDEF";

	out[0] = '\\';
	out[1] = 'x';
	out[2] = (uint8_t)digits[octet >> 4];
	out[3] = (uint8_t)digits[octet & 15];
	return 4;
}

static bool
is_plain(uint8_t octet)
{
	return (octet >= ' ' && octet <= '~') || octet == '\t';
}

size_t
client_harmless_line(uint8_t *out, struct h1_span in)
{
	size_t len = 0;

	for (size_t i = 0; i < in.len; i++) {
		if (is_plain(in.at[i]))
			out[len++] = in.at[i];
		else
			len += put_hex(out + len, in.at[i]);
	}
	return len;
}

/* Octets of the character that begins so; 0 if none does. The end of a line is
 * taken for one. */
static size_t
character_len(uint8_t first)
{
	if (first == '\r')
		return 2;
	if (first >= 0xC2 && first <= 0xDF)
		return 2;
	if (first >= 0xE0 && first <= 0xEF)
		return 3;
	if (first >= 0xF0 && first <= 0xF4)
		return 4;
	return 0;
}

/* Whether the first two octets can begin a character: neither overlong, nor a
 * surrogate, nor beyond U+10FFFF, nor U+0080 to U+009F. */
static bool
second_fits(uint8_t first, uint8_t second)
{
	switch (first) {
	case '\r':
		return second == '\n';
	case 0xC2:
	case 0xE0:
		return second >= 0xA0 && second <= 0xBF;
	case 0xED:
		return second >= 0x80 && second <= 0x9F;
	case 0xF0:
		return second >= 0x90 && second <= 0xBF;
	case 0xF4:
		return second >= 0x80 && second <= 0x8F;
	default:
		return second >= 0x80 && second <= 0xBF;
	}
}

static bool
continues(const struct client_harmless *state, uint8_t octet)
{
	if (state->n_pending == 1)
		return second_fits(state->pending[0], octet);
	return octet >= 0x80 && octet <= 0xBF;
}

size_t
client_harmless_end(struct client_harmless *state, uint8_t *out)
{
	size_t len = 0;

	for (size_t i = 0; i < state->n_pending; i++)
		len += put_hex(out + len, state->pending[i]);
	state->n_pending = 0;
	return len;
}

static size_t
first_octet(struct client_harmless *state, uint8_t *out, uint8_t octet)
{
	if (is_plain(octet) || octet == '\n') {
		*out = octet;
		return 1;
	}
	if (character_len(octet) == 0)
		return put_hex(out, octet);
	state->pending[state->n_pending++] = octet;
	return 0;
}

static size_t
one(struct client_harmless *state, uint8_t *out, uint8_t octet)
{
	size_t len;

	if (state->n_pending == 0)
		return first_octet(state, out, octet);
	if (!continues(state, octet)) {
		len = client_harmless_end(state, out);
		return len + first_octet(state, out + len, octet);
	}
	state->pending[state->n_pending++] = octet;
	if (state->n_pending < character_len(state->pending[0]))
		return 0;
	len = state->n_pending;
	memcpy(out, state->pending, len);
	state->n_pending = 0;
	return len;
}

size_t
client_harmless(struct client_harmless *state, uint8_t *out, struct h1_span in)
{
	size_t len = 0;

	for (size_t i = 0; i < in.len; i++)
		len += one(state, out + len, in.at[i]);
	return len;
}

#include "client/base64.h"

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			      "abcdefghijklmnopqrstuvwxyz0123456789+/";

size_t
client_base64(uint8_t *out, struct h1_span in)
{
	size_t len = 0;

	for (size_t i = 0; i < in.len; i += 3) {
		size_t left = in.len - i;
		uint32_t bits = (uint32_t)in.at[i] << 16;

		if (left > 1)
			bits |= (uint32_t)in.at[i + 1] << 8;
		if (left > 2)
			bits |= in.at[i + 2];
		out[len++] = (uint8_t)letters[bits >> 18];
		out[len++] = (uint8_t)letters[bits >> 12 & 63];
		out[len++] = left > 1 ? (uint8_t)letters[bits >> 6 & 63] : '=';
		out[len++] = left > 2 ? (uint8_t)letters[bits & 63] : '=';
	}
	return len;
}

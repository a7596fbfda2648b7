#include "engine/seen.h"

#include <string.h>

#include "engine/plain.h"

#define SEED UINT64_C(0xCBF29CE484222325)
#define FACTOR UINT64_C(0x9E3779B97F4A7C15)

void
seen_init(struct seen *seen)
{
	*seen = (struct seen){.hash = SEED};
}

PLAIN static inline uint64_t
mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * FACTOR;
	return hash ^ hash >> 29;
}

PLAIN static inline void
keep_octet(struct seen *seen, uint8_t octet)
{
	seen->word |= (uint64_t)octet << 8 * seen->n;
	if (++seen->n < 8)
		return;
	seen->hash = mix(seen->hash, seen->word);
	seen->word = 0;
	seen->n = 0;
}

/* Eight at once, behind those that wait. */
PLAIN static inline void
keep_word(struct seen *seen, const uint8_t *at)
{
	unsigned bits = 8 * seen->n;
	uint64_t word;

	memcpy(&word, at, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	seen->hash = mix(seen->hash, seen->word | word << bits);
	seen->word = bits ? word >> (64 - bits) : 0;
}

PLAIN void
seen_octets(struct seen *seen, struct h1_span octets)
{
	size_t i = 0;

	for (; octets.len - i >= 8; i += 8)
		keep_word(seen, octets.at + i);
	for (; i < octets.len; i++)
		keep_octet(seen, octets.at[i]);
}

PLAIN void
seen_number(struct seen *seen, uint64_t number)
{
	if (seen->n > 0)
		seen->hash =
			mix(seen->hash, seen->word | (uint64_t)seen->n << 56);
	seen->hash = mix(seen->hash, number);
	seen->word = 0;
	seen->n = 0;
}

void
seen_text(struct seen *seen, const char *text)
{
	seen_octets(seen,
		(struct h1_span){(const uint8_t *)text, strlen(text)});
}

uint64_t
seen_hash(const struct seen *seen)
{
	struct seen all = *seen;

	seen_number(&all, 0);
	return all.hash;
}

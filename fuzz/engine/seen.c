#include "engine/seen.h"

#include <string.h>

#include "engine/plain.h"

/* FNV-1a, 64 bits */
#define SEED UINT64_C(0xCBF29CE484222325)
#define FACTOR UINT64_C(0x100000001B3)

void
seen_init(struct seen *seen)
{
	seen->hash = SEED;
}

PLAIN void
seen_octets(struct seen *seen, struct h1_span octets)
{
	uint64_t hash = seen->hash;
	size_t i;

	for (i = 0; i < octets.len; i++)
		hash = (hash ^ octets.at[i]) * FACTOR;
	seen->hash = hash;
}

PLAIN void
seen_number(struct seen *seen, uint64_t number)
{
	uint64_t hash = (seen->hash ^ number) * FACTOR;

	seen->hash = (hash ^ hash >> 32) * FACTOR;
}

void
seen_text(struct seen *seen, const char *text)
{
	seen_octets(seen,
		(struct h1_span){(const uint8_t *)text, strlen(text)});
}

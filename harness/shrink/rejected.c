#include "shrink/rejected.h"

#include <stdlib.h>

/* FNV-1a, 64 bits; never 0. */
static uint64_t
number(const struct octets *candidate)
{
	uint64_t hash = 0xCBF29CE484222325u;

	for (size_t i = 0; i < candidate->len; i++)
		hash = (hash ^ candidate->at[i]) * 0x100000001B3u;
	return hash != 0 ? hash : 1;
}

/* Where the number is, or would be. */
static size_t
place(const struct rejected *r, uint64_t wanted)
{
	size_t i = (size_t)(wanted >> 20) % REJECTED_MAX;

	while (r->numbers[i] != 0 && r->numbers[i] != wanted)
		i = (i + 1) % REJECTED_MAX;
	return i;
}

bool
rejected_has(const struct rejected *r, const struct octets *candidate)
{
	uint64_t wanted;

	if (r->numbers == NULL)
		return false;
	wanted = number(candidate);
	return r->numbers[place(r, wanted)] == wanted;
}

void
rejected_add(struct rejected *r, const struct octets *candidate)
{
	uint64_t wanted = number(candidate);

	if (r->numbers == NULL)
		r->numbers = calloc(REJECTED_MAX, sizeof(*r->numbers));
	if (r->numbers == NULL || r->n >= REJECTED_MAX / 2)
		return;
	r->numbers[place(r, wanted)] = wanted;
	r->n++;
}

void
rejected_free(struct rejected *r)
{
	free(r->numbers);
	*r = (struct rejected){0};
}

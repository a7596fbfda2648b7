#include "machine/pile.h"

#include <stdlib.h>
#include <string.h>

static uint8_t *
reserve(struct pile *pile, size_t len)
{
	size_t room = pile->room ? pile->room : 64;

	while (room - pile->len < len)
		room *= 2;
	if (room != pile->room) {
		pile->at = realloc(pile->at, room);
		if (!pile->at)
			abort();
		pile->room = room;
	}
	return pile->at + pile->len;
}

void
pile_add(struct pile *pile, struct h1_span octets)
{
	uint8_t *to = reserve(pile, octets.len);

	if (octets.len > 0)
		memcpy(to, octets.at, octets.len);
	pile->len += octets.len;
}

void
pile_text(struct pile *pile, const char *text)
{
	pile_add(pile, (struct h1_span){(const uint8_t *)text, strlen(text)});
}

void
pile_zeros(struct pile *pile, size_t len)
{
	memset(reserve(pile, len), 0, len);
	pile->len += len;
}

void
pile_free(struct pile *pile)
{
	free(pile->at);
	*pile = (struct pile){NULL, 0, 0};
}

struct h1_span
pile_span(const struct pile *pile)
{
	return pile->at ? (struct h1_span){pile->at, pile->len} : H1_SPAN("");
}

void *
pile_one_more(void *array, size_t n, size_t size)
{
	if ((n & (n - 1)) != 0)
		return array;
	array = realloc(array, (n ? 2 * n : 1) * size);
	if (!array)
		abort();
	return array;
}

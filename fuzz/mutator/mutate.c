#include "mutator/mutate.h"

#include "mutator/draft.h"

size_t
mutate_message(uint8_t *at, size_t len, size_t max, uint32_t seed)
{
	struct draft draft = {at, len, max, dice_from(seed)};
	size_t off = dice_below(&draft.dice, len + 1);
	char octet = (char)dice_below(&draft.dice, 256);

	(void)draft_insert(&draft, off, (struct text){&octet, 1});
	return draft.len;
}

size_t
mutate_cross(uint8_t *at, size_t max, const uint8_t *a, size_t a_len,
	const uint8_t *b, size_t b_len, uint32_t seed)
{
	(void)at;
	(void)max;
	(void)a;
	(void)a_len;
	(void)b;
	(void)b_len;
	(void)seed;
	return 0;
}

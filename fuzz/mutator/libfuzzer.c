/*
 * The mutator for libFuzzer. One call in three is left to libFuzzer, which
 * knows what the code compares with, and the dictionary.
 *
 * ASSAY_MUTATOR=plain	all of them are: to measure what the mutator is worth
 * ASSAY_MUTATOR=still	nothing is changed: to measure what the engine costs
 */

#include "mutator/dice.h"
#include "mutator/input.h"

#include <stdlib.h>
#include <string.h>

/* Of libFuzzer; other engines that run its entries do not have it. */
__attribute__((weak)) size_t
LLVMFuzzerMutate(uint8_t *at, size_t len, size_t max);

/* Called by libFuzzer. */
size_t
LLVMFuzzerCustomMutator(uint8_t *at, size_t len, size_t max, unsigned seed);
size_t
LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t a_len, const uint8_t *b,
	size_t b_len, uint8_t *out, size_t max, unsigned seed);

static enum manner {
	UNKNOWN,
	MESSAGES,
	PLAIN,
	STILL
} manner;

static enum manner
find_manner(void)
{
	const char *name = getenv("ASSAY_MUTATOR");

	if (manner != UNKNOWN)
		return manner;
	manner = !name			  ? MESSAGES
		 : !strcmp(name, "plain") ? PLAIN
		 : !strcmp(name, "still") ? STILL
					  : MESSAGES;
	return manner;
}

size_t
LLVMFuzzerCustomMutator(uint8_t *at, size_t len, size_t max, unsigned seed)
{
	struct dice dice = dice_from(seed);

	if (find_manner() == STILL)
		return len;
	if (LLVMFuzzerMutate && (manner == PLAIN || dice_once_in(&dice, 3)))
		return LLVMFuzzerMutate(at, len, max);
	return mutate_input(at, len, max, dice_next(&dice));
}

/* libFuzzer draws again where this gives 0: it takes half of all calls for
 * crossing, which is too much. */
size_t
LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t a_len, const uint8_t *b,
	size_t b_len, uint8_t *out, size_t max, unsigned seed)
{
	struct dice dice = dice_from(seed);

	if (find_manner() != MESSAGES || !dice_once_in(&dice, 8))
		return 0;
	return mutate_input_cross(out, max, a, a_len, b, b_len,
		dice_next(&dice));
}

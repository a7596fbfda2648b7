/*
 * The mutator for AFL++, as a shared object that AFL_CUSTOM_MUTATOR_LIBRARY
 * names. Its own stages (havoc, splice, the dictionary) go on beside it. Only
 * names and types of its interface are used, no header.
 */

#include "mutator/dice.h"
#include "mutator/input.h"

#include <stdlib.h>
#include <string.h>

void *afl_custom_init(void *afl, unsigned seed);
void afl_custom_deinit(void *data);
size_t afl_custom_fuzz(void *data, uint8_t *at, size_t len, uint8_t **out,
	uint8_t *other, size_t other_len, size_t max);
size_t afl_custom_havoc_mutation(void *data, uint8_t *at, size_t len,
	uint8_t **out, size_t max);
uint8_t afl_custom_havoc_mutation_probability(void *data);

/* Inputs that grow longer are left to AFL++. */
#define INPUT_MAX 65536

struct state {
	struct dice dice;
	uint8_t out[INPUT_MAX];
};

static size_t
smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

void *
afl_custom_init(void *afl, unsigned seed)
{
	struct state *state = calloc(1, sizeof(*state));

	(void)afl;
	if (state)
		state->dice = dice_from(seed);
	return state;
}

void
afl_custom_deinit(void *data)
{
	free(data);
}

size_t
afl_custom_havoc_mutation(void *data, uint8_t *at, size_t len, uint8_t **out,
	size_t max)
{
	struct state *state = data;

	max = smaller(max, sizeof(state->out));
	len = smaller(len, max);
	memcpy(state->out, at, len);
	*out = state->out;
	return mutate_input(state->out, len, max, dice_next(&state->dice));
}

/* One in eight is a crossing with the other input, where AFL++ gives one. */
size_t
afl_custom_fuzz(void *data, uint8_t *at, size_t len, uint8_t **out,
	uint8_t *other, size_t other_len, size_t max)
{
	struct state *state = data;
	size_t n;

	if (other && dice_once_in(&state->dice, 8)) {
		*out = state->out;
		n = mutate_input_cross(state->out,
			smaller(max, sizeof(state->out)), at, len, other,
			other_len, dice_next(&state->dice));
		if (n)
			return n;
	}
	return afl_custom_havoc_mutation(data, at, len, out, max);
}

/* In percent of the changes that havoc stacks. */
uint8_t
afl_custom_havoc_mutation_probability(void *data)
{
	(void)data;
	return 20;
}

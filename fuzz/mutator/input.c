#include "mutator/input.h"

#include "mutator/dice.h"
#include "mutator/mutate.h"

#include <string.h>

#define PARAMETERS_MAX 3

struct parameters {
	uint8_t octets[PARAMETERS_MAX];
	size_t n;
};

static struct parameters
take_off(struct dice *dice, const uint8_t *at, size_t len)
{
	struct parameters parameters = {{0}, 0};

	if (!dice_once_in(dice, 8))
		parameters.n = dice_below(dice, PARAMETERS_MAX + 1);
	if (parameters.n > len)
		parameters.n = len;
	if (parameters.n)
		memcpy(parameters.octets, at + len - parameters.n,
			parameters.n);
	return parameters;
}

static size_t
put_on(uint8_t *at, size_t len, const struct parameters *parameters)
{
	if (parameters->n)
		memcpy(at + len, parameters->octets, parameters->n);
	return len + parameters->n;
}

size_t
mutate_input(uint8_t *at, size_t len, size_t max, uint32_t seed)
{
	struct dice dice = dice_from(seed);
	struct parameters parameters = take_off(&dice, at, len);

	len = mutate_message(at, len - parameters.n, max - parameters.n,
		dice_next(&dice));
	return put_on(at, len, &parameters);
}

size_t
mutate_input_cross(uint8_t *at, size_t max, const uint8_t *a, size_t a_len,
	const uint8_t *b, size_t b_len, uint32_t seed)
{
	struct dice dice = dice_from(seed);
	struct parameters parameters = take_off(&dice, a, a_len);
	size_t len;

	if (parameters.n > max || parameters.n > b_len)
		return 0;
	len = mutate_cross(at, max - parameters.n, a, a_len - parameters.n, b,
		b_len - parameters.n, dice_next(&dice));
	return len ? put_on(at, len, &parameters) : 0;
}

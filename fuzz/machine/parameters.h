#ifndef FUZZ_PARAMETERS_H
#define FUZZ_PARAMETERS_H

#include "engine/entry.h"

#define PARAMETERS 3

/*
 * Takes the parameters off the end of the input, the last octet first. A
 * message that ends in LF has none, and all are 0: so requests without content
 * are seeds as they stand.
 */
static inline void
parameters_take(unsigned at[PARAMETERS], struct h1_span *input)
{
	bool none = input->len > 0 && input->at[input->len - 1] == '\n';
	size_t i;

	for (i = 0; i < PARAMETERS; i++)
		at[i] = none ? 0 : entry_parameter(input, 256);
}

#endif

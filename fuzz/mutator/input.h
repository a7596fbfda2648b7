#ifndef FUZZ_INPUT_H
#define FUZZ_INPUT_H

#include <stddef.h>
#include <stdint.h>

/*
 * mutate_message() and mutate_cross() for inputs of entries, which take
 * parameters off the end of an input (engine/entry.h): most of the time a few
 * octets there stay as they are. In mutate_input_cross() they are those of `a`.
 */
size_t mutate_input(uint8_t *at, size_t len, size_t max, uint32_t seed);

size_t mutate_input_cross(uint8_t *at, size_t max, const uint8_t *a,
	size_t a_len, const uint8_t *b, size_t b_len, uint32_t seed);

#endif

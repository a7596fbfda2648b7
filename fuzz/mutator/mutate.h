#ifndef FUZZ_MUTATE_H
#define FUZZ_MUTATE_H

#include <stddef.h>
#include <stdint.h>

/*
 * Changes HTTP/1.1 messages as somebody does who knows the protocol: the input
 * is split into messages, their start-line, field lines, content, and chunks, in
 * a way that makes sense of any octets, and one to four operators
 * (operators.def) change what they find. What is not a message is changed octet
 * by octet.
 *
 * The same seed and the same input give the same output. Nothing is remembered,
 * nothing is allocated, and the work is bounded by `max`.
 */

/*
 * Changes the `len` octets at `at` in place; the buffer holds `max`, at least
 * `len`. Gives the new length, at most `max`; 0 only if `max` is 0.
 */
size_t mutate_message(uint8_t *at, size_t len, size_t max, uint32_t seed);

/*
 * Writes a message to `at`, at most `max` octets, whose parts are from both `a`
 * and `b`; neither may overlap with it. Gives its length, which is 0 if they
 * have nothing to exchange.
 */
size_t mutate_cross(uint8_t *at, size_t max, const uint8_t *a, size_t a_len,
	const uint8_t *b, size_t b_len, uint32_t seed);

#endif

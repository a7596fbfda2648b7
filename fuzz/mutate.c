/*
 * Whatever the octets are, the mutator comes to an end, reads and writes
 * nothing but its buffer, and makes the same of the same.
 */

#include "mutator/mutate.h"
#include "engine/entry.h"
#include "mutator/input.h"
#include "mutator/outline.h"

#include <stdlib.h>
#include <string.h>

enum {
	CHUNKS,
	SECOND,
	SHORTER,
	FULL,
	CROSSED
};

static struct mark marks[] = {
	[CHUNKS] = {"the input has a chunk", 0},
	[SECOND] = {"the input has a second message", 0},
	[SHORTER] = {"the message got shorter", 0},
	[FULL] = {"the message fills its buffer", 0},
	[CROSSED] = {"two inputs are crossed", 0},
};

static uint8_t *
room(size_t len)
{
	uint8_t *at = malloc(len ? len : 1);

	if (!at)
		abort();
	return at;
}

static void
mark_input(const uint8_t *at, size_t len)
{
	struct draft draft = {.at = (uint8_t *)(uintptr_t)at, .len = len};
	struct outline outline;
	size_t i;

	outline_find(&outline, &draft);
	for (i = 0; i < outline.n; i++) {
		if (outline.parts[i].kind == PART_CHUNK_DATA)
			REACH(CHUNKS);
	}
	if (outline.n_messages > 1)
		REACH(SECOND);
}

static void
change(struct h1_span input, size_t max, uint32_t seed, struct seen *seen)
{
	uint8_t *at = room(max);
	size_t n;

	if (input.len)
		memcpy(at, input.at, input.len);
	n = mutate_input(at, input.len, max, seed);
	CHECK(n <= max);
	CHECK(n > 0 || max == 0);
	seen_octets(seen, (struct h1_span){at, n});
	if (n < input.len)
		REACH(SHORTER);
	if (n == max)
		REACH(FULL);
	free(at);
}

/* Its first half with its second. */
static void
cross(struct h1_span input, size_t max, uint32_t seed, struct seen *seen)
{
	uint8_t *at = room(max);
	size_t half = input.len / 2, n;

	n = mutate_input_cross(at, max, input.at, half, input.at + half,
		input.len - half, seed);
	CHECK(n <= max);
	seen_octets(seen, (struct h1_span){at, n});
	if (n)
		REACH(CROSSED);
	free(at);
}

static void
run(struct h1_span input, struct seen *seen)
{
	uint32_t seed = entry_parameter(&input, 256);
	size_t max = input.len + entry_parameter(&input, 256);

	seed = seed << 8 | entry_parameter(&input, 256);
	mark_input(input.at, input.len);
	change(input, max, seed, seen);
	cross(input, max, seed, seen);
}

const struct entry entry = {run, marks, N(marks)};

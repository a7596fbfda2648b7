/*
 * No input begins with "bug": a property that does not hold, so that the tests
 * of scripts/fuzz have something to find.
 */

#include "engine/entry.h"

static struct mark marks[] = {
	{"an input is long", 0},
};

static bool
is_bug(struct h1_span input)
{
	return input.len > 2 && input.at[0] == 'b' && input.at[1] == 'u' &&
	       input.at[2] == 'g';
}

static void
run(struct h1_span input, struct seen *seen)
{
	if (input.len > 2)
		REACH(0);
	seen_number(seen, input.len);
	CHECK(!is_bug(input));
}

const struct entry entry = {run, marks, N(marks)};

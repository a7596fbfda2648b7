/*
 * A quality value is one of the 1001 texts that "0.000" to "1.000" are, or one
 * that lacks zeros at its end, and is that many thousandths.
 */

#include "engine/entry.h"
#include "http/preference.h"

#include <stdio.h>
#include <string.h>

enum {
	ZERO,
	BETWEEN,
	ONE,
	REFUSED
};

static struct mark marks[] = {
	[ZERO] = {"zero is read", 0},
	[BETWEEN] = {"a value between is read", 0},
	[ONE] = {"one is read", 0},
	[REFUSED] = {"what is no quality value is refused", 0},
};

/* The thousandths, or -1: each of them is written in full, and may be cut
 * where only zeros follow. */
static int
slow_read(struct h1_span in)
{
	char text[8];

	for (unsigned n = 0; n <= 1000 && in.len >= 1 && in.len <= 5; n++) {
		(void)snprintf(text, sizeof(text), "%u.%03u", n / 1000,
			n % 1000);
		if (memcmp(text, in.at, in.len) == 0 &&
			strspn(text + in.len, ".0") == 5 - in.len)
			return (int)n;
	}
	return -1;
}

static void
run(struct h1_span input, struct seen *seen)
{
	unsigned n = 5000;
	int slow = slow_read(input);

	if (!http_qvalue_read(&n, input)) {
		CHECK(slow < 0 && n == 5000);
		REACH(REFUSED);
		return;
	}
	CHECK(slow >= 0 && n == (unsigned)slow);
	REACH(n == 0 ? ZERO : n < 1000 ? BETWEEN : ONE);
	seen_number(seen, n);
}

const struct entry entry = {run, marks, N(marks)};

#ifndef FUZZ_SUITE_PLAN_H
#define FUZZ_SUITE_PLAN_H

/*
 * How a case is played without a network, with octets of the input as the
 * answers in its steps.
 */

#include "cli/rehearsal.h"
#include "suite/feed.h"

#define PLAN_STEPS_MAX 4

/* What one input is: a case, and how it is answered. */
struct plan {
	const struct test_case *c;
	const struct variant *variant; /* NULL: the case has none */
	struct answer answer;	       /* as if the case had it */
	struct give gives[PLAN_STEPS_MAX];
	struct wire_part parts[PLAN_STEPS_MAX];
	unsigned capabilities;
	uint32_t seed;
};

/* The octets of the variant. NULL: the case has none. */
const struct octets *plan_variant(const struct plan *plan);

/* Plays the case until it is decided, and checks the trace. Owned. */
struct trace *plan_play(const struct plan *plan, struct feed how);

#endif

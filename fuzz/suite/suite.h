#ifndef FUZZ_SUITE_H
#define FUZZ_SUITE_H

/*
 * What the entries that test the harness need of the suite. Read once, from
 * where the sources were when the entry was built; the process ends if it
 * cannot be.
 */

#include "case/load.h"
#include "h1/base.h"

/* The normative statements in cases/requirements. */
const struct requirements *suite_requirements(void);

/* The cases in fuzz/suite/cases: together they use each kind of event,
 * condition and form. */
const struct case_set *suite_cases(void);

/* Octets of the input, borrowed as the harness borrows octets that it reads. */
struct octets suite_octets(struct h1_span span);

/* Ends the process: what is not tested for want of memory did not pass. */
#if defined(__GNUC__)
__attribute__((noreturn, cold))
#endif
void
suite_no_memory(void);

static inline void
suite_need(bool done)
{
	if (!done)
		suite_no_memory();
}

#endif

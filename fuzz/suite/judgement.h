#ifndef FUZZ_SUITE_JUDGEMENT_H
#define FUZZ_SUITE_JUDGEMENT_H

/*
 * What must hold of a judgement, whatever was answered.
 */

#include "judge/judge.h"
#include "suite/plan.h"

/* There is a verdict and a reason. The verdict is that of the outcome named, or
 * milder, and follows from the level if there is none; the outcome fits how the
 * connection ended; a pass has seen something; and to judge step by step
 * comes to the same. */
void judgement_check(const struct plan *plan, const struct trace *t,
	const struct judgement *j);

#endif

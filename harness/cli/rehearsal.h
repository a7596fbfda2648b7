/*
 * An answer of a case, played without a network: the trace is made from what
 * the case sends and what the answer gives.
 */
#ifndef ASSAY_CLI_REHEARSAL_H
#define ASSAY_CLI_REHEARSAL_H

#include "case/case.h"
#include "judge/judge.h"

enum rehearsal_result {
	REHEARSAL_DONE,
	REHEARSAL_NO_CANARY, /* it is `deaf` or `shifted`, and none is sent */
	REHEARSAL_TOO_LARGE, /* a list does not fit, or memory ran out */
};

/* Judges the answer with all capabilities granted; *out is written for
 * REHEARSAL_DONE. `variant` NULL: the case has none. */
enum rehearsal_result
rehearse(const struct test_case *c, const struct answer *a,
	const struct variant *variant, struct judgement *out);

/* Stand-ins for a target; what the placeholders of a case become without one. */
struct wire_values rehearsal_values(const struct variant *variant);

#endif

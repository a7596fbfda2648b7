/*
 * Trace against outcomes: the verdict. Pure; the same for a play over the
 * network and for the answers that lint plays.
 */
#ifndef ASSAY_JUDGE_JUDGE_H
#define ASSAY_JUDGE_JUDGE_H

#include "case/case.h"
#include "play/trace.h"

struct judgement {
	enum verdict verdict;
	size_t expect; /* the expect step that decided */
	const struct outcome
		*outcome; /* borrowed from the case; NULL: none matched */
	char reason[200]; /* one sentence for people */
};

/*
 * Judges a whole play. `variant` is the variant's octets or NULL;
 * `capabilities` the set that calibration granted.
 */
void judge_play(const struct test_case *c, const struct octets *variant,
	const struct trace *t, unsigned capabilities, struct judgement *out);

/*
 * Judges expect step `k` alone, whose events are all in the trace. True: the
 * play goes on with the next step. False: *out decides the case.
 */
bool judge_expect(const struct test_case *c, const struct octets *variant,
	const struct trace *t, unsigned capabilities, size_t k,
	struct judgement *out);

/* The verdict of a step that no outcome matches. */
enum verdict judge_unmatched(enum level level);

/* Describes what happened in expect step `k`, as events: "400, close". */
void judge_describe(const struct trace *t, size_t k, struct octets *out);

#endif

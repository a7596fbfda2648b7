/*
 * Whether an outcome's events are what the peer did in one expect step
 * (cases/FORMAT.md, section 5).
 */
#ifndef ASSAY_JUDGE_MATCH_H
#define ASSAY_JUDGE_MATCH_H

#include "case/case.h"
#include "play/trace.h"

/* What one expect step is matched against. Borrows everything. */
struct match_scene {
	const struct trace *trace;
	const struct octets *variant; /* NULL: none */
	unsigned capabilities;
	size_t expect; /* the index of the step */
	bool last;     /* no other expect follows */
};

/* How an outcome matched. */
struct match {
	bool unseen; /* its state could not be proven for want of a canary */
};

/* True: all events match, in order, and nothing else happened. */
bool match_outcome(const struct match_scene *s, const struct outcome *o,
	struct match *out);

/* Whether the peer ended the connection during this step. */
bool match_is_closed(const struct match_scene *s);

#endif

/*
 * The rounds of a run that plays every case several times, and what they give
 * together.
 */
#ifndef ASSAY_RUN_ROUNDS_H
#define ASSAY_RUN_ROUNDS_H

#include "run/replay.h"

/* Before the first round. False: out of memory. */
bool rounds_begin(struct replay *s);

/* A round is over; `whole`: what it left inconclusive is so, and not cut short
 * by the end of the run. */
void rounds_take(struct replay *s, bool whole);

/* Whether there shall be another round; if so the results are made ready. */
bool rounds_next(struct replay *s);

/*
 * Behind the last: each result is the worst that its rounds gave. Different
 * verdicts make it flaky, and inconclusive.
 */
void rounds_end(struct replay *s);

#endif

#ifndef FUZZ_JUDGE_H
#define FUZZ_JUDGE_H

/* Whether what a server said fits what it was asked. */

#include "machine/expected.h"
#include "machine/play.h"

struct judge {
	const struct asking *asking;
	/* Of a complete request that the handler was asked. */
	void (*expected)(struct expected *expected, const struct asked *asked);
	const struct play_options *options; /* those of the play */
	const char *date;		    /* its clock, as Date tells it */
};

/* Checks all the answers of a play. */
void judge_answers(const struct judge *judge, const struct played *played,
	const struct answers *answers);

/* Two plays of the same octets: whoever cuts them, and however slow the client
 * is, the answers are the same. */
void judge_same(const struct judge *judge, const struct answers *a,
	const struct answers *b);

#endif

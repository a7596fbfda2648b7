#ifndef FUZZ_SUITE_ITEMS_H
#define FUZZ_SUITE_ITEMS_H

/*
 * What must hold of the items of a trace, by who knows when each octet came.
 */

#include "play/trace.h"

struct course {
	const char *methods; /* of the requests: their first letters */
	enum trace_end end;
	bool canary;   /* what comes behind is asked for by a canary */
	size_t early;  /* octets that come before the last send */
	size_t behind; /* and before the canary, or the next step */
};

/* Each belongs to the step in which it began, is framed by the request that it
 * answers, and ends with the connection if nothing else ends it. */
void items_check(const struct trace *t, const struct course *course);

#endif

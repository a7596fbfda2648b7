/*
 * Cache-Control of responses (RFC 9111, section 5.2).
 */
#ifndef ASSAY_JUDGE_DIRECTIVES_H
#define ASSAY_JUDGE_DIRECTIVES_H

#include <stdbool.h>

#include "h1/h1.h"

/* What can be wrong with directives that match the grammar. */
struct directives {
	bool no_number; /* max-age or s-maxage has no delta-seconds */
	bool no_fields; /* what no-cache or private lists are no field names */
};

/* False: not the grammar, which a sender may leave no element of empty. */
bool directives_read(struct h1_span value, struct directives *out);

#endif

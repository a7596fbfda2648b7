#ifndef FUZZ_CONDITIONS_H
#define FUZZ_CONDITIONS_H

/* An independent judgement of conditional requests (RFC 9110, section 13). */

#include "machine/asked.h"

enum verdict {
	VERDICT_PROCEED,
	VERDICT_NOT_MODIFIED,
	VERDICT_FAILED,
	VERDICT_UNKNOWN /* it takes more than a look */
};

struct resource {
	bool exists;
	const char *tag; /* strong, without quotes; NULL: none */
	int64_t unix_s;	 /* last modified; 0: not known */
};

enum verdict
conditions_judge(const struct asked *asked, const struct resource *resource);

/* Whether Range is obeyed: YES if there is no If-Range, or it is true. */
enum answer_to_if_range {
	IF_RANGE_YES,
	IF_RANGE_NO,
	IF_RANGE_UNKNOWN
};

enum answer_to_if_range
conditions_if_range(const struct asked *asked, const struct resource *resource);

#endif

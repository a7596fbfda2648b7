#ifndef FUZZ_EXPECTED_H
#define FUZZ_EXPECTED_H

/*
 * What a complete request must be answered, judged from the request alone and
 * without what is tested: slowly, and not where it takes more than a look.
 */

#include "machine/answers.h"
#include "machine/conditions.h"

struct expected {
	unsigned status; /* 0: cannot be told */
	bool knows_content;
	struct pile content; /* owned; what GET would be sent */
	bool has_range;	     /* Content-Range says `first` to `last` */
	uint64_t first, last;
	const char *tag; /* of what exists, without quotes: 200, 206 and 304
			    have it as ETag; NULL: not known */
	bool bare;	 /* 206 does not say again what If-Range tells is
			    known (RFC 9110, section 15.3.7) */
	bool closes;	 /* the connection ends with it */
	bool early;	 /* it may come before the request is complete */
	bool breaks;	 /* it cannot be completed */
};

void expected_free(struct expected *expected);

/* What the server says without asking its handler; false if it asks. */
bool expected_of_server(struct expected *expected, const struct asked *asked);

/* Those of the fuzzers' own handler, and of the site. */
void expected_of_service(struct expected *expected, const struct asked *asked);
void expected_of_site(struct expected *expected, const struct asked *asked);

/* Whether conditions let the method be performed; if not, the answer is theirs. */
bool expected_conditions(struct expected *expected, const struct asked *asked,
	const struct resource *resource);

/* What conditions and Range make of a resource of SERVICE_FILE_LEN letters. */
void expected_of_file(struct expected *expected, const struct asked *asked,
	const struct resource *resource);

#endif

/*
 * WWW-Authenticate: 1#challenge (RFC 9110, sections 11.3 and 11.6.1).
 */
#ifndef ASSAY_JUDGE_CHALLENGES_H
#define ASSAY_JUDGE_CHALLENGES_H

#include <stdbool.h>

#include "h1/h1.h"

/* What can be wrong with challenges that match the grammar. */
struct challenges {
	bool repeated;	 /* a parameter came twice in one (section 11.2) */
	bool bare_realm; /* realm is no quoted-string (section 11.5) */
};

/* False: not the grammar, or no challenge at all. */
bool challenges_read(struct h1_span value, struct challenges *out);

#endif

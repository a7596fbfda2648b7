#ifndef FUZZ_ANSWER_RULES_H
#define FUZZ_ANSWER_RULES_H

/* What must hold of every complete answer, whatever was asked and whoever made
 * it. */

#include "machine/answers.h"

struct ruled {
	const struct answer *answer;
	const struct asked *asked; /* NULL: no head that could be read */
	bool head_only;		   /* HEAD, as far as can be told */
	const char *date;	   /* what Date is to say */
};

/* Checks all the rules; a rule that is broken ends the process and is told with
 * its clause. */
void answer_rules(const struct ruled *ruled);

#endif

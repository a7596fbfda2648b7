#ifndef FUZZ_OPERATORS_H
#define FUZZ_OPERATORS_H

#include "mutator/outline.h"
#include "mutator/words.h"

/*
 * An operator changes one thing of a draft, which its dice choose. `outline`
 * shows the draft as it is before. False: it found nothing to change, or no
 * room; then the draft is as it was.
 */
typedef bool
operator_function(struct draft *draft, const struct outline *outline);

#define OPERATOR(name, weight, text) operator_function operator_##name;
#include "mutator/operators.def"
#undef OPERATOR

struct operator
{
	const char *name;
	unsigned weight;
	operator_function *apply;
};

struct operators {
	const struct operator* at;
	size_t n;
};

struct operators operators_all(void);

#endif

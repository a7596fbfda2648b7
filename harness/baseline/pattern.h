/*
 * Which cases an entry of a baseline is about.
 */
#ifndef ASSAY_BASELINE_PATTERN_H
#define ASSAY_BASELINE_PATTERN_H

#include <stdbool.h>

#include "case/case.h"

/* Whether the whole of `text` matches: * stands for any octets, none included,
 * and ? for one; everything else, brackets included, for itself. */
bool pattern_matches(const char *pattern, const char *text);

/* Whether it matches the id of the case, and so all its variants, or the id
 * "case[variant]"; `variant` is NULL where the case has none. */
bool pattern_claims(const char *pattern, const struct test_case *c,
	const struct variant *variant);

/* The number of plays of a case: its variants, or 1; and the variant of the
 * k-th of them, or NULL. */
size_t pattern_plays(const struct test_case *c);
const struct variant *pattern_variant(const struct test_case *c, size_t k);

#endif

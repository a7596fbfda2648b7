#include "baseline/baseline.h"

#include <string.h>

#include "baseline/pattern.h"

bool
baseline_is_for(const struct baseline *b, const char *version)
{
	for (size_t i = 0; i < b->n_versions; i++)
		if (pattern_matches(b->versions[i], version))
			return true;
	return b->n_versions == 0;
}

static bool
claims(const struct baseline_entry *e, const struct test_case *c,
	const struct variant *variant)
{
	for (size_t i = 0; i < e->n_patterns; i++)
		if (pattern_claims(e->patterns[i].text, c, variant))
			return true;
	return false;
}

const struct baseline_entry *
baseline_find(const struct baseline *b, const struct test_case *c,
	const struct variant *variant)
{
	for (size_t i = 0; i < b->n_entries; i++)
		if (claims(&b->entries[i], c, variant))
			return &b->entries[i];
	return NULL;
}

static bool
is_asked(const struct test_case *c, struct baseline_asked asked)
{
	return (asked.dos || !case_has_tag(c, "dos")) &&
	       (asked.slow || !case_has_tag(c, "slow"));
}

void
baseline_bind(const struct baseline *b, struct baseline_asked asked,
	struct run *run)
{
	for (size_t i = 0; i < run->n_results; i++) {
		struct result *r = &run->results[i];
		const struct baseline_entry *e =
			is_asked(r->test_case, asked)
				? baseline_find(b, r->test_case, r->variant)
				: NULL;

		r->known = e == NULL ? NULL : &e->known;
	}
}

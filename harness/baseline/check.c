#include "baseline/baseline.h"

#include <string.h>

#include "baseline/pattern.h"

bool
baseline_is_placeholder(const struct baseline_entry *e)
{
	return strncmp(e->known.reason, BASELINE_PLACEHOLDER,
		       strlen(BASELINE_PLACEHOLDER)) == 0;
}

static void
refuse_placeholders(const struct baseline *b, struct diagnostics *d)
{
	for (size_t i = 0; i < b->n_entries; i++) {
		const struct baseline_entry *e = &b->entries[i];

		if (baseline_is_placeholder(e))
			diagnostics_add(d, b->file, e->reason_line,
				e->reason_column,
				"expected the reason of the deviation, found "
				"`%s`",
				e->known.reason);
	}
}

/* ---- claims ---- */

/* The first pattern that claims it, in `e` or behind it. */
struct claim {
	const struct baseline_entry *entry;
	const struct baseline_pattern *pattern;
};

static struct claim
find_claim(const struct baseline *b, size_t from, const struct test_case *c,
	const struct variant *v)
{
	for (size_t i = from; i < b->n_entries; i++) {
		const struct baseline_entry *e = &b->entries[i];

		for (size_t k = 0; k < e->n_patterns; k++)
			if (pattern_claims(e->patterns[k].text, c, v))
				return (struct claim){e, &e->patterns[k]};
	}
	return (struct claim){0};
}

/* Once for each pair of patterns is enough: the first variant. */
static bool
refuse_second(const struct baseline *b, const struct test_case *c,
	const struct variant *v, struct diagnostics *d)
{
	struct claim first = find_claim(b, 0, c, v);
	struct claim second = {0};

	if (first.entry != NULL)
		second = find_claim(b, (size_t)(first.entry - b->entries) + 1,
			c, v);
	if (second.entry == NULL)
		return true;
	diagnostics_add(d, b->file, second.pattern->line,
		second.pattern->column,
		"expected a case that no other entry claims, found %s%s%s%s, "
		"which `%s` in line %u claims",
		c->id, v == NULL ? "" : "[", v == NULL ? "" : v->name,
		v == NULL ? "" : "]", first.pattern->text, first.pattern->line);
	return false;
}

static void
refuse_claims(const struct baseline *b, const struct case_set *cases,
	struct diagnostics *d)
{
	for (size_t i = 0; i < cases->n; i++) {
		const struct test_case *c = cases->cases[i];
		size_t k = 0;

		while (k < pattern_plays(c) &&
			refuse_second(b, c, pattern_variant(c, k), d))
			k++;
	}
}

bool
baseline_check(const struct baseline *b, const struct case_set *cases,
	struct diagnostics *d)
{
	size_t before = diagnostics_count(d);

	refuse_placeholders(b, d);
	refuse_claims(b, cases, d);
	return diagnostics_count(d) == before;
}

/* ---- stale patterns ---- */

static bool
claims_any(const struct baseline_pattern *p, const struct case_set *cases)
{
	for (size_t i = 0; i < cases->n; i++) {
		const struct test_case *c = cases->cases[i];

		for (size_t k = 0; k < pattern_plays(c); k++)
			if (pattern_claims(p->text, c, pattern_variant(c, k)))
				return true;
	}
	return false;
}

size_t
baseline_count_patterns(const struct baseline *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n_entries; i++)
		n += b->entries[i].n_patterns;
	return n;
}

size_t
baseline_find_stale(const struct baseline *b, const struct case_set *cases,
	struct stale *out)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n_entries; i++) {
		const struct baseline_entry *e = &b->entries[i];

		for (size_t k = 0; k < e->n_patterns; k++)
			if (!claims_any(&e->patterns[k], cases))
				out[n++] = (struct stale){e->patterns[k].text,
					e->patterns[k].line};
	}
	return n;
}

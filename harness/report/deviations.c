#include "report/deviations.h"

#include "report/prose.h"

static bool
is_same(const struct result *a, const struct result *b)
{
	return a->test_case == b->test_case &&
	       a->judgement.verdict == b->judgement.verdict &&
	       a->judgement.expect == b->judgement.expect &&
	       a->judgement.outcome == b->judgement.outcome;
}

static bool
is_told(const struct run *r, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (is_same(&r->results[k], &r->results[i]))
			return true;
	return false;
}

static void
put_others(const struct run *r, size_t first, struct octets *out)
{
	struct octets names = {0};

	for (size_t i = first + 1; i < r->n_results; i++) {
		const struct variant *v = r->results[i].variant;

		if (v == NULL || !is_same(&r->results[first], &r->results[i]))
			continue;
		octets_text(&names, names.len == 0 ? "in " : ", ");
		octets_text(&names, v->name);
	}
	if (names.len > 0)
		prose_item(out, "the same", prose_string(&names));
	octets_free(&names);
}

bool
deviations_next(const struct run *r, enum verdict v, size_t *i,
	struct octets *out)
{
	for (; *i < r->n_results; (*i)++) {
		const struct result *result = &r->results[*i];

		if (result->judgement.verdict != v || is_told(r, *i))
			continue;
		report_text(r, result, out);
		put_others(r, (*i)++, out);
		return true;
	}
	return false;
}

#include "report/deviations.h"

#include "report/prose.h"

static bool
is_same(const struct result *a, const struct result *b)
{
	return a->test_case == b->test_case &&
	       a->judgement.verdict == b->judgement.verdict &&
	       a->judgement.expect == b->judgement.expect &&
	       a->judgement.outcome == b->judgement.outcome &&
	       standing_of(a) == standing_of(b);
}

static size_t
count(const struct run *r, size_t i, size_t begin, size_t end)
{
	size_t n = 0;

	for (size_t k = begin; k < end; k++)
		n += is_same(&r->results[k], &r->results[i]);
	return n;
}

size_t
deviations_before(const struct run *r, size_t i)
{
	return count(r, i, 0, i);
}

size_t
deviations_behind(const struct run *r, size_t i)
{
	return count(r, i, i + 1, r->n_results);
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

		if (result->judgement.verdict != v ||
			standing_of(result) == STANDING_KNOWN ||
			deviations_before(r, *i) > 0)
			continue;
		report_text(r, result, out);
		put_others(r, (*i)++, out);
		return true;
	}
	return false;
}

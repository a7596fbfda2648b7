#include "compare/changes.h"

#include <stdlib.h>
#include <string.h>

const char *
change_kind_name(enum change_kind k)
{
	static const char *const names[N_CHANGE_KINDS] = {
		[CHANGE_REGRESSION] = "regression",
		[CHANGE_FIX] = "fix",
		[CHANGE_OTHER] = "other",
		[CHANGE_NEW] = "new",
		[CHANGE_REMOVED] = "removed",
	};

	return names[k];
}

const struct compare_result *
change_result(const struct change *c)
{
	return c->after != NULL ? c->after : c->before;
}

const char *
change_verdict(const struct compare_result *r)
{
	static const char *const flaky[N_VERDICTS] = {
		[VERDICT_PASS] = "pass, flaky",
		[VERDICT_WARN] = "warn, flaky",
		[VERDICT_FAIL] = "fail, flaky",
		[VERDICT_NOTE] = "note, flaky",
		[VERDICT_SKIP] = "skip, flaky",
		[VERDICT_INCONCLUSIVE] = "inconclusive, flaky",
		[VERDICT_ERROR] = "error, flaky",
	};

	if (r == NULL)
		return "-";
	return r->flaky ? flaky[r->verdict] : verdict_name(r->verdict);
}

/* ---- kinds ---- */

/* How bad it is for the target; -1: that is not known. */
static int
badness(enum verdict v)
{
	switch (v) {
	case VERDICT_PASS:
	case VERDICT_NOTE:
		return 0;
	case VERDICT_WARN:
		return 1;
	case VERDICT_FAIL:
		return 2;
	case VERDICT_SKIP:
	case VERDICT_INCONCLUSIVE:
	case VERDICT_ERROR:
		break;
	}
	return -1;
}

static enum change_kind
kind_of(const struct compare_result *before, const struct compare_result *after)
{
	int b = badness(before->verdict);
	int a = badness(after->verdict);

	if (b < 0 || a < 0 || a == b)
		return CHANGE_OTHER;
	return a > b ? CHANGE_REGRESSION : CHANGE_FIX;
}

/* ---- finding ---- */

static void
add(struct changes *c, enum change_kind kind,
	const struct compare_result *before, const struct compare_result *after)
{
	c->list[c->n++] = (struct change){kind, before, after};
	c->counts[kind]++;
}

static void
add_pair(struct changes *c, const struct compare_result *before,
	const struct compare_result *after)
{
	if (before->verdict != after->verdict ||
		before->flaky != after->flaky) {
		add(c, kind_of(before, after), before, after);
		return;
	}
	c->n_same++;
	c->n_events += strcmp(before->events, after->events) != 0;
}

/* Both are sorted by id. */
static void
join(struct changes *c, const struct compare_report *before,
	const struct compare_report *after)
{
	size_t i = 0;
	size_t k = 0;

	while (i < before->n_results || k < after->n_results) {
		const struct compare_result *b = &before->results[i];
		const struct compare_result *a = &after->results[k];
		int order = i == before->n_results  ? 1
			    : k == after->n_results ? -1
						    : strcmp(b->id, a->id);

		if (order == 0)
			add_pair(c, b, a);
		else if (order < 0)
			add(c, CHANGE_REMOVED, b, NULL);
		else
			add(c, CHANGE_NEW, NULL, a);
		i += order <= 0;
		k += order >= 0;
	}
}

static int
compare_changes(const void *a, const void *b)
{
	const struct change *x = a;
	const struct change *y = b;
	const struct compare_result *rx = change_result(x);
	const struct compare_result *ry = change_result(y);

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (rx->level != ry->level)
		return rx->level < ry->level ? -1 : 1;
	return strcmp(rx->id, ry->id);
}

bool
changes_find(const struct compare_report *before,
	const struct compare_report *after, struct changes *out)
{
	size_t most = before->n_results + after->n_results;

	*out = (struct changes){.list = calloc(most + 1, sizeof(*out->list))};
	if (out->list == NULL)
		return false;
	join(out, before, after);
	qsort(out->list, out->n, sizeof(*out->list), compare_changes);
	return true;
}

void
changes_free(struct changes *c)
{
	free(c->list);
	*c = (struct changes){0};
}

/* ---- how the runs were made ---- */

/* What every report tells, and then its facts. */
#define N_OWN_FACTS 5

static bool
own_fact(const struct compare_report *r, size_t i, struct compare_fact *out)
{
	const struct compare_fact own[N_OWN_FACTS] = {
		{"suite", r->suite},
		{"target", r->name},
		{"version", r->version},
		{"server", r->server},
		{"interrupted", r->interrupted ? "true" : "false"},
	};

	*out = own[i];
	return out->value[0] != '\0';
}

static const char *
fact_value(const struct compare_report *r, const char *name)
{
	for (size_t i = 0; i < r->n_facts; i++)
		if (strcmp(r->facts[i].name, name) == 0)
			return r->facts[i].value;
	return NULL;
}

static bool
differ(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a != b : strcmp(a, b) != 0;
}

/* The i-th thing to look at: own facts, those of `before`, those that only
 * `after` has. False: there are no more. */
static bool
look_at(const struct compare_report *before, const struct compare_report *after,
	size_t i, struct fact_difference *out)
{
	struct compare_fact fact;

	*out = (struct fact_difference){0};
	if (i < N_OWN_FACTS) {
		out->before = own_fact(before, i, &fact) ? fact.value : NULL;
		out->after = own_fact(after, i, &fact) ? fact.value : NULL;
		out->name = fact.name;
		return true;
	}
	i -= N_OWN_FACTS;
	if (i < before->n_facts) {
		out->name = before->facts[i].name;
		out->before = before->facts[i].value;
		out->after = fact_value(after, out->name);
		return true;
	}
	i -= before->n_facts;
	if (i >= after->n_facts)
		return false;
	out->name = after->facts[i].name;
	out->before = fact_value(before, out->name);
	out->after = after->facts[i].value;
	if (out->before != NULL) /* it has been looked at */
		out->after = out->before;
	return true;
}

bool
fact_difference_next(const struct compare_report *before,
	const struct compare_report *after, size_t *i,
	struct fact_difference *out)
{
	while (look_at(before, after, *i, out)) {
		(*i)++;
		if (differ(out->before, out->after))
			return true;
	}
	return false;
}

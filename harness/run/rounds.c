#include "run/rounds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/octets.h"

bool
rounds_begin(struct replay *s)
{
	s->run->n_rounds = 1;
	if (s->repeat <= 1)
		return true;
	s->before = calloc(s->run->n_results + 1, sizeof(*s->before));
	return s->before != NULL;
}

/* Of two rounds of a result the one that tells more about the target. */
static bool
is_worse(const struct result *a, const struct result *b)
{
	static const unsigned char rank[N_VERDICTS] = {
		[VERDICT_PASS] = 0,
		[VERDICT_SKIP] = 1,
		[VERDICT_INCONCLUSIVE] = 2,
		[VERDICT_NOTE] = 3,
		[VERDICT_WARN] = 4,
		[VERDICT_FAIL] = 5,
		[VERDICT_ERROR] = 6,
	};

	return rank[a->judgement.verdict] > rank[b->judgement.verdict];
}

static bool
was_played(const struct result *r)
{
	return r->plays > 0 || r->judgement.verdict == VERDICT_SKIP;
}

/* ---- one result ---- */

/* The result of the round joins what the earlier ones gave. */
static void
join(struct result *kept, struct result *r)
{
	struct result *worse = is_worse(r, kept) ? r : kept;
	struct result *other = worse == r ? kept : r;

	r->rounds[r->judgement.verdict]++;
	worse->plays += other->plays;
	worse->flaky |= other->flaky;
	memcpy(worse->rounds, r->rounds, sizeof(worse->rounds));
	trace_free(other->trace);
	*kept = *worse;
}

static void
take(struct result *kept, struct result *r, bool whole)
{
	bool counts = was_played(r) &&
		      (whole || r->judgement.verdict != VERDICT_INCONCLUSIVE);

	if (kept->id == NULL) {
		if (was_played(r))
			r->rounds[r->judgement.verdict]++;
		*kept = *r;
	} else if (counts) {
		join(kept, r);
	} else {
		trace_free(r->trace);
	}
	r->trace = NULL;
}

void
rounds_take(struct replay *s, bool whole)
{
	for (size_t i = 0; s->before != NULL && i < s->run->n_results; i++)
		take(&s->before[i], &s->run->results[i], whole);
}

/* ---- the next round ---- */

/* What was a skip without a play would be one again. */
static void
make_ready(struct result *r, const struct result *kept)
{
	bool skipped =
		kept->plays == 0 && kept->judgement.verdict == VERDICT_SKIP;

	*r = (struct result){
		.test_case = kept->test_case,
		.variant = kept->variant,
		.id = kept->id,
		.judgement = {.verdict = VERDICT_ERROR, .reason = "not played"},
		.known = kept->known,
	};
	memcpy(r->rounds, kept->rounds, sizeof(r->rounds));
	if (skipped)
		r->judgement = kept->judgement;
}

bool
rounds_next(struct replay *s)
{
	if (s->run->n_rounds >= s->repeat || s->is_enough)
		return false;
	s->run->n_rounds++;
	for (size_t i = 0; i < s->run->n_results; i++)
		make_ready(&s->run->results[i], &s->before[i]);
	return true;
}

/* ---- behind the last ---- */

static unsigned
count_rounds(const struct result *r)
{
	unsigned n = 0;

	for (int v = 0; v < N_VERDICTS; v++)
		n += r->rounds[v];
	return n;
}

/* "flaky: of 5 rounds 3 pass, 2 fail" */
static void
tell_flaky(struct result *r)
{
	struct octets text = {0};

	octets_format(&text, "flaky: of %u rounds", count_rounds(r));
	for (int v = 0, n = 0; v < N_VERDICTS; v++)
		if (r->rounds[v] > 0)
			octets_format(&text, "%s %u %s", n++ > 0 ? "," : "",
				r->rounds[v], verdict_name((enum verdict)v));
	snprintf(r->judgement.reason, sizeof(r->judgement.reason), "%.*s",
		(int)text.len, (const char *)text.at);
	octets_free(&text);
}

static void
settle(struct result *r)
{
	if (count_rounds(r) == r->rounds[r->judgement.verdict])
		return;
	r->flaky = true;
	r->judgement.verdict = VERDICT_INCONCLUSIVE;
	r->judgement.outcome = NULL;
	tell_flaky(r);
}

void
rounds_end(struct replay *s)
{
	for (size_t i = 0; s->before != NULL && i < s->run->n_results; i++) {
		s->run->results[i] = s->before[i];
		settle(&s->run->results[i]);
	}
	free(s->before);
	s->before = NULL;
}

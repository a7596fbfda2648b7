#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run/replay.h"

static char *
make_id(const struct test_case *c, const struct variant *v)
{
	size_t room = strlen(c->id) + (v == NULL ? 0 : strlen(v->name)) + 3;
	char *id = malloc(room);

	if (id != NULL)
		snprintf(id, room, v == NULL ? "%s" : "%s[%s]", c->id,
			v == NULL ? "" : v->name);
	return id;
}

static void
skip(struct result *r, const char *why, const char *what)
{
	r->judgement.verdict = VERDICT_SKIP;
	snprintf(r->judgement.reason, sizeof(r->judgement.reason), "%s%s", why,
		what);
}

static void
skip_if_lacking(struct result *r, unsigned capabilities)
{
	unsigned lacking = r->test_case->needs & ~capabilities;

	for (unsigned i = 0; i < N_CAPABILITIES; i++)
		if ((lacking & 1u << i) != 0) {
			skip(r, "the target lacks: ",
				capability_name((enum capability)i));
			return;
		}
}

/* Behind close_notify a peer that speaks TLS 1.2 discards what it has not
 * written yet. */
static void
skip_if_cut_off(struct result *r, const char *tls_version)
{
	const struct test_case *c = r->test_case;

	if (tls_version == NULL || strcmp(tls_version, "TLSv1.2") != 0)
		return;
	for (size_t i = 0; i < c->n_steps; i++)
		if (c->steps[i].kind == STEP_HALF_CLOSE)
			skip(r, "TLS 1.2 has no half-close ",
				"(RFC 5246, section 7.2.1)");
}

static void
skip_if_not_asked(struct result *r, const struct replay_selection *s)
{
	if (case_has_tag(r->test_case, "dos") && !s->with_dos)
		skip(r, "heavy, not asked for: ", "--with dos");
	else if (case_has_tag(r->test_case, "slow") && !s->with_slow)
		skip(r, "slow, not asked for: ", "--with slow");
}

/* False: out of memory. */
static bool
add_result(struct run *run, const struct test_case *c, const struct variant *v,
	const struct replay_selection *s, const struct play_context *context)
{
	struct result *r = &run->results[run->n_results];

	*r = (struct result){
		.test_case = c,
		.variant = v,
		.judgement = {.verdict = VERDICT_ERROR, .reason = "not played"},
	};
	r->id = make_id(c, v);
	if (r->id == NULL)
		return false;
	if (!s->is_selected(c, r->id, s->data)) {
		free(r->id);
		return true;
	}
	run->n_results++;
	skip_if_lacking(r, context->capabilities);
	skip_if_cut_off(r, context->tls_version);
	skip_if_not_asked(r, s);
	return true;
}

static size_t
count_plays(const struct test_case *const *cases, size_t n_cases)
{
	size_t n = 0;

	for (size_t i = 0; i < n_cases; i++)
		n += cases[i]->n_variants == 0 ? 1 : cases[i]->n_variants;
	return n;
}

bool
replay_select(struct run *run, const struct test_case *const *cases,
	size_t n_cases, const struct replay_selection *selection,
	const struct play_context *context)
{
	run->n_results = 0;
	run->results =
		calloc(count_plays(cases, n_cases) + 1, sizeof(*run->results));
	if (run->results == NULL)
		return false;
	for (size_t i = 0; i < n_cases; i++) {
		const struct test_case *c = cases[i];

		if (c->n_variants == 0 &&
			!add_result(run, c, NULL, selection, context))
			return false;
		for (size_t k = 0; k < c->n_variants; k++)
			if (!add_result(run, c, &c->variants[k], selection,
				    context))
				return false;
	}
	return true;
}

void
replay_free_results(struct run *run)
{
	for (size_t i = 0; i < run->n_results; i++) {
		free(run->results[i].id);
		trace_free(run->results[i].trace);
	}
	for (size_t i = 0; i < run->n_variances; i++)
		trace_free(run->variances[i].trace);
	free(run->results);
	free(run->variances);
	run->results = NULL;
	run->variances = NULL;
	run->n_results = run->n_variances = 0;
}

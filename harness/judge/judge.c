#include "judge/judge.h"

#include <stdio.h>

#include "judge/match.h"

enum verdict
judge_unmatched(enum level level)
{
	switch (level) {
	case LEVEL_MUST:
		return VERDICT_FAIL;
	case LEVEL_SHOULD:
		return VERDICT_WARN;
	case LEVEL_MAY:
	case LEVEL_HARDENING:
		break;
	}
	return VERDICT_NOTE;
}

/* What happened and `text`, cut to fit. */
static void
give_reason(struct judgement *out, const struct match_scene *s,
	const char *text)
{
	struct octets events = {0};

	judge_describe(s->trace, s->expect, &events);
	octets_format(&events, ": %s", text);
	snprintf(out->reason, sizeof(out->reason), "%.*s", (int)events.len,
		events.at == NULL ? "" : (const char *)events.at);
	octets_free(&events);
}

/* A final response of this step that began before the last send. */
static bool
is_early(const struct match_scene *s)
{
	for (size_t i = 0; i < s->trace->n_items; i++) {
		const struct trace_item *item = &s->trace->items[i];

		if (item->expect == s->expect && item->early && !item->canary &&
			item->kind == ITEM_RESPONSE &&
			trace_head(s->trace, i)->status >= 200)
			return true;
	}
	return false;
}

/* The exchange did not get out of step, as far as can be seen. */
static bool
is_sound(const struct match_scene *s)
{
	enum trace_end end = s->trace->end;

	return end != TRACE_SHIFTED && end != TRACE_DEAD;
}

static void
judge_no_match(const struct test_case *c, const struct match_scene *s,
	struct judgement *out)
{
	out->outcome = NULL;
	out->verdict = judge_unmatched(c->level);
	give_reason(out, s, "no outcome expects this");
}

static bool
ends_in_state(const struct outcome *o)
{
	return o->n_events > 0 &&
	       event_is_state(o->events[o->n_events - 1].kind);
}

/*
 * Notes what a matching outcome leaves unproven. A server may close at any
 * time (RFC 9112, section 9.5), so an exchange that it cut short proves nothing.
 */
static void
temper(const struct match_scene *s, const struct match *m,
	struct judgement *out)
{
	if (out->verdict != VERDICT_PASS)
		return;
	if (m->unseen) {
		out->verdict = VERDICT_NOTE;
		give_reason(out, s,
			"alignment unseen, for want of a "
			"distinguishable canary");
	} else if (!s->last && match_is_closed(s) &&
		   !ends_in_state(out->outcome)) {
		out->verdict = VERDICT_NOTE;
		give_reason(out, s,
			"the peer ended the connection before "
			"the exchange was over");
	}
}

/* What a matching outcome says where its case does not. */
static const char *
plain_reason(enum verdict v)
{
	switch (v) {
	case VERDICT_PASS:
		return "as expected";
	case VERDICT_WARN:
		return "this outcome warns";
	case VERDICT_FAIL:
		return "this outcome fails";
	case VERDICT_NOTE:
	case VERDICT_SKIP:
	case VERDICT_INCONCLUSIVE:
	case VERDICT_ERROR:
		break;
	}
	return "this outcome is noted";
}

static void
judge_matched(const struct match_scene *s, const struct outcome *o,
	const struct match *m, struct judgement *out)
{
	out->outcome = o;
	out->verdict = o->verdict;
	give_reason(out, s, o->why != NULL ? o->why : plain_reason(o->verdict));
	temper(s, m, out);
}

/* An answer to half a message says nothing about the other half. */
static void
judge_early(const struct match_scene *s, struct judgement *out)
{
	out->outcome = NULL;
	out->verdict = VERDICT_NOTE;
	give_reason(out, s,
		"answered before all was sent, which decides "
		"nothing");
}

bool
judge_expect(const struct test_case *c, const struct octets *variant,
	const struct trace *t, unsigned capabilities, size_t k,
	struct judgement *out)
{
	const struct step *step = case_expect(c, k);
	const struct match_scene s = {
		.trace = t,
		.variant = variant,
		.capabilities = capabilities,
		.expect = k,
		.last = k + 1 == c->n_expects,
	};
	struct match m;

	out->expect = k;
	if (is_early(&s) && is_sound(&s)) {
		judge_early(&s, out);
		return false;
	}
	for (size_t i = 0; i < step->n_outcomes; i++) {
		if (!match_outcome(&s, &step->outcomes[i], &m))
			continue;
		judge_matched(&s, &step->outcomes[i], &m, out);
		return out->verdict == VERDICT_PASS && !s.last &&
		       !match_is_closed(&s);
	}
	judge_no_match(c, &s, out);
	return false;
}

void
judge_play(const struct test_case *c, const struct octets *variant,
	const struct trace *t, unsigned capabilities, struct judgement *out)
{
	for (size_t k = 0; k < c->n_expects; k++)
		if (!judge_expect(c, variant, t, capabilities, k, out))
			return;
}

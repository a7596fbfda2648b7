#include "cli/rehearsal.h"

#include "play/wants.h"

#define ALL_CAPABILITIES ((1u << N_CAPABILITIES) - 1)

/* Each step takes a millisecond in these plays. */
#define STEP_US 1000

struct rehearsal {
	const struct test_case *c;
	const struct answer *answer;
	const struct variant *variant;
	struct wire_values values;
	struct trace *trace;
	uint64_t now_us;
	size_t expect; /* the one to come */
	bool has_reset;
	bool given; /* the octets of this expect have been received */
	bool over;
	enum rehearsal_result result;
};

/* The routes are those of cases/TARGETS.md. */
struct wire_values
rehearsal_values(const struct variant *variant)
{
	static struct effect effect;

	(void)effect_init(&effect, effect_candidate(EFFECT_IF_NONE_MATCH_ANY),
		"*", 1);
	effect.shown = 304;
	effect.absent = 200;
	return (struct wire_values){
		.host = "127.0.0.1:8080",
		.port = "8080",
		.scheme = "http",
		.host_lines = "Host: 127.0.0.1:8080\r\n",
		.routes =
			{
				[ROUTE_OK] = "/",
				[ROUTE_MISSING] = "/missing",
				[ROUTE_BODY] = "/echo",
				[ROUTE_ECHO] = "/echo",
				[ROUTE_FIELDS] = "/fields",
				[ROUTE_STATIC] = "/static/sample.txt",
				[ROUTE_EFFECT] = "/static/sample.txt",
				[ROUTE_STORE] = "/store/",
				[ROUTE_MOVED] = "/static",
				[ROUTE_GUARDED] = "/guarded",
				[ROUTE_NEGOTIATED] = "/static/page",
			},
		.known =
			{
				[KNOWN_ETAG] = "\"assay\"",
				[KNOWN_OPAQUE_TAG] = "\"assay\"",
				[KNOWN_LAST_MODIFIED] =
					"Sun, 06 Nov 1994 08:49:37 GMT",
			},
		.fresh = "assay",
		.effect = &effect,
		.variant = variant != NULL ? &variant->octets : NULL,
	};
}

static void
stop(struct rehearsal *r, enum rehearsal_result result)
{
	r->over = true;
	r->result = result;
}

static const struct octets *
variant_octets(const struct rehearsal *r)
{
	return r->variant != NULL ? &r->variant->octets : NULL;
}

/* What the answer gives in this expect, once. */
static void
receive(struct rehearsal *r)
{
	const struct give *g = &r->answer->gives[r->expect];
	struct octets octets = {0};

	if (r->given)
		return;
	r->given = true;
	if (!wire_render(&g->octets, &r->values, &octets) ||
		(octets.len > 0 && !trace_received(r->trace, octets.at,
					   octets.len, r->now_us)))
		stop(r, REHEARSAL_TOO_LARGE);
	octets_free(&octets);
}

/* No other send stands before the next expect. */
static bool
is_last_send(const struct rehearsal *r, size_t step)
{
	for (size_t i = step + 1; i < r->c->n_steps; i++) {
		if (r->c->steps[i].kind == STEP_SEND)
			return false;
		if (r->c->steps[i].kind == STEP_EXPECT)
			break;
	}
	return true;
}

static void
send_step(struct rehearsal *r, size_t i)
{
	struct octets octets = {0};
	bool last = is_last_send(r, i);

	if (last && r->answer->early)
		receive(r);
	if (!wire_render(&r->c->steps[i].send, &r->values, &octets) ||
		!trace_sent(r->trace, octets.at, octets.len, last, r->now_us))
		stop(r, REHEARSAL_TOO_LARGE);
	octets_free(&octets);
}

/* As the player does it: behind whole answers, where an outcome asks for it. */
static bool
canary_is_sent(const struct rehearsal *r, const struct step *step)
{
	const struct trace *t = r->trace;
	struct wants wants = wants_of(step);
	bool any =
		t->n_items > 0 && t->items[t->n_items - 1].expect == r->expect;
	bool whole = t->n_items == 0 ||
		     t->items[t->n_items - 1].kind == ITEM_RESPONSE;

	return wants.canary && whole && !t->half_closed &&
	       (any || wants.canary_alone);
}

static void
answer_canary(struct rehearsal *r, const struct step *step, enum trace_end end)
{
	static const char canary[] = "";

	if (!canary_is_sent(r, step)) {
		if (end != TRACE_ALIGNED)
			stop(r, REHEARSAL_NO_CANARY);
		return;
	}
	if (!trace_canary(r->trace, canary, 0, r->now_us))
		stop(r, REHEARSAL_TOO_LARGE);
	trace_ended(r->trace, end, r->now_us);
}

static void
end_step(struct rehearsal *r, const struct step *step)
{
	bool last = r->expect + 1 == r->c->n_expects;

	switch (r->answer->gives[r->expect].end) {
	case GIVE_FIN:
		trace_ended(r->trace, TRACE_FIN, r->now_us);
		r->over = true;
		break;
	case GIVE_RESET:
		trace_ended(r->trace, TRACE_RESET, r->now_us);
		r->over = true;
		break;
	case GIVE_DEAF:
	case GIVE_SHIFTED:
		answer_canary(r, step, TRACE_SHIFTED);
		break;
	case GIVE_DEAD:
		trace_ended(r->trace, TRACE_DEAD, r->now_us);
		break;
	case GIVE_OPEN:
		if (r->has_reset)
			trace_ended(r->trace, TRACE_ALIVE, r->now_us);
		else if (last)
			answer_canary(r, step, TRACE_ALIGNED);
		break;
	}
}

static void
expect_step(struct rehearsal *r, const struct step *step)
{
	struct judgement j;

	receive(r);
	if (r->over)
		return;
	end_step(r, step);
	if (r->over || r->expect + 1 == r->c->n_expects)
		return;
	if (!judge_expect(r->c, variant_octets(r), r->trace, ALL_CAPABILITIES,
		    r->expect, &j)) {
		r->over = true;
		return;
	}
	trace_next_expect(r->trace);
	r->expect++;
	r->given = false;
}

static void
play_step(struct rehearsal *r, size_t i)
{
	const struct step *step = &r->c->steps[i];

	r->now_us += STEP_US;
	switch (step->kind) {
	case STEP_SEND:
		send_step(r, i);
		break;
	case STEP_PAUSE:
		r->now_us += (uint64_t)step->pause_ms * 1000;
		break;
	case STEP_EXPECT:
		expect_step(r, step);
		break;
	case STEP_HALF_CLOSE:
		r->trace->half_closed = true;
		break;
	case STEP_RESET:
		r->has_reset = true;
		break;
	}
}

enum rehearsal_result
rehearse(const struct test_case *c, const struct answer *a,
	const struct variant *variant, struct judgement *out)
{
	struct rehearsal r = {
		.c = c,
		.answer = a,
		.variant = variant,
		.values = rehearsal_values(variant),
		.trace = trace_new(),
	};

	if (r.trace == NULL)
		return REHEARSAL_TOO_LARGE;
	r.trace->effect = r.values.effect;
	for (size_t i = 0; i < c->n_steps && !r.over; i++)
		play_step(&r, i);
	if (r.result == REHEARSAL_DONE)
		judge_play(c, variant_octets(&r), r.trace, ALL_CAPABILITIES,
			out);
	trace_free(r.trace);
	return r.result;
}

#include "report/actions.h"

/* Two writes arrive as two. */
#define PAUSE_MIN_US 50000

static bool
is_reset(const struct trace *t)
{
	return t->end == TRACE_ALIVE || t->end == TRACE_DEAD;
}

/* ---- sends ---- */

static struct action
send_of(const struct trace *t, size_t i)
{
	const struct trace_segment *s = &t->segments[i];
	struct action a = {ACTION_SEND, s->off, s->len, 0, 0};

	for (size_t k = 0; k < i; k++)
		if (!t->segments[k].out)
			a.received += t->segments[k].len;
	if (i == 0)
		return a;
	a.pause_us = s->at_us - t->segments[i - 1].at_us;
	if (t->segments[i - 1].out && a.pause_us < PAUSE_MIN_US)
		a.pause_us = PAUSE_MIN_US;
	return a;
}

/* ---- what the trace does not tell the time of ---- */

/* What the case does before its first step of that kind: how many `expect`
 * there are, and the pauses behind the last of them or behind the last send. */
struct before {
	size_t n_expects;
	uint64_t pause_us;
};

static struct before
look_before(const struct test_case *c, enum step_kind kind)
{
	struct before b = {0, 0};

	for (size_t i = 0; i < c->n_steps; i++) {
		const struct step *s = &c->steps[i];

		if (s->kind == kind)
			return b;
		if (s->kind == STEP_PAUSE) {
			b.pause_us += (uint64_t)s->pause_ms * 1000;
			continue;
		}
		b.pause_us = 0;
		b.n_expects += s->kind == STEP_EXPECT;
	}
	return (struct before){0, 0};
}

/* How much the first `n` expects got. */
static size_t
received_by(const struct trace *t, size_t n)
{
	size_t end = 0;

	for (size_t i = 0; i < t->n_items; i++)
		if (t->items[i].expect < n &&
			t->items[i].off + t->items[i].len > end)
			end = t->items[i].off + t->items[i].len;
	return end;
}

static struct action
end_of(const struct trace *t, const struct test_case *c,
	enum action_kind action, enum step_kind step)
{
	struct before b = {0, 0};

	if (c != NULL)
		b = look_before(c, step);
	return (struct action){
		action, 0, 0, received_by(t, b.n_expects), b.pause_us};
}

bool
actions_next(const struct trace *t, const struct test_case *c, size_t *i,
	struct action *out)
{
	while (*i < t->n_segments) {
		size_t k = (*i)++;

		if (!t->segments[k].out)
			continue;
		*out = send_of(t, k);
		return true;
	}
	if (*i == t->n_segments) {
		(*i)++;
		if (t->half_closed) {
			*out = end_of(t, c, ACTION_FIN, STEP_HALF_CLOSE);
			return true;
		}
	}
	if (*i == t->n_segments + 1) {
		(*i)++;
		if (is_reset(t)) {
			*out = end_of(t, c, ACTION_RESET, STEP_RESET);
			return true;
		}
	}
	return false;
}

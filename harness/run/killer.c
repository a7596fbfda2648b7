#include "run/killer.h"

#include <stdio.h>

#include "run/confirm.h"
#include "run/survival.h"

/* A target that dies again and again of no case alone is given up. */
#define RIDDLES_MAX 4

/* Behind a canary that was answered, the target lived. */
static bool
is_cleared(const struct result *r)
{
	return r->trace->end == TRACE_ALIGNED;
}

/*
 * The plays under way and the last to end, as many as run at once before the
 * target fell silent. Reuses `order`, latest first.
 */
static size_t
list_suspects(struct pass *p)
{
	size_t n = 0;
	size_t ended = p->jobs + p->n_silent;

	if (ended > p->n_recent)
		ended = p->n_recent;
	for (size_t k = 0; k < p->n_started; k++)
		if (p->states[p->order[k]] == p->playing)
			p->order[n++] = p->order[k];
	for (size_t k = p->n_recent; k > p->n_recent - ended; k--)
		if (!is_cleared(&p->replay->run->results[p->recent[k - 1]]))
			p->order[n++] = p->recent[k - 1];
	return n;
}

/* What the result was thought to give before counts no more: it may be what a
 * dying target gave. */
static void
take_back(struct pass *p, size_t i, enum verdict before)
{
	switch (p->states[i]) {
	case STATE_FINAL:
		p->replay->n_done--;
		pass_settle(p, i);
		return;
	case STATE_PENDING:
	case STATE_QUIET:
		pass_settle(p, i);
		return;
	case STATE_MISSED:
	case STATE_WAITED:
	case STATE_DISPUTED:
	case STATE_REPLAYED:
		pass_compare(p, i, before);
		return;
	}
}

/* Plays one suspect alone against a new target. False: it died of that. */
static bool
survives(struct pass *p, size_t i)
{
	struct replay *s = p->replay;
	struct result *r = &s->run->results[i];
	enum verdict before = r->judgement.verdict;
	bool played = confirm_replay(r, s->context, s->stop);

	if (!survival_is_alive(s->context, s->stop))
		return false;
	if (played)
		take_back(p, i, before);
	return true;
}

static bool
restart(struct pass *p, const size_t *suspects, size_t n)
{
	if (survival_restart(p->replay))
		return true;
	survival_accuse(p->replay, suspects, n);
	return false;
}

/* What a dying target gave is not believed. */
static void
doubt(struct pass *p, const size_t *suspects, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		struct result *r = &p->replay->run->results[suspects[k]];

		if (r->trace != NULL)
			confirm_leave_open(r);
	}
}

static bool
is_riddle(struct pass *p, size_t n_killers)
{
	struct replay *s = p->replay;

	if (n_killers > 0 || pass_is_stopped(p) ||
		++p->n_riddles <= RIDDLES_MAX)
		return false;
	snprintf(s->problem, sizeof(s->problem),
		"the target dies again and again, and of no case alone");
	return true;
}

bool
killer_find(struct pass *p)
{
	size_t n = list_suspects(p);
	size_t n_killers = 0;

	if (!restart(p, p->order, n)) {
		doubt(p, p->order, n);
		return false;
	}
	for (size_t k = 0; k < n && !pass_is_stopped(p); k++) {
		size_t i = p->order[k];

		if (survives(p, i) || pass_is_stopped(p))
			continue;
		n_killers++;
		survival_convict(&p->replay->run->results[i]);
		if (p->states[i] != STATE_FINAL)
			pass_finalise(p, i);
		if (!restart(p, &i, 1))
			return false;
	}
	return !is_riddle(p, n_killers);
}

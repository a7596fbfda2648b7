#include "play/wants.h"

static void
add_state(struct wants *w, enum event_kind state, bool alone)
{
	bool canary = state == EVENT_OPEN || state == EVENT_FATE ||
		      state == EVENT_SHIFTED;

	w->close = w->close || state == EVENT_CLOSE || state == EVENT_FIN ||
		   state == EVENT_RESET;
	w->silence = w->silence || state == EVENT_SILENT;
	w->alive = w->alive || state == EVENT_ALIVE;
	w->canary = w->canary || canary;
	w->canary_alone = w->canary_alone || (canary && alone);
}

/* An interim response is no answer. */
static bool
is_answer(const struct event *e)
{
	return e->kind == EVENT_RESPONSE &&
	       (e->n_statuses == 0 || e->statuses[0].low >= 200);
}

static size_t
count_answers(const struct outcome *o)
{
	size_t n = 0;

	for (size_t j = 0; j < o->n_events; j++)
		n += is_answer(&o->events[j]);
	return n;
}

struct wants
wants_of(const struct step *expect)
{
	struct wants w = {0};

	for (size_t i = 0; i < expect->n_outcomes; i++) {
		const struct outcome *o = &expect->outcomes[i];
		size_t n = count_answers(o);

		if (o->verdict == VERDICT_PASS && n > w.answers)
			w.answers = n;
		for (size_t j = 0; j < o->n_events; j++)
			if (event_is_state(o->events[j].kind))
				add_state(&w, o->events[j].kind, j == 0);
	}
	return w;
}

#include "fuzz/trial.h"

#include "play/batch.h"
#include "run/survival.h"
#include "shrink/shrink.h"

/* Plays that a find is made shorter by. */
#define TRIES 2000

/* At first sight so much less is waited for what may follow: what then seems to
 * be missing is looked at again. */
#define HASTE 5

struct trial {
	struct attempt *attempts;
};

static bool
keep_result(size_t i, struct play_result *result, void *data)
{
	struct trial *trial = data;
	struct attempt *a = &trial->attempts[i];
	struct trace *t = result->trace;

	if (t != NULL) {
		a->connected = true;
		a->answered = t->in.len > 0;
		a->finding = oracle_judge(&a->sent, &a->reading, t);
	}
	trace_free(t);
	return true;
}

/* Waits are `patience` times as long as is usual. */
static bool
play(const struct campaign *c, const struct play_context *context,
	struct attempt *attempts, size_t n, unsigned patience)
{
	struct play_spec specs[TRIAL_MAX];
	struct trial trial = {attempts};

	for (size_t i = 0; i < n; i++)
		specs[i] = (struct play_spec){
			.test_case = &attempts[i].test_case,
			.patience = patience,
		};
	return batch_run(context, specs, n, c->jobs, c->stop, keep_result,
		       &trial) == n &&
	       !*c->stop;
}

bool
trial_run(const struct campaign *c, struct attempt *attempts, size_t n)
{
	struct play_context hasty = *c->context;

	hasty.timing.quiet_ms /= HASTE;
	return play(c, &hasty, attempts, n, 1);
}

enum trial_result
trial_again(const struct campaign *c, struct attempt *a,
	const struct finding *finding, unsigned times)
{
	for (unsigned i = 0; i < times; i++) {
		attempt_make(a);
		if (!play(c, c->context, a, 1, i == 0 ? 1 : 2))
			return TRIAL_OTHER;
		if (!a->answered && !survival_is_alive(c->context, c->stop))
			return *c->stop ? TRIAL_OTHER : TRIAL_DEAD;
		if (!finding_equal(&a->finding, finding))
			return TRIAL_OTHER;
	}
	return TRIAL_SAME;
}

/* ---- shorter ---- */

struct shrinking {
	const struct campaign *campaign;
	const struct finding *finding;
	struct play_context context;
	uint64_t end_ns;
};

/* What is said by one answer shows without a wait for what may follow. */
static bool
shows_at_once(enum wrong wrong)
{
	return wrong == WRONG_ACCEPTED || wrong == WRONG_TOLERATED ||
	       wrong == WRONG_TOO_SOON || wrong == WRONG_GARBAGE;
}

static bool
still_shows(void *context, const struct octets *candidate)
{
	struct shrinking *s = context;
	const struct campaign *c = s->campaign;
	struct attempt a = {.sent = *candidate}; /* borrowed */

	if (candidate->len == 0 || uv_hrtime() > s->end_ns)
		return false;
	if (c->messages->harmless && !message_is_harmless(candidate))
		return false;
	attempt_make(&a);
	if (a.reading.error != s->finding->code)
		return false;
	return play(c, &s->context, &a, 1, 1) &&
	       finding_equal(&a.finding, s->finding);
}

/* False: out of memory, or what is left does not show it surely. */
static bool
shrink_copy(struct shrinking *s, struct octets *copy)
{
	const struct campaign *c = s->campaign;
	const struct shrink how = {
		.keeps = still_shows,
		.context = s,
		.most_tries = TRIES,
		.stop = c->stop,
	};
	struct attempt a;

	(void)shrink(&how, copy);
	a = (struct attempt){.sent = *copy}; /* borrowed */
	return trial_again(c, &a, s->finding, 1) == TRIAL_SAME;
}

void
trial_shrink(const struct campaign *c, const struct finding *finding,
	struct octets *sent, uint64_t end_ns)
{
	struct shrinking s = {
		.campaign = c,
		.finding = finding,
		.context = *c->context,
		.end_ns = end_ns,
	};
	struct octets copy = {0};

	if (shows_at_once(finding->wrong)) {
		s.context.timing.quiet_ms = 1;
		s.context.timing.answer_ms /= HASTE;
	}
	if (octets_append(&copy, sent->at, sent->len) &&
		shrink_copy(&s, &copy)) {
		octets_free(sent);
		*sent = copy;
	} else {
		octets_free(&copy);
	}
}

#include "fuzz/campaign.h"

#include <stdlib.h>

#include "fuzz/trial.h"
#include "run/survival.h"

/* A finding is believed if it shows so many times more. */
#define TIMES 3

/* What so often did not show again is left alone. */
#define DOUBTS_MAX 3

/* Numbers that have no message are passed over, so many at once. */
#define PASSED_MAX 100000

/* The most time that one find is made shorter in. */
#define SHRINK_NS UINT64_C(5000000000)

/* The most suspects of a death that are kept. */
#define SUSPECTS_MAX 32

/* ---- finds ---- */

static struct find *
known(struct campaign *c, const struct finding *finding)
{
	for (size_t i = 0; i < c->n_known; i++)
		if (finding_equal(&c->finds[i].finding, finding))
			return &c->finds[i];
	return NULL;
}

/* NULL: there is no room for one more. */
static struct find *
new_find(struct campaign *c, const struct finding *finding,
	const struct octets *sent, uint64_t number)
{
	struct find *f;

	if (c->n_known == FINDS_MAX)
		return NULL;
	f = &c->finds[c->n_known];
	*f = (struct find){.finding = *finding, .number = number};
	if (!octets_append(&f->sent, sent->at, sent->len))
		return NULL;
	f->first_len = sent->len;
	c->n_known++;
	return f;
}

static void
believe(struct campaign *c, struct find *f)
{
	f->is_sure = true;
	f->n_times = 1;
	if (wrong_is_find(f->finding.wrong))
		c->n_finds++;
	else
		c->n_notes++;
}

/* ---- death ---- */

static void
convict(struct campaign *c, const struct octets *sent, uint64_t number,
	bool is_suspect)
{
	const struct finding crash = {.wrong = WRONG_CRASH};
	struct find *f = new_find(c, &crash, sent, number);

	if (f == NULL)
		return;
	f->is_suspect = is_suspect;
	believe(c, f);
}

static bool
is_suspect(const struct attempt *a)
{
	return a->connected && !a->answered;
}

/* Those that were sent and not answered when it died; the first of them, since
 * the others may be victims. They are one find together. */
static void
accuse(struct campaign *c, const struct attempt *attempts, size_t n,
	const uint64_t *numbers)
{
	size_t n_finds = c->n_finds, n_suspects = 0, k = 0;

	for (size_t i = 0; i < n; i++)
		n_suspects += is_suspect(&attempts[i]);
	for (size_t i = 0; i < n && k < SUSPECTS_MAX; i++) {
		if (!is_suspect(&attempts[i]))
			continue;
		convict(c, &attempts[i].sent, numbers[i], n_suspects > 1);
		k++;
	}
	c->n_finds = n_finds + (n_suspects > 0);
}

/* Then it is asked whether it lives. */
static bool
may_be_dead(const struct attempt *attempts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!attempts[i].connected ||
			attempts[i].finding.wrong == WRONG_SILENT ||
			attempts[i].finding.wrong == WRONG_DROPPED)
			return true;
	return false;
}

/* ---- a round ---- */

/* False: the target is dead. */
static bool
look_again(struct campaign *c, const struct attempt *a, uint64_t number)
{
	struct find *f = known(c, &a->finding);
	struct attempt again = {.sent = a->sent}; /* borrowed */

	if (f != NULL && (f->is_sure || f->n_doubts == DOUBTS_MAX)) {
		f->n_times++;
		return true;
	}
	switch (trial_again(c, &again, &a->finding, TIMES)) {
	case TRIAL_DEAD:
		convict(c, &a->sent, number, false);
		return false;
	case TRIAL_OTHER:
		if (f == NULL)
			f = new_find(c, &a->finding, &a->sent, number);
		if (f != NULL)
			f->n_doubts++;
		return true;
	case TRIAL_SAME:
		break;
	}
	if (f == NULL)
		f = new_find(c, &a->finding, &a->sent, number);
	if (f == NULL)
		return true;
	believe(c, f);
	return true;
}

static bool
is_over(const struct campaign *c)
{
	return *c->stop || uv_hrtime() >= c->send_end_ns ||
	       c->n_finds >= c->most_finds;
}

/* False: the target is dead. */
static bool
look_at_all(struct campaign *c, const struct attempt *attempts, size_t n,
	const uint64_t *numbers)
{
	for (size_t i = 0; i < n && !is_over(c); i++)
		if (attempts[i].connected &&
			attempts[i].finding.wrong != WRONG_NOTHING &&
			!look_again(c, &attempts[i], numbers[i]))
			return false;
	return true;
}

static void
count(struct campaign *c, const struct attempt *attempts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		c->n_sent += attempts[i].connected;
		c->n_answered += attempts[i].answered;
	}
}

/* The next messages; how many there are. */
static size_t
make_attempts(struct campaign *c, struct attempt *attempts, uint64_t *numbers)
{
	size_t n = 0, most = (size_t)c->jobs * 4;

	if (most > TRIAL_MAX)
		most = TRIAL_MAX;
	for (size_t i = 0; i < PASSED_MAX && n < most; i++) {
		if (c->most_messages > 0 && c->number >= c->most_messages)
			break;
		numbers[n] = c->number;
		if (!messages_make(c->messages, c->seed, c->number++,
			    &attempts[n].sent))
			break;
		if (attempts[n].sent.len > 0)
			attempt_make(&attempts[n++]);
	}
	return n;
}

/* Not more than `rate` messages a second, from the start on. */
static void
slow_down(const struct campaign *c)
{
	uint64_t due;

	if (c->rate == 0)
		return;
	due = c->start_ns + c->n_sent * UINT64_C(1000000000) / c->rate;
	while (uv_hrtime() < due && !is_over(c))
		uv_sleep(10);
}

static enum campaign_end
end_of(const struct campaign *c)
{
	if (*c->stop)
		return CAMPAIGN_STOPPED;
	if (c->n_finds >= c->most_finds)
		return CAMPAIGN_FINDS;
	return CAMPAIGN_TIME;
}

static enum campaign_end
run(struct campaign *c, struct attempt *attempts)
{
	uint64_t numbers[TRIAL_MAX];
	size_t n;

	while (!is_over(c)) {
		n = make_attempts(c, attempts, numbers);
		if (n == 0)
			return CAMPAIGN_MESSAGES;
		if (!trial_run(c, attempts, n))
			break;
		count(c, attempts, n);
		if (may_be_dead(attempts, n) &&
			!survival_is_alive(c->context, c->stop)) {
			if (*c->stop)
				break;
			accuse(c, attempts, n, numbers);
			return CAMPAIGN_DEAD;
		}
		if (!look_at_all(c, attempts, n, numbers))
			return CAMPAIGN_DEAD;
		c->on_progress(c, c->data);
		slow_down(c);
	}
	return end_of(c);
}

/* ---- the end ---- */

/* What is left of the time is for those that are left, alike. */
static void
shorten(struct campaign *c, bool finds)
{
	size_t left = finds ? c->n_finds : c->n_notes;

	for (size_t i = 0; i < c->n_known && !*c->stop; i++) {
		struct find *f = &c->finds[i];
		uint64_t now = uv_hrtime();
		uint64_t share;

		if (!f->is_sure || wrong_is_find(f->finding.wrong) != finds)
			continue;
		if (now >= c->end_ns)
			return;
		share = (c->end_ns - now) / (left > 0 ? left : 1);
		trial_shrink(c, &f->finding, &f->sent,
			now + (share < SHRINK_NS ? share : SHRINK_NS));
		left -= left > 0;
	}
}

static void
tell(struct campaign *c)
{
	for (size_t i = 0; i < c->n_known; i++)
		if (c->finds[i].is_sure)
			c->on_find(&c->finds[i], c->data);
}

enum campaign_end
campaign_run(struct campaign *c)
{
	struct attempt *attempts = calloc(TRIAL_MAX, sizeof(*attempts));
	enum campaign_end end;

	if (attempts == NULL)
		return CAMPAIGN_NO_MEMORY;
	c->start_ns = uv_hrtime();
	c->send_end_ns = c->start_ns + (c->end_ns - c->start_ns) / 4 * 3;
	end = run(c, attempts);
	for (size_t i = 0; i < TRIAL_MAX; i++)
		attempt_free(&attempts[i]);
	free(attempts);
	if (end != CAMPAIGN_DEAD) {
		shorten(c, true);
		shorten(c, false);
	}
	tell(c);
	return end;
}

void
campaign_free(struct campaign *c)
{
	for (size_t i = 0; i < c->n_known; i++)
		octets_free(&c->finds[i].sent);
	c->n_known = 0;
}

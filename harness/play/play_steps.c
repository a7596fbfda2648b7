#include "play/play_state.h"

bool
play_is_last_send(const struct play *p)
{
	const struct test_case *c = p->spec.test_case;

	for (size_t i = p->step; i < c->n_steps; i++) {
		if (c->steps[i].kind == STEP_SEND)
			return false;
		if (c->steps[i].kind == STEP_EXPECT)
			break;
	}
	return true;
}

void
play_pass_over_steps(struct play *p)
{
	if (!play_is_last_send(p))
		trace_mark_early(p->trace);
	while (p->step < p->spec.test_case->n_steps &&
		p->spec.test_case->steps[p->step].kind != STEP_EXPECT)
		p->step++;
}

/* What the peer has not read yet it would read together with what follows. */
static void
on_pause(uv_timer_t *timer)
{
	struct play *p = timer->data;

	if (uv_now(p->context->loop) < p->pause_ends &&
		connection_unread(&p->connection, p->context->unread) ==
			UNREAD_SOME)
		uv_timer_start(timer, on_pause, LOOK_MS, 0);
	else
		play_next_step(p);
}

/* Twice as long as an answer took, within reason: what the peer makes of octets
 * that are left may come as late. */
static uint64_t
pause_ms(const struct play *p, const struct step *step)
{
	uint64_t ms = (uint64_t)step->pause_ms * p->spec.patience;
	uint64_t twice = trace_latency_us(p->trace) * 2 / 1000;

	if (twice > play_quiet_ms(p))
		twice = play_quiet_ms(p);
	return twice > ms ? twice : ms;
}

static void
begin_pause(struct play *p, const struct step *step)
{
	uint64_t ms = pause_ms(p, step);

	p->pause_ends = uv_now(p->context->loop) + ms + play_quiet_ms(p);
	uv_timer_start(&p->timer, on_pause, ms, 0);
}

static void
send_step(struct play *p, const struct step *step)
{
	if (p->writing) {
		play_next_step(p);
		return;
	}
	p->sent_before += p->sending.len;
	octets_clear(&p->sending);
	if (!wire_render(&step->send, &p->values, &p->sending)) {
		play_finish(p, PLAY_NO_ROUTE);
		return;
	}
	if (p->sending.len == 0) {
		play_next_step(p);
		return;
	}
	play_begin_send(p);
}

static void
half_close(struct play *p)
{
	p->trace->half_closed = true;
	connection_shut(&p->connection);
	play_next_step(p);
}

void
play_next_step(struct play *p)
{
	const struct test_case *c = p->spec.test_case;
	const struct step *step;

	if (p->phase == PHASE_OVER)
		return;
	if (p->step == c->n_steps) {
		play_end_with(p, TRACE_UNSEEN);
		return;
	}
	step = &c->steps[p->step++];
	switch (step->kind) {
	case STEP_SEND:
		send_step(p, step);
		return;
	case STEP_PAUSE:
		begin_pause(p, step);
		return;
	case STEP_EXPECT:
		play_begin_expect(p, step);
		return;
	case STEP_HALF_CLOSE:
		half_close(p);
		return;
	case STEP_RESET:
		play_next_step(p); /* the expect of `alive` does it */
		return;
	}
}

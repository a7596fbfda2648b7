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

static void
on_pause(uv_timer_t *timer)
{
	play_next_step(timer->data);
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
		uv_timer_start(&p->timer, on_pause,
			(uint64_t)step->pause_ms * p->spec.patience, 0);
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

#include "play/play_state.h"

/*
 * A send goes out in one write, or in as many as the play makes of it.
 * Between two of them the peer gets the time to read; where its socket tells
 * that it has, no more time than that.
 */

static void on_pause(uv_timer_t *timer);

/* The peer does not read: on to what it may have to say. */
static void
on_write_time(uv_timer_t *timer)
{
	struct play *p = timer->data;

	p->phase = PHASE_STEPS;
	play_pass_over_steps(p);
	play_next_step(p);
}

static void
begin_pause(struct play *p)
{
	uv_update_time(p->context->loop);
	p->pause_ends = uv_now(p->context->loop) + play_answer_ms(p);
	uv_timer_start(&p->timer, on_pause, LOOK_MS, 0);
}

static void
on_written(struct connection *c)
{
	struct play *p = c->data;

	p->writing = false;
	if (p->phase != PHASE_WRITE)
		return;
	uv_timer_stop(&p->timer);
	p->phase = PHASE_STEPS;
	if (p->written < p->sending.len)
		begin_pause(p);
	else
		play_next_step(p);
}

/* Where the segment that begins at `written` ends. */
static size_t
segment_end(struct play *p)
{
	const struct play_spec *spec = &p->spec;
	size_t begin = p->sent_before + p->written;

	if (begin < spec->apart && p->written < p->sending.len)
		return p->written + 1;
	while (p->next_cut < spec->n_cuts && spec->cuts[p->next_cut] <= begin)
		p->next_cut++;
	if (p->next_cut < spec->n_cuts &&
		spec->cuts[p->next_cut] < p->sent_before + p->sending.len)
		return spec->cuts[p->next_cut] - p->sent_before;
	return p->sending.len;
}

/* Our side ends right behind this segment. Both arrive as one, or it would be a
 * race whether an answer is under way when the end comes. */
static bool
ends_with(const struct play *p, size_t end)
{
	const struct test_case *c = p->spec.test_case;

	return end == p->sending.len && p->step < c->n_steps &&
	       c->steps[p->step].kind == STEP_HALF_CLOSE;
}

/* An answer is early if it came before the first octets of the last send, as
 * in a play without cuts. */
static void
write_segment(struct play *p)
{
	size_t end = segment_end(p);
	const uint8_t *at = p->sending.at + p->written;
	size_t len = end - p->written;

	if (!trace_sent(p->trace, at, len,
		    p->written == 0 && play_is_last_send(p),
		    play_elapsed_us(p))) {
		play_finish(p, PLAY_NO_MEMORY);
		return;
	}
	if (ends_with(p, end))
		connection_hold(&p->connection);
	p->written = end;
	p->phase = PHASE_WRITE;
	uv_update_time(p->context->loop); /* a large send takes its time */
	uv_timer_start(&p->timer, on_write_time, play_answer_ms(p), 0);
	p->writing = connection_write(&p->connection, at, len, on_written);
	if (!p->writing)
		on_write_time(&p->timer);
}

/* What has not been read would be read together with what comes now. A peer
 * that reads no more at all is waited for once. */
static void
on_pause(uv_timer_t *timer)
{
	struct play *p = timer->data;
	enum unread_state state =
		connection_unread(&p->connection, p->context->unread);

	if (state == UNREAD_SOME && !p->unread) {
		p->unread = uv_now(p->context->loop) >= p->pause_ends;
		if (!p->unread) {
			uv_timer_start(&p->timer, on_pause, LOOK_MS, 0);
			return;
		}
	}
	if (state == UNREAD_UNKNOWN && !p->paused &&
		p->context->timing.segment_ms > LOOK_MS) {
		p->paused = true;
		uv_timer_start(&p->timer, on_pause,
			p->context->timing.segment_ms, 0);
		return;
	}
	p->paused = false;
	write_segment(p);
}

void
play_begin_send(struct play *p)
{
	p->written = 0;
	write_segment(p);
}

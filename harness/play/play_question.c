#include "play/play_state.h"

/* The canary, or whether the target is alive: no step of the case. */
static void
on_question_written(struct connection *c)
{
	struct play *p = c->data;

	p->writing = false;
}

/* ---- the canary ---- */

static void
on_canary_time(uv_timer_t *timer)
{
	play_end_with(timer->data, TRACE_SHIFTED);
}

void
play_look_at_canary(struct play *p)
{
	enum trace_end end = canary_reads(p->context->canary, p->trace);

	if (end != TRACE_UNSEEN)
		play_end_with(p, end);
}

void
play_send_canary(struct play *p)
{
	const struct octets *request = &p->context->canary->request;

	p->phase = PHASE_CANARY;
	if (!trace_canary(p->trace, request->at, request->len,
		    play_elapsed_us(p))) {
		play_finish(p, PLAY_NO_MEMORY);
		return;
	}
	uv_timer_start(&p->timer, on_canary_time, play_answer_ms(p), 0);
	p->writing = connection_write(&p->connection, request->at, request->len,
		on_question_written);
}

bool
play_can_send_canary(const struct play *p)
{
	const struct trace *t = p->trace;
	bool any = t->n_items > 0 &&
		   t->items[t->n_items - 1].expect + 1 == p->n_expects;

	return p->wants.canary && p->context->canary != NULL &&
	       !t->half_closed && !p->writing && !t->flooded &&
	       !t->in_garbage && !trace_is_growing(t) &&
	       (any || p->wants.canary_alone);
}

/* ---- a new connection after our reset ---- */

static void
on_alive_received(struct connection *c, const void *at, size_t len)
{
	(void)at;
	(void)len;
	play_end_with(c->data, TRACE_ALIVE);
}

static void
on_alive_ended(struct connection *c, enum connection_end end)
{
	(void)end;
	play_end_with(c->data, TRACE_DEAD);
}

/* Connections are made for a server that hangs, or has just died, as well: only
 * an answer shows that it lives. */
static void
on_alive_opened(struct connection *c, int error)
{
	struct play *p = c->data;
	const struct wire_values *values = &p->values;

	octets_clear(&p->sending);
	if (error != 0 ||
		!octets_format(&p->sending, "GET %s HTTP/1.1\r\n%s\r\n",
			values->routes[ROUTE_OK], values->host_lines)) {
		play_end_with(p, TRACE_DEAD);
		return;
	}
	p->writing = connection_write(c, p->sending.at, p->sending.len,
		on_question_written);
}

static const struct connection_events alive_events = {
	.opened = on_alive_opened,
	.received = on_alive_received,
	.ended = on_alive_ended,
};

static void
on_alive_time(uv_timer_t *timer)
{
	play_end_with(timer->data, TRACE_DEAD);
}

static void
connect_again(uv_timer_t *timer)
{
	struct play *p = timer->data;

	uv_timer_start(timer, on_alive_time, play_answer_ms(p), 0);
	if (connection_connect(&p->connection) != 0)
		play_end_with(p, TRACE_DEAD);
}

static void
on_reset_closed(struct connection *c)
{
	struct play *p = c->data;

	if (p->phase == PHASE_OVER) {
		play_is_closed(p);
		return;
	}
	connection_init(c, p->context->loop, &p->context->endpoint,
		&alive_events, p);
	play_take_turn(p, connect_again);
}

void
play_check_alive(struct play *p)
{
	p->phase = PHASE_ALIVE;
	connection_close(&p->connection, on_reset_closed);
}

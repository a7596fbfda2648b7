#include "play/play_state.h"

#include <stdio.h>
#include <stdlib.h>

/* All ports may be in use by connections that have just ended, or a Unix
 * socket's backlog be full. */
#define PORT_WAIT_MS 20

uint64_t
play_elapsed_us(const struct play *p)
{
	return uv_hrtime() / 1000 - p->start_us;
}

unsigned
play_answer_ms(const struct play *p)
{
	return p->context->timing.answer_ms * p->spec.patience;
}

unsigned
play_quiet_ms(const struct play *p)
{
	return p->context->timing.quiet_ms * p->spec.patience;
}

/* ---- the end ---- */

void
play_is_closed(struct play *p)
{
	if (--p->n_open > 0)
		return;
	if (p->result.failure == PLAY_DONE)
		p->result.trace = p->trace;
	else
		trace_free(p->trace);
	octets_free(&p->sending);
	p->done(&p->result, p->data);
	free(p);
}

static void
on_timer_closed(uv_handle_t *timer)
{
	play_is_closed(timer->data);
}

static void
on_connection_closed(struct connection *c)
{
	play_is_closed(c->data);
}

void
play_finish(struct play *p, enum play_failure failure)
{
	if (p->phase == PHASE_OVER)
		return;
	p->result.failure = failure;
	connection_close(&p->connection, on_connection_closed);
	p->phase = PHASE_OVER;
	uv_close((uv_handle_t *)&p->timer, on_timer_closed);
}

void
play_end_with(struct play *p, enum trace_end end)
{
	trace_ended(p->trace, end, play_elapsed_us(p));
	play_finish(p, PLAY_DONE);
}

void
play_stop(struct play *p)
{
	play_finish(p, PLAY_STOPPED);
}

/* ---- what the peer does ---- */

/*
 * The connection ended. Steps before the next expect are passed over: what
 * they would send cannot arrive any more.
 */
static void
peer_is_gone(struct play *p, enum trace_end end)
{
	if (p->phase == PHASE_STEPS || p->phase == PHASE_WRITE)
		play_pass_over_steps(p);
	trace_ended(p->trace, end, play_elapsed_us(p));
	/* somebody else's answer may end with the connection */
	if (p->phase == PHASE_CANARY &&
		canary_reads(p->context->canary, p->trace) == TRACE_SHIFTED)
		p->trace->end = TRACE_SHIFTED;
	play_finish(p, PLAY_DONE);
}

static void
on_ended(struct connection *c, enum connection_end end)
{
	struct play *p = c->data;

	if (end == CONNECTION_TRUNCATED)
		p->trace->end_note = "without close_notify before it: what "
				     "came may be a part (RFC 9112, 9.8)";
	else if (end == CONNECTION_BROKEN)
		p->trace->end_note = "of TLS: an alert, or a broken record";
	peer_is_gone(p, end == CONNECTION_FIN || end == CONNECTION_TRUNCATED
				? TRACE_FIN
				: TRACE_RESET);
}

static void
on_received(struct connection *c, const void *at, size_t len)
{
	struct play *p = c->data;

	if (!trace_received(p->trace, at, len, play_elapsed_us(p))) {
		play_end_with(p, TRACE_UNSEEN);
		return;
	}
	if (p->phase == PHASE_EXPECT)
		play_wait_more(p);
	else if (p->phase == PHASE_CANARY)
		play_look_at_canary(p);
}

/* ---- the beginning ---- */

static void open_connection(uv_timer_t *timer);

static void
fail_to_connect(struct play *p, int error)
{
	p->result.error = error;
	(void)snprintf(p->result.problem, sizeof(p->result.problem), "%s",
		connection_problem(&p->connection));
	play_finish(p, PLAY_NO_CONNECTION);
}

static void
on_connect_time(uv_timer_t *timer)
{
	fail_to_connect(timer->data, UV_ETIMEDOUT);
}

static void
on_connect_failed(uv_timer_t *timer)
{
	struct play *p = timer->data;

	fail_to_connect(p, p->result.error);
}

/* What passes by itself is waited for; nothing is told from within a call of
 * the user's. */
static void
look_at_error(struct play *p, int error)
{
	p->result.error = error;
	if (connection_is_transient(error) &&
		uv_now(p->context->loop) < p->connect_ends)
		uv_timer_start(&p->timer, open_connection, PORT_WAIT_MS, 0);
	else
		uv_timer_start(&p->timer, on_connect_failed, 0, 0);
}

static void
on_opened(struct connection *c, int error)
{
	struct play *p = c->data;

	uv_timer_stop(&p->timer);
	if (error != 0) {
		look_at_error(p, error);
		return;
	}
	(void)snprintf(p->result.tls_version, sizeof(p->result.tls_version),
		"%s", connection_tls_version(c));
	p->start_us = uv_hrtime() / 1000;
	p->phase = PHASE_STEPS;
	play_next_step(p);
}

static const struct connection_events events = {
	.opened = on_opened,
	.received = on_received,
	.ended = on_ended,
};

void
play_take_turn(struct play *p, uv_timer_cb go)
{
	uint64_t wait_ms = pace_turn_ms(p->context->pace, uv_hrtime());

	if (wait_ms == 0) {
		go(&p->timer);
		return;
	}
	uv_update_time(p->context->loop);
	uv_timer_start(&p->timer, go, wait_ms, 0);
}

static void
open_connection(uv_timer_t *timer)
{
	struct play *p = timer->data;
	int error = connection_connect(&p->connection);

	if (error == 0)
		uv_timer_start(timer, on_connect_time,
			p->context->timing.connect_ms, 0);
	else
		look_at_error(p, error);
}

static void
begin_connection(uv_timer_t *timer)
{
	struct play *p = timer->data;

	p->connect_ends =
		uv_now(p->context->loop) + p->context->timing.connect_ms;
	open_connection(timer);
}

/* Neither another play nor an earlier run has stored under this name. */
static void
name_store(struct play *p)
{
	snprintf(p->fresh, sizeof(p->fresh), "assay-%08x-%016llx",
		(unsigned)uv_os_getpid(), (unsigned long long)uv_hrtime());
	p->values.fresh = p->fresh;
}

struct play *
play_start(const struct play_context *context, const struct play_spec *spec,
	play_done *done, void *data)
{
	struct play *p = calloc(1, sizeof(*p));

	if (p == NULL || (p->trace = trace_new()) == NULL) {
		free(p);
		return NULL;
	}
	p->context = context;
	p->spec = *spec;
	p->values = context->values;
	p->trace->effect = context->values.effect;
	p->values.variant =
		spec->variant == NULL ? NULL : &spec->variant->octets;
	name_store(p);
	p->done = done;
	p->data = data;
	connection_init(&p->connection, context->loop, &context->endpoint,
		&events, p);
	uv_timer_init(context->loop, &p->timer);
	p->timer.data = p;
	p->n_open = 2;
	play_take_turn(p, begin_connection);
	return p;
}

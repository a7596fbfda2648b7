#include "play/play_state.h"

/* The canary, or whether the target is alive: no step of the case. */
static void
on_question_written(uv_write_t *write, int status)
{
	struct play *p = write->data;

	(void)status; /* the reading side sees what became of it */
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
	uv_buf_t buf = uv_buf_init((char *)request->at, (unsigned)request->len);

	p->phase = PHASE_CANARY;
	if (!trace_canary(p->trace, request->at, request->len,
		    play_elapsed_us(p))) {
		play_finish(p, PLAY_NO_MEMORY);
		return;
	}
	uv_timer_start(&p->timer, on_canary_time, play_answer_ms(p), 0);
	p->writing = uv_write(&p->write, (uv_stream_t *)&p->socket, &buf, 1,
			     on_question_written) == 0;
}

bool
play_can_send_canary(const struct play *p)
{
	const struct trace *t = p->trace;
	bool any = t->n_items > 0 &&
		   t->items[t->n_items - 1].expect + 1 == p->n_expects;

	return p->wants.canary && p->context->canary != NULL && !p->shut &&
	       !p->cut_done && !p->writing && !t->flooded && !t->in_garbage &&
	       !trace_is_growing(t) && (any || p->wants.canary_alone);
}

/* ---- a new connection after our reset ---- */

static void
on_alive_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
	struct play *p = stream->data;

	(void)buf;
	if (p->phase == PHASE_ALIVE && n != 0)
		play_end_with(p, n > 0 ? TRACE_ALIVE : TRACE_DEAD);
}

/* Connections are made for a server that hangs, or has just died, as well: only
 * an answer shows that it lives. */
static void
on_alive_connected(uv_connect_t *connect, int status)
{
	struct play *p = connect->data;
	const struct wire_values *values = &p->values;
	uv_buf_t buf;

	if (p->phase != PHASE_ALIVE)
		return;
	octets_clear(&p->sending);
	if (status != 0 || !octets_format(&p->sending,
				   "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n",
				   values->routes[ROUTE_OK], values->host)) {
		play_end_with(p, TRACE_DEAD);
		return;
	}
	buf = uv_buf_init((char *)p->sending.at, (unsigned)p->sending.len);
	uv_read_start((uv_stream_t *)&p->socket, play_on_alloc, on_alive_read);
	p->writing = uv_write(&p->write, (uv_stream_t *)&p->socket, &buf, 1,
			     on_question_written) == 0;
}

static void
on_alive_time(uv_timer_t *timer)
{
	play_end_with(timer->data, TRACE_DEAD);
}

static void
on_reset_closed(uv_handle_t *handle)
{
	struct play *p = handle->data;

	if (p->phase == PHASE_OVER) {
		play_on_handle_closed(handle);
		return;
	}
	uv_tcp_init(p->context->loop, &p->socket);
	p->socket.data = p;
	uv_timer_start(&p->timer, on_alive_time, play_answer_ms(p), 0);
	if (uv_tcp_connect(&p->connect, &p->socket,
		    (const struct sockaddr *)&p->context->address,
		    on_alive_connected) != 0)
		play_end_with(p, TRACE_DEAD);
}

void
play_check_alive(struct play *p)
{
	p->phase = PHASE_ALIVE;
	uv_read_stop((uv_stream_t *)&p->socket);
	play_close_socket(p, on_reset_closed);
}

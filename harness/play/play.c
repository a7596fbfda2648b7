#include "play/play_state.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* All ports may be in use by connections that have just ended. */
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
play_on_handle_closed(uv_handle_t *handle)
{
	struct play *p = handle->data;

	if (--p->open_handles > 0)
		return;
	if (p->result.failure == PLAY_DONE)
		p->result.trace = p->trace;
	else
		trace_free(p->trace);
	octets_free(&p->sending);
	p->done(&p->result, p->data);
	free(p);
}

void
play_close_socket(struct play *p, uv_close_cb closed)
{
	if (uv_is_closing((uv_handle_t *)&p->socket))
		return;
	if (p->shut || p->phase == PHASE_CONNECT ||
		uv_tcp_close_reset(&p->socket, closed) != 0)
		uv_close((uv_handle_t *)&p->socket, closed);
}

void
play_finish(struct play *p, enum play_failure failure)
{
	if (p->phase == PHASE_OVER)
		return;
	p->result.failure = failure;
	play_close_socket(p, play_on_handle_closed);
	p->phase = PHASE_OVER;
	uv_close((uv_handle_t *)&p->timer, play_on_handle_closed);
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

void
play_on_alloc(uv_handle_t *handle, size_t size, uv_buf_t *buf)
{
	struct play *p = handle->data;

	(void)size;
	*buf = uv_buf_init((char *)p->input, sizeof(p->input));
}

/* ---- what the peer does ---- */

/*
 * The connection ended. Steps before the next expect are passed over: what
 * they would send cannot arrive any more.
 */
static void
peer_is_gone(struct play *p, enum trace_end end)
{
	uv_read_stop((uv_stream_t *)&p->socket);
	if (p->phase == PHASE_STEPS || p->phase == PHASE_WRITE)
		play_pass_over_steps(p);
	trace_ended(p->trace, end, play_elapsed_us(p));
	/* somebody else's answer may end with the connection */
	if (p->phase == PHASE_CANARY &&
		canary_reads(p->context->canary, p->trace) == TRACE_SHIFTED)
		p->trace->end = TRACE_SHIFTED;
	play_finish(p, PLAY_DONE);
}

/* libuv tells a RST that came right behind octets as the end of file, and
 * leaves the error with the socket. */
static enum trace_end
end_of_reading(struct play *p, ssize_t n)
{
	int error = 0;
	socklen_t len = sizeof(error);
	uv_os_fd_t fd;

	if (n == UV_EOF && (uv_fileno((uv_handle_t *)&p->socket, &fd) != 0 ||
				   getsockopt(fd, SOL_SOCKET, SO_ERROR, &error,
					   &len) != 0 ||
				   error != ECONNRESET))
		return TRACE_FIN;
	return TRACE_RESET;
}

static void
on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
	struct play *p = stream->data;

	if (p->phase == PHASE_OVER || n == 0)
		return;
	if (n < 0) {
		peer_is_gone(p, end_of_reading(p, n));
		return;
	}
	if (!trace_received(p->trace, buf->base, (size_t)n,
		    play_elapsed_us(p))) {
		play_end_with(p, TRACE_UNSEEN);
		return;
	}
	if (p->phase == PHASE_EXPECT)
		play_wait_more(p);
	else if (p->phase == PHASE_CANARY)
		play_look_at_canary(p);
}

/* ---- the beginning ---- */

static void
on_connected(uv_connect_t *connect, int status)
{
	struct play *p = connect->data;

	if (p->phase != PHASE_CONNECT)
		return;
	uv_timer_stop(&p->timer);
	if (status != 0) {
		p->result.error = status;
		play_finish(p, PLAY_NO_CONNECTION);
		return;
	}
	p->start_us = uv_hrtime() / 1000;
	p->phase = PHASE_STEPS;
	uv_tcp_nodelay(&p->socket, 1);
	uv_read_start((uv_stream_t *)&p->socket, play_on_alloc, on_read);
	play_next_step(p);
}

static void
on_connect_time(uv_timer_t *timer)
{
	struct play *p = timer->data;

	p->result.error = UV_ETIMEDOUT;
	play_finish(p, PLAY_NO_CONNECTION);
}

static void
on_connect_failed(uv_timer_t *timer)
{
	play_finish(timer->data, PLAY_NO_CONNECTION);
}

static void
open_connection(uv_timer_t *timer)
{
	struct play *p = timer->data;
	uint64_t now = uv_now(p->context->loop);

	p->result.error = uv_tcp_connect(&p->connect, &p->socket,
		(const struct sockaddr *)&p->context->address, on_connected);
	if (p->result.error == 0)
		uv_timer_start(timer, on_connect_time,
			p->context->timing.connect_ms, 0);
	else if (p->result.error == UV_EADDRNOTAVAIL && now < p->connect_ends)
		uv_timer_start(timer, open_connection, PORT_WAIT_MS, 0);
	else
		uv_timer_start(timer, on_connect_failed, 0, 0);
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
	uv_tcp_init(context->loop, &p->socket);
	uv_timer_init(context->loop, &p->timer);
	p->open_handles = 2;
	p->socket.data = p->timer.data = p->connect.data = p->write.data = p;
	p->connect_ends = uv_now(context->loop) + context->timing.connect_ms;
	open_connection(&p->timer);
	return p;
}

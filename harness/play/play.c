#include "play/play.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "judge/judge.h"
#include "play/wants.h"

enum play_phase {
	PHASE_CONNECT,
	PHASE_STEPS, /* sending and pausing */
	PHASE_WRITE, /* a write is under way */
	PHASE_EXPECT,
	PHASE_CANARY,
	PHASE_ALIVE, /* after a reset: a second connection */
	PHASE_OVER,
};

struct play {
	const struct play_context *context;
	struct play_spec spec;
	struct wire_values values;
	play_done *done;
	void *data;
	struct play_result result;
	struct trace *trace;
	enum play_phase phase;
	size_t step;
	size_t n_expects; /* begun */
	struct wants wants;
	uint64_t expect_ends; /* at the latest, in loop time */
	uint64_t start_us;
	bool cut_done;
	bool gone;    /* the peer ended the connection */
	bool shut;    /* we sent FIN */
	bool writing; /* `write` and `sending` are in use */
	uv_tcp_t socket;
	uv_timer_t timer;
	uv_connect_t connect;
	uv_write_t write;
	uv_shutdown_t shutdown;
	struct octets sending;
	unsigned open_handles;
	uint8_t input[16384];
};

static void next_step(struct play *p);
static void wait_more(struct play *p);

static uint64_t
elapsed_us(const struct play *p)
{
	return uv_hrtime() / 1000 - p->start_us;
}

static unsigned
answer_ms(const struct play *p)
{
	return p->context->timing.answer_ms * p->spec.patience;
}

static unsigned
quiet_ms(const struct play *p)
{
	return p->context->timing.quiet_ms * p->spec.patience;
}

/* ---- the end ---- */

static void
on_handle_closed(uv_handle_t *handle)
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

/* RST: leaves no port waiting behind (a FIN that was sent forbids it). */
static void
close_socket(struct play *p, uv_close_cb closed)
{
	if (uv_is_closing((uv_handle_t *)&p->socket))
		return;
	if (p->shut || p->phase == PHASE_CONNECT ||
		uv_tcp_close_reset(&p->socket, closed) != 0)
		uv_close((uv_handle_t *)&p->socket, closed);
}

static void
finish(struct play *p, enum play_failure failure)
{
	if (p->phase == PHASE_OVER)
		return;
	p->result.failure = failure;
	close_socket(p, on_handle_closed);
	p->phase = PHASE_OVER;
	uv_close((uv_handle_t *)&p->timer, on_handle_closed);
}

static void
end_with(struct play *p, enum trace_end end)
{
	trace_ended(p->trace, end, elapsed_us(p));
	finish(p, PLAY_DONE);
}

void
play_stop(struct play *p)
{
	finish(p, PLAY_STOPPED);
}

static void
on_alloc(uv_handle_t *handle, size_t size, uv_buf_t *buf)
{
	struct play *p = handle->data;

	(void)size;
	*buf = uv_buf_init((char *)p->input, sizeof(p->input));
}

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
	end_with(timer->data, TRACE_SHIFTED);
}

static void
look_at_canary(struct play *p)
{
	enum trace_end end = canary_reads(p->context->canary, p->trace);

	if (end != TRACE_UNSEEN)
		end_with(p, end);
}

static void
send_canary(struct play *p)
{
	const struct octets *request = &p->context->canary->request;
	uv_buf_t buf = uv_buf_init((char *)request->at, (unsigned)request->len);

	p->phase = PHASE_CANARY;
	if (!trace_canary(p->trace, request->at, request->len, elapsed_us(p))) {
		finish(p, PLAY_NO_MEMORY);
		return;
	}
	uv_timer_start(&p->timer, on_canary_time, answer_ms(p), 0);
	p->writing = uv_write(&p->write, (uv_stream_t *)&p->socket, &buf, 1,
			     on_question_written) == 0;
}

/* A canary makes sense behind answers and messages that are whole, on a
 * connection that we can still send on. */
static bool
can_send_canary(const struct play *p)
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
		end_with(p, n > 0 ? TRACE_ALIVE : TRACE_DEAD);
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
		end_with(p, TRACE_DEAD);
		return;
	}
	buf = uv_buf_init((char *)p->sending.at, (unsigned)p->sending.len);
	uv_read_start((uv_stream_t *)&p->socket, on_alloc, on_alive_read);
	p->writing = uv_write(&p->write, (uv_stream_t *)&p->socket, &buf, 1,
			     on_question_written) == 0;
}

static void
on_alive_time(uv_timer_t *timer)
{
	end_with(timer->data, TRACE_DEAD);
}

static void
on_reset_closed(uv_handle_t *handle)
{
	struct play *p = handle->data;

	if (p->phase == PHASE_OVER) {
		on_handle_closed(handle);
		return;
	}
	uv_tcp_init(p->context->loop, &p->socket);
	p->socket.data = p;
	uv_timer_start(&p->timer, on_alive_time, answer_ms(p), 0);
	if (uv_tcp_connect(&p->connect, &p->socket,
		    (const struct sockaddr *)&p->context->address,
		    on_alive_connected) != 0)
		end_with(p, TRACE_DEAD);
}

static void
check_alive(struct play *p)
{
	p->phase = PHASE_ALIVE;
	uv_read_stop((uv_stream_t *)&p->socket);
	close_socket(p, on_reset_closed);
}

/* ---- expect ---- */

static void
end_expect(struct play *p)
{
	struct judgement j;
	const struct octets *variant = p->values.variant;

	uv_timer_stop(&p->timer);
	if (p->n_expects == p->spec.test_case->n_expects) {
		if (can_send_canary(p))
			send_canary(p);
		else
			end_with(p, TRACE_UNSEEN);
		return;
	}
	if (!judge_expect(p->spec.test_case, variant, p->trace,
		    p->context->capabilities, p->n_expects - 1, &j)) {
		end_with(p, TRACE_UNSEEN);
		return;
	}
	trace_next_expect(p->trace);
	p->phase = PHASE_STEPS;
	next_step(p);
}

static void
on_expect_time(uv_timer_t *timer)
{
	end_expect(timer->data);
}

static size_t
n_items_now(const struct play *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->trace->n_items; i++)
		if (p->trace->items[i].expect + 1 == p->n_expects)
			n++;
	return n;
}

/* The last response announced that the connection ends with it. */
static bool
is_closing(const struct play *p)
{
	size_t n = p->trace->n_items;
	const struct trace_item *item;

	if (n == 0 || n_items_now(p) == 0)
		return false;
	item = &p->trace->items[n - 1];
	return item->kind == ITEM_RESPONSE && item->head.status >= 200 &&
	       !item->head.persist;
}

/* Behind a refusal, or where no canary would show more. */
static bool
is_close_due(const struct play *p)
{
	const struct trace_item *item = &p->trace->items[p->trace->n_items - 1];

	return p->wants.close && (!p->wants.canary || item->head.status >= 400);
}

/* In a replay a close that is due gets as long as an answer does. */
static unsigned
behind_answer_ms(const struct play *p)
{
	unsigned quiet = quiet_ms(p);
	unsigned answer = p->context->timing.answer_ms;

	if (p->spec.patience > 1 && is_close_due(p) && answer > quiet)
		return answer;
	return quiet;
}

static unsigned
patience_ms(const struct play *p)
{
	if (trace_is_growing(p->trace) || is_closing(p))
		return answer_ms(p);
	if (n_items_now(p) > 0)
		return behind_answer_ms(p);
	return p->wants.silence || p->wants.canary_alone ? quiet_ms(p)
							 : answer_ms(p);
}

/* In a step that is not the last, a passing outcome ends the wait. */
static bool
goes_on(const struct play *p)
{
	struct judgement j;

	return p->n_expects < p->spec.test_case->n_expects &&
	       n_items_now(p) > 0 && !trace_is_growing(p->trace) &&
	       judge_expect(p->spec.test_case, p->values.variant, p->trace,
		       p->context->capabilities, p->n_expects - 1, &j);
}

static void
wait_more(struct play *p)
{
	uint64_t now = uv_now(p->context->loop);
	uint64_t ms = patience_ms(p);

	if (now + ms > p->expect_ends)
		ms = p->expect_ends > now ? p->expect_ends - now : 0;
	if (goes_on(p))
		ms = 0;
	uv_timer_start(&p->timer, on_expect_time, ms, 0);
}

static void
begin_expect(struct play *p, const struct step *step)
{
	p->phase = PHASE_EXPECT;
	p->n_expects++;
	p->wants = wants_of(step);
	p->expect_ends =
		uv_now(p->context->loop) +
		(uint64_t)p->context->timing.most_ms * p->spec.patience;
	if (p->gone)
		finish(p, PLAY_DONE);
	else if (p->wants.alive)
		check_alive(p);
	else
		wait_more(p);
}

/* ---- what the peer does ---- */

/* No other send stands before the next expect. */
static bool
is_last_send(const struct play *p)
{
	const struct test_case *c = p->spec.test_case;

	for (size_t i = p->step; i < c->n_steps && !p->cut_done; i++) {
		if (c->steps[i].kind == STEP_SEND)
			return false;
		if (c->steps[i].kind == STEP_EXPECT)
			break;
	}
	return true;
}

/* The steps up to the next expect will not be played. */
static void
pass_over_steps(struct play *p)
{
	if (!is_last_send(p))
		trace_mark_early(p->trace);
	while (p->step < p->spec.test_case->n_steps &&
		p->spec.test_case->steps[p->step].kind != STEP_EXPECT)
		p->step++;
}

/*
 * The connection ended. Steps before the next expect are passed over: what
 * they would send cannot arrive any more.
 */
static void
peer_is_gone(struct play *p, enum trace_end end)
{
	p->gone = true;
	uv_read_stop((uv_stream_t *)&p->socket);
	if (p->phase == PHASE_STEPS || p->phase == PHASE_WRITE)
		pass_over_steps(p);
	trace_ended(p->trace, end, elapsed_us(p));
	/* somebody else's answer may end with the connection */
	if (p->phase == PHASE_CANARY &&
		canary_reads(p->context->canary, p->trace) == TRACE_SHIFTED)
		p->trace->end = TRACE_SHIFTED;
	finish(p, PLAY_DONE);
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
	if (!trace_received(p->trace, buf->base, (size_t)n, elapsed_us(p))) {
		end_with(p, TRACE_UNSEEN);
		return;
	}
	if (p->phase == PHASE_EXPECT)
		wait_more(p);
	else if (p->phase == PHASE_CANARY)
		look_at_canary(p);
}

/* ---- steps ---- */

static void
on_pause(uv_timer_t *timer)
{
	next_step(timer->data);
}

static void
on_written(uv_write_t *write, int status)
{
	struct play *p = write->data;

	(void)status; /* the reading side sees what became of it */
	p->writing = false;
	if (p->phase != PHASE_WRITE)
		return;
	uv_timer_stop(&p->timer);
	p->phase = PHASE_STEPS;
	next_step(p);
}

/* The peer does not read: on to what it may have to say. */
static void
on_write_time(uv_timer_t *timer)
{
	struct play *p = timer->data;

	p->phase = PHASE_STEPS;
	pass_over_steps(p);
	next_step(p);
}

/* With `cut`, only what completes the first header section is sent. */
static void
cut_sending(struct play *p)
{
	size_t end;

	if (!p->spec.cut)
		return;
	if (p->cut_done) {
		octets_clear(&p->sending);
		return;
	}
	end = octets_find(&p->sending, 0, "\r\n\r\n", 4);
	if (end != SIZE_MAX) {
		p->sending.len = end + 4;
		p->cut_done = true;
	}
}

static void
send_step(struct play *p, const struct step *step)
{
	uv_buf_t buf;

	if (p->writing) {
		next_step(p);
		return;
	}
	octets_clear(&p->sending);
	if (!wire_render(&step->send, &p->values, &p->sending)) {
		finish(p, PLAY_NO_ROUTE);
		return;
	}
	cut_sending(p);
	if (p->sending.len == 0) {
		next_step(p);
		return;
	}
	if (!trace_sent(p->trace, p->sending.at, p->sending.len,
		    is_last_send(p), elapsed_us(p))) {
		finish(p, PLAY_NO_MEMORY);
		return;
	}
	p->phase = PHASE_WRITE;
	buf = uv_buf_init((char *)p->sending.at, (unsigned)p->sending.len);
	uv_timer_start(&p->timer, on_write_time, answer_ms(p), 0);
	p->writing = uv_write(&p->write, (uv_stream_t *)&p->socket, &buf, 1,
			     on_written) == 0;
	if (!p->writing)
		on_write_time(&p->timer);
}

static void
half_close(struct play *p)
{
	p->shut = true;
	p->trace->half_closed = true;
	uv_shutdown(&p->shutdown, (uv_stream_t *)&p->socket, NULL);
	next_step(p);
}

static void
next_step(struct play *p)
{
	const struct test_case *c = p->spec.test_case;
	const struct step *step;

	if (p->phase == PHASE_OVER)
		return;
	if (p->step == c->n_steps) {
		end_with(p, TRACE_UNSEEN);
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
		begin_expect(p, step);
		return;
	case STEP_HALF_CLOSE:
		half_close(p);
		return;
	case STEP_RESET:
		next_step(p); /* the expect of `alive` does it */
		return;
	}
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
		finish(p, PLAY_NO_CONNECTION);
		return;
	}
	p->start_us = uv_hrtime() / 1000;
	p->phase = PHASE_STEPS;
	uv_tcp_nodelay(&p->socket, 1);
	uv_read_start((uv_stream_t *)&p->socket, on_alloc, on_read);
	next_step(p);
}

static void
on_connect_time(uv_timer_t *timer)
{
	struct play *p = timer->data;

	p->result.error = UV_ETIMEDOUT;
	finish(p, PLAY_NO_CONNECTION);
}

static void
on_connect_failed(uv_timer_t *timer)
{
	finish(timer->data, PLAY_NO_CONNECTION);
}

static void
open_connection(struct play *p)
{
	p->result.error = uv_tcp_connect(&p->connect, &p->socket,
		(const struct sockaddr *)&p->context->address, on_connected);
	if (p->result.error == 0)
		uv_timer_start(&p->timer, on_connect_time,
			p->context->timing.connect_ms, 0);
	else
		uv_timer_start(&p->timer, on_connect_failed, 0, 0);
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
	p->values.variant =
		spec->variant == NULL ? NULL : &spec->variant->octets;
	p->done = done;
	p->data = data;
	uv_tcp_init(context->loop, &p->socket);
	uv_timer_init(context->loop, &p->timer);
	p->open_handles = 2;
	p->socket.data = p->timer.data = p->connect.data = p->write.data = p;
	open_connection(p);
	return p;
}

#include "audit/child.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

/* A target has three seconds to end, and a report is written in one. */
#define ORDERLY_MS 20000
#define HASTY_MS 3000

/* Of a group, and of what has left nothing behind, nothing is known. */
static void
signal_group(const struct child *c, int number)
{
	if (c->process.pid > 0)
		kill(-c->process.pid, number);
}

/* ---- the end ---- */

static void
on_closed(uv_handle_t *handle)
{
	struct child *c = handle->data;

	if (--c->n_open == 0)
		c->ended(c, c->status, c->signal);
}

static void
close_handles(struct child *c)
{
	uv_close((uv_handle_t *)&c->process, on_closed);
	uv_close((uv_handle_t *)&c->timer, on_closed);
}

static void
on_exit_of(uv_process_t *process, int64_t status, int term_signal)
{
	struct child *c = process->data;

	c->status = status;
	c->signal = term_signal;
	signal_group(c, SIGKILL); /* what it may have left behind */
	close_handles(c);
}

static void
on_patience_over(uv_timer_t *timer)
{
	child_stop(timer->data);
}

void
child_stop(struct child *c)
{
	if (uv_is_closing((uv_handle_t *)&c->timer))
		return;
	c->n_told++;
	signal_group(c, c->n_told <= 2 ? SIGINT : SIGKILL);
	uv_timer_start(&c->timer, on_patience_over,
		c->n_told == 1 ? ORDERLY_MS : HASTY_MS, 0);
}

static void
on_time_over(uv_timer_t *timer)
{
	struct child *c = timer->data;

	c->too_long = true;
	child_stop(c);
}

/* ---- the beginning ---- */

static int
open_to_add(const char *path)
{
	return open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
}

static int
spawn(struct child *c, uv_loop_t *loop, const struct child_words *words)
{
	int out = open_to_add(words->output);
	int err = open_to_add(words->errors);
	uv_stdio_container_t streams[3] = {
		{.flags = UV_IGNORE},
		{.flags = UV_INHERIT_FD, .data.fd = out},
		{.flags = UV_INHERIT_FD, .data.fd = err},
	};
	const uv_process_options_t options = {
		.exit_cb = on_exit_of,
		.file = words->arguments[0],
		.args = words->arguments,
		.flags = UV_PROCESS_DETACHED,
		.stdio_count = 3,
		.stdio = streams,
	};
	int error = uv_spawn(loop, &c->process, &options);

	if (out >= 0)
		close(out);
	if (err >= 0)
		close(err);
	return error;
}

int
child_start(struct child *c, uv_loop_t *loop, const struct child_words *words,
	child_ended *ended)
{
	int error;

	*c = (struct child){.data = c->data, .ended = ended, .status = -1};
	uv_timer_init(loop, &c->timer);
	error = spawn(c, loop, words);
	c->process.data = c->timer.data = c;
	c->n_open = 2;
	if (error != 0)
		close_handles(c);
	else
		uv_timer_start(&c->timer, on_time_over, words->limit_ms, 0);
	return error;
}

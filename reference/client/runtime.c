#include "client/runtime.h"

#include <signal.h>
#include <stdio.h>

/* The next one ends the program at once, whatever it hangs in. */
static void
on_signal(uv_signal_t *handle, int number)
{
	struct runtime *runtime = handle->data;

	runtime->interrupted = true;
	signal(number, SIG_DFL);
}

static bool
listen_to(struct runtime *runtime, uv_signal_t *handle, int number)
{
	if (uv_signal_init(&runtime->loop, handle) != 0)
		return false;
	handle->data = runtime;
	if (uv_signal_start_oneshot(handle, on_signal, number) != 0)
		return false;
	uv_unref((uv_handle_t *)handle);
	return true;
}

bool
runtime_init(struct runtime *runtime)
{
	runtime->interrupted = false;
	runtime->stuck = false;
	signal(SIGPIPE, SIG_IGN);
	if (uv_loop_init(&runtime->loop) != 0 ||
		uv_timer_init(&runtime->loop, &runtime->timer) != 0 ||
		!listen_to(runtime, &runtime->signals[0], SIGINT) ||
		!listen_to(runtime, &runtime->signals[1], SIGTERM)) {
		fputs("h1c: no event loop\n", stderr);
		return false;
	}
	return true;
}

void
runtime_free(struct runtime *runtime)
{
	uv_close((uv_handle_t *)&runtime->timer, NULL);
	uv_close((uv_handle_t *)&runtime->signals[0], NULL);
	uv_close((uv_handle_t *)&runtime->signals[1], NULL);
	uv_run(&runtime->loop, UV_RUN_NOWAIT);
	uv_loop_close(&runtime->loop);
}

uint64_t
runtime_now(struct runtime *runtime)
{
	uv_update_time(&runtime->loop);
	return uv_now(&runtime->loop);
}

static void
on_time(uv_timer_t *timer)
{
	(void)timer;
}

void
runtime_wait(struct runtime *runtime, uint64_t at_ms)
{
	uint64_t now = runtime_now(runtime);

	if (at_ms != UINT64_MAX)
		uv_timer_start(&runtime->timer, on_time,
			at_ms > now ? at_ms - now : 0, 0);
	uv_run(&runtime->loop, UV_RUN_ONCE);
	uv_timer_stop(&runtime->timer);
}

void
runtime_poll(struct runtime *runtime)
{
	uv_run(&runtime->loop, UV_RUN_NOWAIT);
}

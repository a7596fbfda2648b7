#include "client/runtime.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>

/* What a signal can reach. */
static volatile sig_atomic_t interrupted;
static uv_async_t *waker;

/* The next one ends the program at once, whatever it hangs in. */
static void
on_signal(int number)
{
	int error = errno;

	(void)number;
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	interrupted = 1;
	uv_async_send(waker);
	errno = error;
}

/* Not by libuv: after its signals write() and open() would go on waiting. */
static void
listen_to(int number)
{
	struct sigaction action = {.sa_handler = on_signal};

	sigemptyset(&action.sa_mask);
	sigaction(number, &action, NULL);
}

static void
on_wake(uv_async_t *wake)
{
	(void)wake;
}

bool
runtime_init(struct runtime *runtime)
{
	runtime->stuck = false;
	signal(SIGPIPE, SIG_IGN);
	if (uv_loop_init(&runtime->loop) != 0 ||
		uv_timer_init(&runtime->loop, &runtime->timer) != 0 ||
		uv_async_init(&runtime->loop, &runtime->wake, on_wake) != 0) {
		fputs("h1c: no event loop\n", stderr);
		return false;
	}
	uv_unref((uv_handle_t *)&runtime->wake);
	waker = &runtime->wake;
	listen_to(SIGINT);
	listen_to(SIGTERM);
	return true;
}

void
runtime_free(struct runtime *runtime)
{
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	uv_close((uv_handle_t *)&runtime->timer, NULL);
	uv_close((uv_handle_t *)&runtime->wake, NULL);
	uv_run(&runtime->loop, UV_RUN_NOWAIT);
	uv_loop_close(&runtime->loop);
}

bool
runtime_interrupted(void)
{
	return interrupted != 0;
}

uint64_t
runtime_now(struct runtime *runtime)
{
	uv_update_time(&runtime->loop);
	return uv_now(&runtime->loop);
}

/* A timer that is due already fires before the loop looks at anything else,
 * which would then wait for ever. */
static void
on_time(uv_timer_t *timer)
{
	uv_stop(timer->loop);
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

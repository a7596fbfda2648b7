/* What waits in h1c: until a time, or until a signal. */

#include <signal.h>
#include <unistd.h>

#include "client/runtime.h"
#include "tests/client/unit.h"

/* What hangs is ended by SIGALRM. */
#define AT_MOST_S 60

static void
on_nothing(uv_async_t *never)
{
	(void)never;
}

/* Lets the loop have something to wait for, as a socket is. */
static void
begin(struct runtime *runtime, uv_async_t *never)
{
	alarm(AT_MOST_S);
	assert_true(runtime_init(runtime));
	assert_int_equal(uv_async_init(&runtime->loop, never, on_nothing), 0);
}

static void
end(struct runtime *runtime, uv_async_t *never)
{
	uv_close((uv_handle_t *)never, NULL);
	runtime_free(runtime);
	alarm(0);
}

static void
times_that_are_over_are_not_waited_for(void **state)
{
	struct runtime runtime = {.stuck = true};
	uv_async_t never;
	uint64_t now;

	(void)state;
	begin(&runtime, &never);
	assert_false(runtime.stuck);
	now = runtime_now(&runtime);
	runtime_wait(&runtime, 0);
	runtime_wait(&runtime, now);
	for (uint64_t i = 1; i <= 20; i++)
		runtime_wait(&runtime, now + i);
	assert_true(runtime_now(&runtime) >= now + 20);
	end(&runtime, &never);
}

static void
signals_end_a_wait(void **state)
{
	static const int numbers[] = {SIGINT, SIGTERM};
	struct runtime runtime;
	struct sigaction action;
	uv_async_t never;

	(void)state;
	begin(&runtime, &never);
	assert_false(runtime_interrupted());
	raise(SIGTERM);
	assert_true(runtime_interrupted());
	runtime_wait(&runtime, UINT64_MAX);
	/* the next one would end the program */
	for (size_t i = 0; i < N(numbers); i++) {
		assert_int_equal(sigaction(numbers[i], NULL, &action), 0);
		assert_true(action.sa_handler == SIG_DFL);
	}
	end(&runtime, &never);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_that_are_over_are_not_waited_for),
		cmocka_unit_test(signals_end_a_wait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

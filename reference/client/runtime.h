#ifndef CLIENT_RUNTIME_H
#define CLIENT_RUNTIME_H

/* The event loop, the clock and the signals. One transfer is under way at a
 * time, so that whoever waits lets the loop turn until something happened. */

#include <stdbool.h>
#include <stdint.h>
#include <uv.h>

struct runtime {
	uv_loop_t loop;
	uv_timer_t timer;
	uv_async_t wake; /* by a signal */
	bool stuck;	 /* a thread hangs that nobody can end */
};

/* False, with a message printed, if there is none to be had. */
bool runtime_init(struct runtime *runtime);
void runtime_free(struct runtime *runtime);

/* Whether SIGINT or SIGTERM came. What waits in the system at that time fails
 * with EINTR. */
bool runtime_interrupted(void);

/* Milliseconds of a clock that never goes back. */
uint64_t runtime_now(struct runtime *runtime);

/* Waits until something happens, at the latest until `at_ms` (UINT64_MAX: for
 * ever). */
void runtime_wait(struct runtime *runtime, uint64_t at_ms);

/* Takes note of what has happened already. */
void runtime_poll(struct runtime *runtime);

#endif

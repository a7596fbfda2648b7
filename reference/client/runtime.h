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
	uv_signal_t signals[2];
	bool interrupted; /* SIGINT or SIGTERM came */
	bool stuck;	  /* a thread hangs that nobody can end */
};

/* False, with a message printed, if there is none to be had. */
bool runtime_init(struct runtime *runtime);
void runtime_free(struct runtime *runtime);

/* Milliseconds of a clock that never goes back. */
uint64_t runtime_now(struct runtime *runtime);

/* Waits until something happens, at the latest until `at_ms` (UINT64_MAX: for
 * ever). */
void runtime_wait(struct runtime *runtime, uint64_t at_ms);

/* Takes note of what has happened already. */
void runtime_poll(struct runtime *runtime);

#endif

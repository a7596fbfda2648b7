#include "cli/interrupt.h"

#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

#include "cli/commands.h"

/* Nobody presses a key twice within so many milliseconds. */
#define APART_MS 400

volatile bool interrupt_seen;
volatile bool interrupt_repeated;

static volatile int64_t first_ms;
static bool repeat_ends;

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
on_signal(int signal_number)
{
	(void)signal_number;
	if (!interrupt_seen) {
		first_ms = now_ms();
		interrupt_seen = true;
	} else if (now_ms() - first_ms >= APART_MS) {
		if (repeat_ends)
			_exit(STATUS_HARNESS);
		interrupt_repeated = true;
	}
}

static void
heed(int signal_number)
{
	struct sigaction action = {.sa_handler = on_signal};
	struct sigaction before;

	sigemptyset(&action.sa_mask);
	sigaddset(&action.sa_mask, SIGINT);
	sigaddset(&action.sa_mask, SIGTERM);
	sigaddset(&action.sa_mask, SIGHUP);
	if (sigaction(signal_number, NULL, &before) == 0 &&
		before.sa_handler != SIG_IGN)
		sigaction(signal_number, &action, NULL);
}

static void
heed_all(void)
{
	heed(SIGINT);
	heed(SIGTERM);
	heed(SIGHUP);
	signal(SIGPIPE, SIG_IGN);
}

void
interrupt_catch(void)
{
	repeat_ends = true;
	heed_all();
}

void
interrupt_catch_both(void)
{
	repeat_ends = false;
	heed_all();
}

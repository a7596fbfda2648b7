#include "cli/interrupt.h"

#include <signal.h>
#include <stddef.h>

volatile bool interrupt_seen;

static void
on_signal(int signal_number)
{
	(void)signal_number;
	interrupt_seen = true;
}

static void
heed(int signal_number)
{
	const struct sigaction action = {.sa_handler = on_signal};
	struct sigaction before;

	if (sigaction(signal_number, NULL, &before) == 0 &&
		before.sa_handler != SIG_IGN)
		sigaction(signal_number, &action, NULL);
}

void
interrupt_catch(void)
{
	heed(SIGINT);
	heed(SIGTERM);
	heed(SIGHUP);
	signal(SIGPIPE, SIG_IGN);
}

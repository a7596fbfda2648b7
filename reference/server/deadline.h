#ifndef SERVER_DEADLINE_H
#define SERVER_DEADLINE_H

/* How long a client may take for what it is to do next. Times in milliseconds
 * of one clock that never goes back. */

#include <stddef.h>
#include <stdint.h>

#include "server/settings.h"

#define DEADLINE_NEVER UINT64_MAX

enum phase {
	PHASE_NONE,   /* it is our turn, or that of the write side */
	PHASE_IDLE,   /* between two requests */
	PHASE_HEADER, /* in a header section */
	PHASE_BODY,   /* in content */
	PHASE_ANSWER, /* the client says no more, and the handler nothing */
	PHASE_LINGER  /* behind the last answer */
};

/* Zero-initialised there is none. */
struct deadline {
	enum phase phase;
	uint64_t message; /* number of the message on its connection */
	uint64_t at;
};

/* Starts the time of a phase, unless it runs already for that message. */
void deadline_enter(struct deadline *deadline, const struct settings *settings,
	enum phase phase, uint64_t message, uint64_t now_ms);

/*
 * `len` octets of content came. They buy time at the least rate that is
 * accepted, so that single octets now and then do not keep a connection; never
 * more time than the whole time-out from now.
 */
void deadline_progress(struct deadline *deadline,
	const struct settings *settings, size_t len, uint64_t now_ms);

/* The same for a deadline of anything else: `len` octets were moved at `rate`
 * octets per second or more. */
uint64_t deadline_bought(uint64_t at, size_t len, uint64_t rate,
	uint64_t time_out_ms, uint64_t now_ms);

/* When time is up; DEADLINE_NEVER if there is no deadline. */
uint64_t deadline_at(const struct deadline *deadline);

#endif

#ifndef CLIENT_DIAL_H
#define CLIENT_DIAL_H

/* From a name to a connected socket: its addresses are tried one after the
 * other, each with an equal share of the time that is left. */

#include "client/runtime.h"
#include "client/wire.h"

struct dial;

enum dial_state {
	DIAL_UNDER_WAY,
	DIAL_DONE,
	DIAL_NO_NAME,	/* it cannot be resolved */
	DIAL_NO_ANSWER, /* no address lets us connect */
	DIAL_TIMEOUT
};

/* Begins; `host` is a name or an address without brackets, copied. Borrows
 * `runtime` and `wire`. NULL without memory. Give it to dial_end(). */
struct dial *dial_begin(struct runtime *runtime, const struct wire *wire,
	const char *host, uint16_t port, uint64_t until_ms);

/* To be asked after each runtime_wait(), which is not to last longer than
 * dial_deadline(). */
enum dial_state dial_state(struct dial *dial);
uint64_t dial_deadline(const struct dial *dial);

/* Why it failed, for people; borrowed. */
const char *dial_why(const struct dial *dial);

/* Gives the connected socket, once, when it is DONE: its `data` is NULL, and
 * dial_close() ends it. */
uv_tcp_t *dial_take(struct dial *dial);

/* Closes a socket and gives back its memory when the loop has turned. Its
 * requests end before. */
void dial_close(uv_tcp_t *tcp);

void dial_end(struct dial *dial);

#endif

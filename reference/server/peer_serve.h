#ifndef SERVER_PEER_SERVE_H
#define SERVER_PEER_SERVE_H

/* Between the socket of a peer and its connection; for peer.c. */

#include "server/peer.h"

/* Receives before others have their turn. */
#define PEER_RECEIVES 4

static inline struct instant
peer_now(const struct peer *peer)
{
	return worker_now(peer->worker);
}

static inline struct wire_means
peer_means(const struct peer *peer, unsigned n_receives)
{
	return (struct wire_means){
		peer->worker->scratch, WORKER_SCRATCH_LEN, n_receives};
}

/* Does what the connection asks for, and reads up to `n_receives` times if it
 * may. The peer may be closing then. */
void peer_serve(struct peer *peer, unsigned n_receives);

/* Has peer_on_event() called when there is something to be read, if that is
 * wanted, or written, if that is blocked. */
void peer_watch(struct peer *peer, bool wants_input, bool blocked);

void peer_on_event(uv_poll_t *poll, int status, int events);

/* Closes, as is right when all is said; peer_abort() cuts off. */
void peer_close(struct peer *peer);

#endif

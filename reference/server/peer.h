#ifndef SERVER_PEER_H
#define SERVER_PEER_H

/* A connection on its socket: does what the machine in memory asks for. */

#include <uv.h>

#include "server/connection.h"
#include "server/listener.h"

/* Frees itself when it is closed. */
struct peer {
	struct listener *listener;     /* borrowed */
	struct peer *next, *previous;  /* in listener->peers */
	struct connection *connection; /* owned */
	uv_tcp_t tcp;
	uv_timer_t timer;
	uv_write_t write;
	uint8_t *piece; /* of a file, under way; owned */
	size_t n_file;
	uv_shutdown_t shutdown;
	uint64_t timer_at;  /* what the timer is set to */
	unsigned n_handles; /* that are not closed yet */
	bool reading;
	bool shut_down;
	bool closing;
};

/*
 * Takes the connection that waits at `server` and serves it; when it is closed,
 * listener_peer_gone() is told. False without memory: it still waits.
 */
bool peer_accept(struct listener *listener, uv_stream_t *server);

/* The server stops: finishes the answer under way. */
void peer_stop(struct peer *peer);

/* Closes at once. */
void peer_abort(struct peer *peer);

#endif

#ifndef SERVER_PEER_H
#define SERVER_PEER_H

/* A connection on its socket: does what the machine in memory asks for. */

#include <arpa/inet.h>
#include <uv.h>

#include "server/connection.h"
#include "server/timer_queue.h"
#include "server/wire.h"
#include "server/worker.h"

/* Octets of a host that are remembered. */
#define PEER_HOST_MAX 64

/* Frees itself when it is closed. */
struct peer {
	struct worker *worker;	      /* borrowed */
	struct peer *next, *previous; /* in worker->peers; next: in its inbox */
	struct connection *connection; /* owned; NULL before the handshake is
					  done */
	struct wire wire;
	struct connection_output output; /* what is being sent */
	bool sending;			 /* it has been given */
	bool ended;			 /* all is sent, and the end told */
	bool deaf;			 /* what comes is not wanted for now */
	bool silent; /* the other side says no more: it may still listen */
	bool closing;
	int events; /* that are polled for */
	uv_poll_t poll;
	struct timer timer;
	char address[INET6_ADDRSTRLEN];
	uint8_t host[PEER_HOST_MAX]; /* that the certificate is for */
	size_t host_len;
};

/* A peer for that socket, which it takes, with the address of its other end.
 * NULL without memory: the socket is then not taken. */
struct peer *peer_new(int descriptor, const struct sockaddr_storage *address);

/* Serves it on the thread of `worker`; when it is closed,
 * worker_peer_gone() is told. */
void peer_begin(struct peer *peer, struct worker *worker);

/* Its timer has expired. */
void peer_expired(struct timer *timer);

/* The server stops: finishes the answer under way. */
void peer_stop(struct peer *peer);

/* Closes at once. */
void peer_abort(struct peer *peer);

#endif

#ifndef SERVER_LISTENER_H
#define SERVER_LISTENER_H

/* The event loop: takes connections, and ends when told to by a signal. */

#include <uv.h>

#include "server/adapter.h"
#include "server/buffer.h"
#include "server/connection.h"
#include "server/options.h"
#include "server/routes.h"

struct peer;

/* Not to be moved once it is open. */
struct listener {
	uv_loop_t loop;
	uv_tcp_t tcp;
	uv_signal_t signals[2]; /* SIGTERM, SIGINT */
	uv_timer_t grace;
	const struct settings *settings;
	const struct site *site;
	struct workspace workspace;
	struct connection_environment environment;
	struct http_handler handler;
	struct adapter adapter;
	struct budget budget;
	struct peer *peers; /* all that are not being closed */
	uint64_t n_peers;   /* with those that are being closed */
	bool waiting;	    /* a connection waits until there is room */
	bool stopping;
};

/*
 * Listens. Borrows `options` and `site`. Gives 0, or a negative libuv error,
 * behind which nothing is open; UV_EINVAL if the address is none.
 */
int listener_open(struct listener *listener, const struct options *options,
	const struct site *site);

/* Prints "listening http://ADDRESS:PORT"; false if that cannot be done. */
bool listener_announce(const struct listener *listener);

/* Serves until told to stop, and closes all. */
void listener_run(struct listener *listener);

/* The time, as connections are told it. */
struct instant listener_now(const struct listener *listener);

/* For peers: one is gone for good. */
void listener_peer_gone(struct listener *listener);

#endif

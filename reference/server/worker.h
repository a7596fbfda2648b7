#ifndef SERVER_WORKER_H
#define SERVER_WORKER_H

/* A thread with its event loop and the connections on it. */

#include <stdatomic.h>
#include <uv.h>

#include "server/connection.h"
#include "server/timer_queue.h"

struct http_server;
struct peer;

/* Octets of room that the connections of a worker use one after the other. */
#define WORKER_SCRATCH_LEN ((size_t)65536)

/* Not to be moved once it is open. */
struct worker {
	struct http_server *server; /* borrowed */
	uv_loop_t loop;
	uv_thread_t thread; /* not of the first one */
	uv_async_t wake;
	uv_timer_t timer; /* set to timer_at */
	uv_timer_t grace;
	uint64_t timer_at;
	struct timer_queue timers;
	struct workspace workspace;
	struct connection_environment serving;
	struct connection_environment refusing; /* for who does not speak TLS */
	struct peer *peers; /* all that are not being closed */
	uint8_t *scratch;   /* owned */
	struct instant now; /* as told last */
	bool stopping;
	bool ended; /* all is closed but the handles of the loop */

	atomic_uint n_peers; /* with those in the inbox or being closed */
	atomic_bool stop_asked, abort_asked;
	uv_mutex_t lock; /* of the inbox */
	struct peer *inbox;
};

/* False if there is no memory or no descriptors. */
bool worker_open(struct worker *worker, struct http_server *server);

/* Closes what has been opened and never run, or has run. */
void worker_close(struct worker *worker);

/* Serves on this thread until told to stop and all connections are closed. */
void worker_run(struct worker *worker);

/* From any thread: gives it a connection, which it takes. */
void worker_take(struct worker *worker, struct peer *peer);

/* From any thread: closes what is idle, finishes what is under way within the
 * grace time. */
void worker_stop(struct worker *worker);

/* From any thread: closes all connections at once. */
void worker_abort(struct worker *worker);

/* From any thread: looks whether something is to be done. */
void worker_wake(struct worker *worker);

/* For its peers. */

/* The time, as connections are told it; the same while the loop turns once. */
struct instant worker_now(struct worker *worker);

/* Has peer_expired() called at `due`, and no longer when it was to be. */
void worker_set_timer(struct worker *worker, struct timer *timer, uint64_t due);

/* A connection is gone for good. */
void worker_peer_gone(struct worker *worker);

#endif

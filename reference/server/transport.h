#ifndef SERVER_TRANSPORT_H
#define SERVER_TRANSPORT_H

/* What the parts of a running server share: http_server.c, listener.c,
 * worker.c, peer.c. */

#include <stdatomic.h>
#include <uv.h>

#include "server/access_log.h"
#include "server/certificate.h"
#include "server/http_server.h"
#include "server/listener.h"
#include "server/worker.h"

#define HTTP_SERVER_SIGNALS 3

struct http_server {
	struct http_server_options options;
	struct http_handler handler;
	struct access_log *log; /* owned; NULL: none */
	struct certificate certificate;
	bool secure; /* there is a certificate */
	struct listener listener;
	uv_signal_t signals[HTTP_SERVER_SIGNALS]; /* on the first worker */
	bool has_signals;

	struct worker *workers; /* owned; the first is the caller's thread */
	unsigned n_workers;
	atomic_uint n_stopping;	     /* workers that have been told to stop */
	atomic_uint n_running;	     /* workers that have not ended */
	atomic_ullong n_connections; /* of all workers */
};

/* All workers have ended, the first one last, on whose thread this is said. */
void http_server_ended(struct http_server *server);

#endif

#include "server/listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "server/peer.h"
#include "server/socket.h"
#include "server/transport.h"

#define BACKLOG 1024
#define TURN 64	     /* connections accepted in one turn of the loop */
#define RETRY_MS 100 /* until descriptors or memory may be there again */

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_storage storage;
};

static int
read_address(union address *address, socklen_t *len,
	const struct http_server_options *options)
{
	*len = sizeof(address->v4);
	if (uv_ip4_addr(options->address, options->port, &address->v4) == 0)
		return 0;
	*len = sizeof(address->v6);
	return uv_ip6_addr(options->address, options->port, &address->v6);
}

static int
write_url(struct listener *listener)
{
	const char *scheme = listener->server->secure ? "https" : "http";
	char text[INET6_ADDRSTRLEN] = "";
	union address address;
	socklen_t len = sizeof(address);

	if (getsockname(listener->descriptor, &address.any, &len) != 0)
		return uv_translate_sys_error(errno);
	if (address.any.sa_family == AF_INET6) {
		uv_ip6_name(&address.v6, text, sizeof(text));
		snprintf(listener->url, LISTENER_URL_MAX, "%s://[%s]:%u",
			scheme, text, ntohs(address.v6.sin6_port));
	} else {
		uv_ip4_name(&address.v4, text, sizeof(text));
		snprintf(listener->url, LISTENER_URL_MAX, "%s://%s:%u", scheme,
			text, ntohs(address.v4.sin_port));
	}
	return 0;
}

int
listener_open(struct listener *listener, struct http_server *server)
{
	union address address;
	socklen_t len;
	int status;

	listener->server = server;
	listener->descriptor = -1;
	if ((status = read_address(&address, &len, &server->options)) != 0)
		return status;
	listener->descriptor = socket_listen(&address.any, len, BACKLOG);
	if (listener->descriptor == -1)
		return uv_translate_sys_error(errno);
	return write_url(listener);
}

static void on_retry(uv_timer_t *timer);
static void on_readable(uv_poll_t *poll, int status, int events);

/* The worker with the fewest connections; of equals the next one in turn. */
static struct worker *
choose(struct listener *listener)
{
	struct http_server *server = listener->server;
	unsigned best = listener->last, fewest = UINT_MAX, i;

	for (i = 1; i <= server->n_workers; i++) {
		unsigned at = (listener->last + i) % server->n_workers;
		unsigned n = atomic_load_explicit(&server->workers[at].n_peers,
			memory_order_relaxed);

		if (n < fewest) {
			fewest = n;
			best = at;
		}
	}
	listener->last = best;
	return &server->workers[best];
}

static bool
is_full(const struct listener *listener)
{
	const struct http_server *server = listener->server;

	return atomic_load(&server->n_connections) >=
	       server->options.settings.max_connections;
}

/* What waits at the kernel's does so until listener_room(), or for a while. */
static void
pause_accepting(struct listener *listener, uint64_t retry_ms)
{
	atomic_store(&listener->waiting, true);
	uv_poll_stop(&listener->poll);
	if (retry_ms > 0)
		uv_timer_start(&listener->retry, on_retry, retry_ms, 0);
}

enum accepted {
	ACCEPTED_ONE,
	ACCEPTED_NONE,	/* none waits */
	ACCEPTED_FAILED /* we cannot, for now */
};

static enum accepted
accept_one(struct listener *listener)
{
	struct http_server *server = listener->server;
	struct sockaddr_storage address = {0};
	int descriptor = socket_accept(listener->descriptor, &address);
	struct peer *peer;

	if (descriptor == -1) {
		if (errno == EAGAIN || errno == EWOULDBLOCK)
			return ACCEPTED_NONE;
		/* It was aborted while it waited. */
		if (errno == ECONNABORTED || errno == EINTR)
			return ACCEPTED_ONE;
		return ACCEPTED_FAILED;
	}
	peer = peer_new(descriptor, &address);
	if (!peer) {
		close(descriptor);
		return ACCEPTED_FAILED;
	}
	atomic_fetch_add(&server->n_connections, 1);
	worker_take(choose(listener), peer);
	return ACCEPTED_ONE;
}

static enum accepted
accept_some(struct listener *listener, unsigned most)
{
	enum accepted accepted = ACCEPTED_ONE;

	while (most-- > 0 && accepted == ACCEPTED_ONE && !is_full(listener))
		accepted = accept_one(listener);
	return accepted;
}

static void
accept_turn(struct listener *listener)
{
	switch (accept_some(listener, TURN)) {
	case ACCEPTED_ONE:
	case ACCEPTED_NONE:
		if (is_full(listener))
			pause_accepting(listener, 0);
		break;
	case ACCEPTED_FAILED:
		pause_accepting(listener, RETRY_MS);
		break;
	}
	/* One may have gone between the look and the pause. */
	if (atomic_load(&listener->waiting) && !is_full(listener) &&
		!uv_is_active((uv_handle_t *)&listener->retry))
		listener_check(listener);
}

static void
on_readable(uv_poll_t *poll, int status, int events)
{
	(void)status;
	(void)events;
	accept_turn(poll->data);
}

static void
on_retry(uv_timer_t *timer)
{
	listener_check(timer->data);
}

int
listener_start(struct listener *listener)
{
	uv_loop_t *loop = &listener->server->workers[0].loop;
	int status = uv_poll_init(loop, &listener->poll, listener->descriptor);

	if (status != 0)
		return status;
	uv_timer_init(loop, &listener->retry);
	listener->poll.data = listener;
	listener->retry.data = listener;
	listener->started = true;
	return uv_poll_start(&listener->poll, UV_READABLE, on_readable);
}

void
listener_room(struct listener *listener)
{
	if (atomic_load(&listener->waiting))
		worker_wake(&listener->server->workers[0]);
}

/* Whether it may accept again, if it is paused. */
static bool
may_go_on(const struct listener *listener)
{
	return !listener->stopped && atomic_load(&listener->waiting) &&
	       !is_full(listener);
}

void
listener_check(struct listener *listener)
{
	if (!may_go_on(listener))
		return;
	atomic_store(&listener->waiting, false);
	uv_timer_stop(&listener->retry);
	uv_poll_start(&listener->poll, UV_READABLE, on_readable);
}

void
listener_stop(struct listener *listener)
{
	listener->stopped = true;
	if (!listener->started)
		return;
	/* Who has connected may have asked something already. */
	accept_some(listener, BACKLOG);
	uv_close((uv_handle_t *)&listener->retry, NULL);
	uv_close((uv_handle_t *)&listener->poll, NULL);
}

void
listener_close(struct listener *listener)
{
	if (listener->descriptor != -1)
		close(listener->descriptor);
	listener->descriptor = -1;
}

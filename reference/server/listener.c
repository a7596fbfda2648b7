#include "server/listener.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "server/adapter.h"
#include "server/peer.h"

#define BACKLOG 1024

struct instant
listener_now(const struct listener *listener)
{
	struct timespec now = {0};

	clock_gettime(CLOCK_REALTIME, &now);
	return (struct instant){uv_now(&listener->loop), now.tv_sec};
}

/* Takes the connection that waits, if there is room for one more. */
static void
accept_one(struct listener *listener)
{
	if (listener->n_peers < listener->settings->max_connections &&
		peer_accept(listener, (uv_stream_t *)&listener->tcp)) {
		listener->n_peers++;
		listener->waiting = false;
	} else {
		listener->waiting = true;
	}
}

static void
on_connection(uv_stream_t *stream, int status)
{
	/* One that failed is gone; libuv goes on listening. */
	if (status == 0)
		accept_one(stream->data);
}

static void
close_handle(void *handle)
{
	if (!uv_is_closing(handle))
		uv_close(handle, NULL);
}

static void
close_signals(struct listener *listener)
{
	close_handle(&listener->signals[0]);
	close_handle(&listener->signals[1]);
	close_handle(&listener->grace);
}

void
listener_peer_gone(struct listener *listener)
{
	listener->n_peers--;
	if (listener->stopping && listener->n_peers == 0)
		close_signals(listener);
	else if (!listener->stopping && listener->waiting)
		accept_one(listener);
}

static void
abort_all(struct listener *listener)
{
	while (listener->peers)
		peer_abort(listener->peers);
}

static void
on_grace_over(uv_timer_t *timer)
{
	abort_all(timer->data);
}

static void
stop(struct listener *listener)
{
	struct peer *peer, *next;

	listener->stopping = true;
	close_handle(&listener->tcp);
	for (peer = listener->peers; peer; peer = next) {
		next = peer->next;
		peer_stop(peer);
	}
	uv_timer_start(&listener->grace, on_grace_over,
		listener->settings->grace_ms, 0);
	if (listener->n_peers == 0)
		close_signals(listener);
}

/* The second signal does not wait for the grace time. */
static void
on_signal(uv_signal_t *handle, int number)
{
	struct listener *listener = handle->data;

	(void)number;
	if (listener->stopping)
		abort_all(listener);
	else
		stop(listener);
}

static int
read_address(struct sockaddr_storage *address, const struct options *options)
{
	if (uv_ip4_addr(options->address, options->port,
		    (struct sockaddr_in *)address) == 0)
		return 0;
	return uv_ip6_addr(options->address, options->port,
		(struct sockaddr_in6 *)address);
}

static int
listen_at(struct listener *listener, const struct options *options)
{
	struct sockaddr_storage address;
	int status = read_address(&address, options);

	if (status == 0)
		status = uv_tcp_bind(&listener->tcp,
			(const struct sockaddr *)&address, 0);
	if (status == 0)
		status = uv_listen((uv_stream_t *)&listener->tcp, BACKLOG,
			on_connection);
	return status;
}

static void
init_handles(struct listener *listener)
{
	uv_tcp_init(&listener->loop, &listener->tcp);
	uv_signal_init(&listener->loop, &listener->signals[0]);
	uv_signal_init(&listener->loop, &listener->signals[1]);
	uv_timer_init(&listener->loop, &listener->grace);
	listener->tcp.data = listener;
	listener->signals[0].data = listener;
	listener->signals[1].data = listener;
	listener->grace.data = listener;
}

int
listener_open(struct listener *listener, const struct options *options,
	const struct site *site)
{
	int status;

	memset(listener, 0, sizeof(*listener));
	listener->settings = &options->settings;
	listener->site = site;
	listener->budget.left = options->settings.max_memory;
	listener->adapter = (struct adapter){site, &listener->budget};
	listener->handler = adapter_handler(&listener->adapter);
	workspace_init(&listener->workspace, options->settings.max_memory);
	listener->environment =
		(struct connection_environment){.settings = &options->settings,
			.workspace = &listener->workspace,
			.handler = &listener->handler};
	if ((status = uv_loop_init(&listener->loop)) != 0)
		return status;
	init_handles(listener);
	status = listen_at(listener, options);
	if (status == 0)
		status = uv_signal_start(&listener->signals[0], on_signal,
			SIGTERM);
	if (status == 0)
		status = uv_signal_start(&listener->signals[1], on_signal,
			SIGINT);
	if (status != 0) {
		close_handle(&listener->tcp);
		close_signals(listener);
		listener_run(listener);
	}
	return status;
}

bool
listener_announce(const struct listener *listener)
{
	struct sockaddr_storage address;
	int len = sizeof(address);
	char text[INET6_ADDRSTRLEN] = "";
	uint16_t port;

	if (uv_tcp_getsockname(&listener->tcp, (struct sockaddr *)&address,
		    &len) != 0)
		return false;
	/* The port stands at the same place in both families. */
	port = ntohs(((struct sockaddr_in *)&address)->sin_port);
	if (address.ss_family == AF_INET6) {
		uv_ip6_name((struct sockaddr_in6 *)&address, text,
			sizeof(text));
		printf("listening http://[%s]:%u\n", text, port);
	} else {
		uv_ip4_name((struct sockaddr_in *)&address, text, sizeof(text));
		printf("listening http://%s:%u\n", text, port);
	}
	return fflush(stdout) == 0;
}

void
listener_run(struct listener *listener)
{
	uv_run(&listener->loop, UV_RUN_DEFAULT);
	uv_loop_close(&listener->loop);
	workspace_free(&listener->workspace);
}

#include "server/peer.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "server/peer_serve.h"
#include "server/transport.h"

static void
link_peer(struct peer *peer)
{
	struct peer *first = peer->worker->peers;

	peer->next = first;
	peer->previous = NULL;
	if (first)
		first->previous = peer;
	peer->worker->peers = peer;
}

static void
unlink_peer(struct peer *peer)
{
	if (peer->next)
		peer->next->previous = peer->previous;
	if (peer->previous)
		peer->previous->next = peer->next;
	else
		peer->worker->peers = peer->next;
}

static void
on_closed(uv_handle_t *handle)
{
	struct peer *peer = handle->data;
	struct worker *worker = peer->worker;

	free(peer);
	worker_peer_gone(worker);
}

static void
end_peer(struct peer *peer, void (*end_wire)(struct wire *wire))
{
	if (peer->closing)
		return;
	peer->closing = true;
	unlink_peer(peer);
	timer_queue_remove(&peer->worker->timers, &peer->timer);
	uv_close((uv_handle_t *)&peer->poll, on_closed);
	connection_free(peer->connection);
	end_wire(&peer->wire);
}

void
peer_close(struct peer *peer)
{
	end_peer(peer, wire_close);
}

/* Aborts with RST, so that the client cannot take a part for the whole. */
void
peer_abort(struct peer *peer)
{
	end_peer(peer, wire_abort);
}

static void
on_resumed(void *context)
{
	struct peer *peer = context;

	if (peer->closing)
		return;
	connection_resumed(peer->connection, peer_now(peer));
	peer_serve(peer, 0);
}

/* Most clients ask one host again and again, and to look for it in the
 * certificate takes longer than all the rest of a small answer. */
static bool
serves(void *context, struct h1_span host)
{
	struct peer *peer = context;
	const struct h1_span known = {peer->host, peer->host_len};

	if (host.len > 0 && h1_span_equal(host, known))
		return true;
	if (!tls_serves(peer->wire.session, host))
		return false;
	if (host.len <= sizeof(peer->host)) {
		memcpy(peer->host, host.at, host.len);
		peer->host_len = host.len;
	}
	return true;
}

/* False without memory. */
static bool
connect_handler(struct peer *peer,
	const struct connection_environment *environment)
{
	const struct connection_client client = {
		.address = peer->address,
		.secure = peer->wire.session != NULL,
		.serves = peer->wire.session ? serves : NULL,
		.resumed = on_resumed,
		.context = peer,
	};

	peer->connection = connection_new(environment, &client, peer_now(peer));
	if (!peer->connection)
		peer_abort(peer);
	return peer->connection != NULL;
}

/* What came instead of a handshake is answered as the HTTP that it may be. */
static void
refuse(struct peer *peer, struct h1_span said)
{
	uint8_t *room;
	size_t len;

	if (!connect_handler(peer, &peer->worker->refusing))
		return;
	room = connection_room(peer->connection, &len);
	if (len == 0) {
		peer_abort(peer);
		return;
	}
	if (len > said.len)
		len = said.len;
	memcpy(room, said.at, len);
	connection_received(peer->connection, len, peer_now(peer));
	connection_stop(peer->connection, peer_now(peer));
	peer_serve(peer, 0);
}

static void
shake_hands(struct peer *peer)
{
	struct wire_means with = peer_means(peer, PEER_RECEIVES);
	struct h1_span said;

	switch (wire_handshake(&peer->wire, &with, &said)) {
	case WIRE_DONE:
		if (connect_handler(peer, &peer->worker->serving))
			peer_serve(peer, with.n_receives);
		break;
	case WIRE_BLOCKED:
		peer_watch(peer, true, tls_unsent(peer->wire.session) > 0);
		break;
	case WIRE_ENDED:
		refuse(peer, said);
		break;
	case WIRE_BROKEN:
	case WIRE_FILE_FAILED:
		peer_close(peer);
		break;
	}
}

void
peer_on_event(uv_poll_t *poll, int status, int events)
{
	struct peer *peer = poll->data;

	if (status != 0) {
		peer_abort(peer);
		return;
	}
	if (!peer->connection) {
		shake_hands(peer);
		return;
	}
	if ((events & UV_READABLE) && !connection_wants_input(peer->connection))
		peer->deaf = true;
	if (events & UV_DISCONNECT)
		peer->silent = true;
	peer_serve(peer, events & UV_READABLE ? PEER_RECEIVES : 0);
}

void
peer_expired(struct timer *timer)
{
	struct peer *peer =
		(void *)((char *)timer - offsetof(struct peer, timer));

	if (!peer->connection) {
		peer_close(peer);
		return;
	}
	connection_tick(peer->connection, peer_now(peer));
	peer_serve(peer, 0);
}

struct peer *
peer_new(int descriptor, const struct sockaddr_storage *address)
{
	struct peer *peer = calloc(1, sizeof(*peer));

	if (!peer)
		return NULL;
	wire_init(&peer->wire, descriptor, NULL);
	if (address->ss_family == AF_INET6)
		uv_ip6_name((const struct sockaddr_in6 *)address, peer->address,
			sizeof(peer->address));
	else
		uv_ip4_name((const struct sockaddr_in *)address, peer->address,
			sizeof(peer->address));
	return peer;
}

/* It never became a handle of the loop. */
static void
give_up(struct peer *peer)
{
	struct worker *worker = peer->worker;

	wire_abort(&peer->wire);
	free(peer);
	worker_peer_gone(worker);
}

static void
begin_handshake(struct peer *peer)
{
	struct http_server *server = peer->worker->server;

	peer->wire.session = certificate_accept(&server->certificate);
	if (!peer->wire.session) {
		peer_abort(peer);
		return;
	}
	worker_set_timer(peer->worker, &peer->timer,
		peer_now(peer).ms + server->options.settings.header_ms);
	peer_watch(peer, true, false);
}

void
peer_begin(struct peer *peer, struct worker *worker)
{
	peer->worker = worker;
	if (!timer_queue_add(&worker->timers, &peer->timer)) {
		give_up(peer);
		return;
	}
	if (uv_poll_init(&worker->loop, &peer->poll, peer->wire.descriptor) !=
		0) {
		timer_queue_remove(&worker->timers, &peer->timer);
		give_up(peer);
		return;
	}
	peer->poll.data = peer;
	link_peer(peer);
	if (worker->server->secure)
		begin_handshake(peer);
	else if (connect_handler(peer, &worker->serving))
		peer_serve(peer, 0);
}

void
peer_stop(struct peer *peer)
{
	if (!peer->connection) {
		peer_close(peer);
		return;
	}
	/* What has been asked before is answered. */
	peer_serve(peer, PEER_RECEIVES);
	if (peer->closing)
		return;
	connection_stop(peer->connection, peer_now(peer));
	peer_serve(peer, 0);
}

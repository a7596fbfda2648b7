#include "server/peer.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "server/transport.h"

/* Receives, and pieces that are sent, before others have their turn. */
#define RECEIVES 4
#define SENDS 16

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

static void
close_peer(struct peer *peer)
{
	end_peer(peer, wire_close);
}

/* Aborts with RST, so that the client cannot take a part for the whole. */
static void
reset_peer(struct peer *peer)
{
	end_peer(peer, wire_abort);
}

static struct instant
now(const struct peer *peer)
{
	return worker_now(peer->worker);
}

static struct wire_means
means(const struct peer *peer, unsigned n_receives)
{
	return (struct wire_means){
		peer->worker->scratch, WORKER_SCRATCH_LEN, n_receives};
}

/* Sends what there is. WIRE_BLOCKED also if others are to have their turn. */
static enum wire_status
send_output(struct peer *peer)
{
	struct wire_means with = means(peer, 0);
	unsigned n_sends = 0;

	while (peer->sending ||
		connection_output(peer->connection, &peer->output, now(peer))) {
		enum wire_status status;
		size_t n_file;

		peer->sending = true;
		if (n_sends++ == SENDS)
			return WIRE_BLOCKED;
		status = wire_send(&peer->wire, &peer->output, &n_file, &with);
		if (status != WIRE_DONE)
			return status;
		peer->sending = false;
		connection_sent(peer->connection, n_file, now(peer));
	}
	return wire_flush(&peer->wire);
}

/* Gets on with the write side; whether it is blocked. */
static bool
write_on(struct peer *peer)
{
	switch (send_output(peer)) {
	case WIRE_DONE:
		return false;
	case WIRE_BLOCKED:
		return true;
	case WIRE_FILE_FAILED:
		connection_broken(peer->connection, now(peer));
		return false;
	case WIRE_ENDED:
	case WIRE_BROKEN:
		break;
	}
	reset_peer(peer);
	return false;
}

/* Reads a piece, if there is one; whether that may have changed anything. */
static bool
read_on(struct peer *peer, struct wire_means *with)
{
	enum wire_status status;
	uint8_t *room;
	size_t len;

	if (!connection_wants_input(peer->connection) ||
		!wire_may_have(&peer->wire, with))
		return false;
	room = connection_room(peer->connection, &len);
	if (len == 0) {
		reset_peer(peer);
		return false;
	}
	status = wire_receive(&peer->wire, room, &len, with);
	connection_received(peer->connection, status == WIRE_DONE ? len : 0,
		now(peer));
	switch (status) {
	case WIRE_DONE:
		return true;
	case WIRE_ENDED:
		connection_ended(peer->connection, now(peer));
		return true;
	case WIRE_BLOCKED:
		return false;
	case WIRE_BROKEN:
	case WIRE_FILE_FAILED:
		break;
	}
	/* TLS has told why; an abort could keep that from arriving. */
	if (peer->wire.session)
		close_peer(peer);
	else
		reset_peer(peer);
	return false;
}

/* Says that all is sent; whether that is blocked. */
static bool
end_output(struct peer *peer)
{
	if (peer->ended)
		return false;
	switch (wire_end(&peer->wire)) {
	case WIRE_BLOCKED:
		return true;
	case WIRE_DONE:
		peer->ended = true;
		break;
	case WIRE_ENDED:
	case WIRE_BROKEN:
	case WIRE_FILE_FAILED:
		/* Nobody is left to linger for. */
		close_peer(peer);
		break;
	}
	return false;
}

/* Closes as the connection says; whether that is blocked. */
static bool
obey_end(struct peer *peer)
{
	switch (connection_end(peer->connection)) {
	case CONNECTION_OPEN:
		break;
	case CONNECTION_HALF_CLOSED:
		return end_output(peer);
	case CONNECTION_CLOSED:
		/* Of TCP the close itself is the end. */
		if (peer->wire.session)
			end_output(peer);
		close_peer(peer);
		break;
	case CONNECTION_RESET:
		reset_peer(peer);
		break;
	}
	return false;
}

static void on_event(uv_poll_t *poll, int status, int events);

/*
 * Reading is left on while it is not wanted, until something comes: most answers
 * are sent before. From then on only the end is waited for, so that an abort is
 * seen (RFC 9112, section 9.5).
 */
static void
set_events(struct peer *peer, bool wants_input, bool blocked)
{
	int events = blocked ? UV_WRITABLE : 0;

	if (wants_input)
		peer->deaf = false;
	if (!peer->deaf)
		events |= UV_READABLE;
	else if (!peer->silent)
		events |= UV_DISCONNECT;
	if (events == peer->events)
		return;
	peer->events = events;
	if (uv_poll_start(&peer->poll, events, on_event) != 0)
		reset_peer(peer);
}

/* Does what the connection asks for, and reads if it may. */
static void
serve(struct peer *peer, unsigned n_receives)
{
	struct wire_means with = means(peer, n_receives);
	bool blocked;

	do {
		blocked = obey_end(peer);
		if (!peer->closing && write_on(peer))
			blocked = true;
		if (!peer->closing && !blocked)
			blocked = obey_end(peer);
	} while (!peer->closing && read_on(peer, &with));
	if (peer->closing)
		return;
	worker_set_timer(peer->worker, &peer->timer,
		connection_deadline(peer->connection));
	set_events(peer, connection_wants_input(peer->connection), blocked);
}

static void
on_resumed(void *context)
{
	struct peer *peer = context;

	if (peer->closing)
		return;
	connection_resumed(peer->connection, now(peer));
	serve(peer, 0);
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

	peer->connection = connection_new(environment, &client, now(peer));
	if (!peer->connection)
		reset_peer(peer);
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
		reset_peer(peer);
		return;
	}
	if (len > said.len)
		len = said.len;
	memcpy(room, said.at, len);
	connection_received(peer->connection, len, now(peer));
	connection_stop(peer->connection, now(peer));
	serve(peer, 0);
}

static void
shake_hands(struct peer *peer)
{
	struct wire_means with = means(peer, RECEIVES);
	struct h1_span said;

	switch (wire_handshake(&peer->wire, &with, &said)) {
	case WIRE_DONE:
		if (connect_handler(peer, &peer->worker->serving))
			serve(peer, with.n_receives);
		break;
	case WIRE_BLOCKED:
		set_events(peer, true, tls_unsent(peer->wire.session) > 0);
		break;
	case WIRE_ENDED:
		refuse(peer, said);
		break;
	case WIRE_BROKEN:
	case WIRE_FILE_FAILED:
		close_peer(peer);
		break;
	}
}

static void
on_event(uv_poll_t *poll, int status, int events)
{
	struct peer *peer = poll->data;

	if (status != 0) {
		reset_peer(peer);
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
	serve(peer, events & UV_READABLE ? RECEIVES : 0);
}

void
peer_expired(struct timer *timer)
{
	struct peer *peer =
		(void *)((char *)timer - offsetof(struct peer, timer));

	if (!peer->connection) {
		close_peer(peer);
		return;
	}
	connection_tick(peer->connection, now(peer));
	serve(peer, 0);
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
		reset_peer(peer);
		return;
	}
	worker_set_timer(peer->worker, &peer->timer,
		now(peer).ms + server->options.settings.header_ms);
	set_events(peer, true, false);
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
		serve(peer, 0);
}

void
peer_stop(struct peer *peer)
{
	if (!peer->connection) {
		close_peer(peer);
		return;
	}
	/* What has been asked before is answered. */
	serve(peer, RECEIVES);
	if (peer->closing)
		return;
	connection_stop(peer->connection, now(peer));
	serve(peer, 0);
}

void
peer_abort(struct peer *peer)
{
	reset_peer(peer);
}

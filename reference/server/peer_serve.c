#include "server/peer_serve.h"

/* Pieces that are sent before others have their turn. */
#define SENDS 16

/* Sends what there is. WIRE_BLOCKED also if others are to have their turn. */
static enum wire_status
send_output(struct peer *peer)
{
	struct wire_means with = peer_means(peer, 0);
	unsigned n_sends = 0;

	while (peer->sending || connection_output(peer->connection,
					&peer->output, peer_now(peer))) {
		enum wire_status status;
		size_t n_file;

		peer->sending = true;
		if (n_sends++ == SENDS)
			return WIRE_BLOCKED;
		status = wire_send(&peer->wire, &peer->output, &n_file, &with);
		if (status != WIRE_DONE)
			return status;
		peer->sending = false;
		connection_sent(peer->connection, n_file, peer_now(peer));
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
		connection_broken(peer->connection, peer_now(peer));
		return false;
	case WIRE_ENDED:
	case WIRE_BROKEN:
		break;
	}
	peer_abort(peer);
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
		peer_abort(peer);
		return false;
	}
	status = wire_receive(&peer->wire, room, &len, with);
	connection_received(peer->connection, status == WIRE_DONE ? len : 0,
		peer_now(peer));
	switch (status) {
	case WIRE_DONE:
		return true;
	case WIRE_ENDED:
		connection_ended(peer->connection, peer_now(peer));
		return true;
	case WIRE_BLOCKED:
		return false;
	case WIRE_BROKEN:
	case WIRE_FILE_FAILED:
		break;
	}
	/* TLS has told why; an abort could keep that from arriving. */
	if (peer->wire.session)
		peer_close(peer);
	else
		peer_abort(peer);
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
		peer_close(peer);
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
		peer_close(peer);
		break;
	case CONNECTION_RESET:
		peer_abort(peer);
		break;
	}
	return false;
}

/*
 * Reading is left on while it is not wanted, until something comes: most answers
 * are sent before. From then on only the end is waited for, so that an abort is
 * seen (RFC 9112, section 9.5).
 */
void
peer_watch(struct peer *peer, bool wants_input, bool blocked)
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
	if (uv_poll_start(&peer->poll, events, peer_on_event) != 0)
		peer_abort(peer);
}

/* Does what the connection asks for, and reads if it may. */
void
peer_serve(struct peer *peer, unsigned n_receives)
{
	struct wire_means with = peer_means(peer, n_receives);
	bool blocked;

	do {
		blocked = obey_end(peer);
		if (!peer->closing && write_on(peer))
			blocked = true;
		if (!peer->closing && !blocked)
			blocked = obey_end(peer);
	} while (!peer->closing && read_on(peer, &with));
	/* TLS may answer what told the connection nothing. */
	if (!peer->closing && !blocked)
		blocked = write_on(peer);
	if (peer->closing)
		return;
	worker_set_timer(peer->worker, &peer->timer,
		connection_deadline(peer->connection));
	peer_watch(peer, connection_wants_input(peer->connection), blocked);
}

#include "server/peer.h"

#include <stdlib.h>
#include <unistd.h>

#include "server/deadline.h"

/* Octets of a file that are sent at once. */
#define PIECE_MAX ((size_t)65536)

static void update(struct peer *peer);

static void
link_peer(struct peer *peer)
{
	struct peer *first = peer->listener->peers;

	peer->next = first;
	if (first)
		first->previous = peer;
	peer->listener->peers = peer;
}

static void
unlink_peer(struct peer *peer)
{
	if (peer->next)
		peer->next->previous = peer->previous;
	if (peer->previous)
		peer->previous->next = peer->next;
	else
		peer->listener->peers = peer->next;
}

static void
on_closed(uv_handle_t *handle)
{
	struct peer *peer = handle->data;

	if (--peer->n_handles > 0)
		return;
	free(peer->piece);
	connection_free(peer->connection);
	listener_peer_gone(peer->listener);
	free(peer);
}

static void
begin_closing(struct peer *peer)
{
	peer->closing = true;
	unlink_peer(peer);
	uv_close((uv_handle_t *)&peer->timer, on_closed);
}

static void
close_peer(struct peer *peer)
{
	if (peer->closing)
		return;
	begin_closing(peer);
	uv_close((uv_handle_t *)&peer->tcp, on_closed);
}

/* Aborts with RST, so that the client cannot take a part for the whole. */
static void
reset_peer(struct peer *peer)
{
	if (peer->closing)
		return;
	begin_closing(peer);
	/* Refused while the write side is being closed. */
	if (uv_tcp_close_reset(&peer->tcp, on_closed) != 0)
		uv_close((uv_handle_t *)&peer->tcp, on_closed);
}

static struct instant
now(const struct peer *peer)
{
	return listener_now(peer->listener);
}

static void
on_written(uv_write_t *write, int status)
{
	struct peer *peer = write->handle->data;

	if (peer->closing)
		return;
	if (status != 0) {
		reset_peer(peer);
		return;
	}
	free(peer->piece);
	peer->piece = NULL;
	connection_sent(peer->connection, peer->n_file, now(peer));
	update(peer);
}

/* Reads the piece of a file that is to be sent. */
static bool
read_piece(struct peer *peer, const struct connection_output *output)
{
	size_t len =
		output->file_len < PIECE_MAX ? output->file_len : PIECE_MAX;
	ssize_t n;

	peer->n_file = 0;
	if (output->file < 0)
		return true;
	if (!peer->piece)
		peer->piece = malloc(PIECE_MAX);
	if (!peer->piece)
		return false;
	n = pread(output->file, peer->piece, len, (off_t)output->file_at);
	if (n <= 0)
		return false;
	peer->n_file = (size_t)n;
	return true;
}

static void
write_output(struct peer *peer)
{
	struct connection_output output;
	uv_buf_t bufs[2];

	if (!connection_output(peer->connection, &output, now(peer)))
		return;
	if (!read_piece(peer, &output)) {
		reset_peer(peer);
		return;
	}
	bufs[0] = uv_buf_init((char *)output.octets.at,
		(unsigned)output.octets.len);
	bufs[1] = uv_buf_init((char *)peer->piece, (unsigned)peer->n_file);
	if (uv_write(&peer->write, (uv_stream_t *)&peer->tcp, bufs, 2,
		    on_written) != 0)
		reset_peer(peer);
}

static void
on_room(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
	struct peer *peer = handle->data;
	size_t len;
	uint8_t *at = connection_room(peer->connection, &len);

	(void)suggested;
	*buf = uv_buf_init((char *)at, (unsigned)len);
}

static void
on_read(uv_stream_t *stream, ssize_t n_read, const uv_buf_t *buf)
{
	struct peer *peer = stream->data;

	(void)buf;
	if (n_read == 0)
		return;
	if (n_read > 0) {
		connection_received(peer->connection, (size_t)n_read,
			now(peer));
	} else if (n_read == UV_EOF) {
		connection_ended(peer->connection, now(peer));
	} else {
		reset_peer(peer);
		return;
	}
	update(peer);
}

static void
set_reading(struct peer *peer)
{
	bool wanted = connection_wants_input(peer->connection);

	if (wanted == peer->reading)
		return;
	peer->reading = wanted;
	if (!wanted)
		uv_read_stop((uv_stream_t *)&peer->tcp);
	else if (uv_read_start((uv_stream_t *)&peer->tcp, on_room, on_read) !=
		 0)
		reset_peer(peer);
}

static void
on_timer(uv_timer_t *timer)
{
	struct peer *peer = timer->data;

	peer->timer_at = DEADLINE_NEVER;
	connection_tick(peer->connection, now(peer));
	update(peer);
}

static void
set_timer(struct peer *peer)
{
	uint64_t at = connection_deadline(peer->connection);
	uint64_t from = uv_now(&peer->listener->loop);

	if (at == peer->timer_at)
		return;
	peer->timer_at = at;
	if (at == DEADLINE_NEVER)
		uv_timer_stop(&peer->timer);
	else
		uv_timer_start(&peer->timer, on_timer,
			at > from ? at - from : 0, 0);
}

static void
on_shut_down(uv_shutdown_t *shutdown, int status)
{
	struct peer *peer = shutdown->handle->data;

	/* The client is gone already: nobody is left to linger for. */
	if (status != 0)
		close_peer(peer);
}

static void
half_close(struct peer *peer)
{
	if (peer->shut_down)
		return;
	peer->shut_down = true;
	if (uv_shutdown(&peer->shutdown, (uv_stream_t *)&peer->tcp,
		    on_shut_down) != 0)
		close_peer(peer);
}

/* Does what the connection asks for now. */
static void
update(struct peer *peer)
{
	switch (connection_end(peer->connection)) {
	case CONNECTION_OPEN:
		break;
	case CONNECTION_HALF_CLOSED:
		half_close(peer);
		break;
	case CONNECTION_CLOSED:
		close_peer(peer);
		break;
	case CONNECTION_RESET:
		reset_peer(peer);
		break;
	}
	if (!peer->closing)
		write_output(peer);
	if (!peer->closing)
		set_reading(peer);
	if (!peer->closing)
		set_timer(peer);
}

static void
init_handles(struct peer *peer)
{
	uv_loop_t *loop = &peer->listener->loop;

	uv_tcp_init(loop, &peer->tcp);
	uv_timer_init(loop, &peer->timer);
	peer->tcp.data = peer;
	peer->timer.data = peer;
	peer->timer_at = DEADLINE_NEVER;
	peer->n_handles = 2;
}

/* No handler is there that says so. */
static void
on_resumed(void *context)
{
	(void)context;
}

bool
peer_accept(struct listener *listener, uv_stream_t *server)
{
	const struct connection_client client = {
		.address = "", .resumed = on_resumed};
	struct peer *peer = calloc(1, sizeof(*peer));

	if (!peer)
		return false;
	peer->listener = listener;
	peer->connection =
		connection_new(&listener->environment, &client, now(peer));
	if (!peer->connection) {
		free(peer);
		return false;
	}
	init_handles(peer);
	link_peer(peer);
	if (uv_accept(server, (uv_stream_t *)&peer->tcp) != 0) {
		close_peer(peer);
		return true;
	}
	uv_tcp_nodelay(&peer->tcp, 1);
	update(peer);
	return true;
}

void
peer_stop(struct peer *peer)
{
	connection_stop(peer->connection, now(peer));
	update(peer);
}

void
peer_abort(struct peer *peer)
{
	reset_peer(peer);
}

/* What TLS adds to a link. */

#include "client/link_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the peer said under TLS goes to the machine. */
static void
take_plain(struct link *link)
{
	struct client_connection *c = link->connection;

	while (link->state == LINK_OPEN && client_connection_wants_input(c)) {
		size_t room;
		uint8_t *to = client_connection_room(c, &room);
		size_t len = to ? tls_read(link->tls, to, room) : 0;

		if (len == 0)
			break;
		client_connection_received(c, len, link_now(link));
	}
}

static void
opened(struct link *link)
{
	struct h1_span protocol = tls_protocol(link->tls);

	link->state = LINK_OPEN;
	wire_note(link->wire, "%s, %s, %.*s", tls_version(link->tls),
		tls_cipher(link->tls), (int)protocol.len,
		protocol.len > 0 ? (const char *)protocol.at : "");
}

void
link_tls_look(struct link *link)
{
	enum tls_state state = tls_state(link->tls);

	if (state == TLS_OPEN && link->state == LINK_OPENING)
		opened(link);
	take_plain(link);
	/* close_notify may have stood behind what was read just now */
	state = tls_state(link->tls);
	if (link->state == LINK_OPENING) {
		if (state == TLS_FAILED)
			link_fail(link, CLIENT_TLS, tls_failure(link->tls));
		else if (link->ended || state == TLS_ENDED)
			link_fail(link, CLIENT_TLS, "closed in the handshake");
		return;
	}
	if (state == TLS_ENDED)
		client_connection_ended(link->connection);
	else if (state == TLS_FAILED || link->ended)
		client_connection_broken(link->connection);
	/* what came before counts: it is not the link that fails */
	if (state == TLS_FAILED)
		snprintf(link->why, sizeof(link->why), "%s",
			tls_failure(link->tls));
}

void
link_tls_write(struct link *link)
{
	struct h1_span octets = tls_output(link->tls);

	if (octets.len == 0)
		return;
	link->to_wire = malloc(octets.len);
	if (!link->to_wire) {
		link_fail(link, CLIENT_MEMORY, "");
		return;
	}
	memcpy(link->to_wire, octets.at, octets.len);
	tls_sent(link->tls, octets.len);
	link_write(link, (struct h1_span){link->to_wire, octets.len});
}

void
link_tls_end(struct link *link)
{
	struct h1_span octets;
	uv_buf_t buf;

	if (link->ended)
		return;
	if (link->state == LINK_OPEN)
		tls_end(link->tls);
	/* or the alert that says why it is no use */
	octets = tls_output(link->tls);
	buf = uv_buf_init((char *)octets.at, (unsigned)octets.len);
	if (octets.len > 0 && !link->writing)
		uv_try_write((uv_stream_t *)link->tcp, &buf, 1);
}

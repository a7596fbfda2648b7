#include "server/wire_tls.h"

#include <unistd.h>

#include "server/socket.h"

/* The first octet of a TLS connection: ContentType handshake (RFC 8446,
 * section 5.1). */
#define TLS_FIRST_OCTET 0x16

enum wire_status
wire_tls_flush(struct wire *wire)
{
	struct h1_span octets;

	while ((octets = tls_output(wire->session)).len > 0) {
		ssize_t n = socket_send(wire->descriptor, octets, false);

		if (n < 0)
			return wire_failed();
		tls_sent(wire->session, (size_t)n);
	}
	return WIRE_DONE;
}

/* Octets from the socket to TLS. */
static enum wire_status
fetch(struct wire *wire, struct wire_means *means)
{
	struct h1_span octets = {means->scratch, means->scratch_len};
	enum wire_status status =
		wire_socket_receive(wire, means->scratch, &octets.len, means);

	if (status == WIRE_DONE && !tls_received(wire->session, octets))
		return WIRE_BROKEN;
	return status;
}

/* Tells the other side why, if it still listens. */
static enum wire_status
broken(struct wire *wire)
{
	(void)wire_tls_flush(wire);
	return WIRE_BROKEN;
}

enum wire_status
wire_tls_receive(struct wire *wire, uint8_t *out, size_t *len,
	struct wire_means *means)
{
	size_t room = *len;
	enum wire_status status;

	for (;;) {
		if ((*len = tls_read(wire->session, out, room)) > 0)
			return WIRE_DONE;
		if (tls_state(wire->session) == TLS_ENDED)
			return WIRE_ENDED;
		if (tls_state(wire->session) == TLS_FAILED)
			return broken(wire);
		if ((status = fetch(wire, means)) == WIRE_BLOCKED)
			return WIRE_BLOCKED;
		if (status != WIRE_DONE)
			return broken(wire);
	}
}

static bool
feed_file(struct wire *wire, const struct connection_output *output,
	struct wire_means *means)
{
	ssize_t n = pread(output->file, means->scratch,
		wire_lesser(output->file_len, means->scratch_len),
		(off_t)output->file_at);

	if (n <= 0)
		return false;
	wire->n_file = (size_t)n;
	return tls_write(wire->session,
		(struct h1_span){means->scratch, wire->n_file});
}

static bool
feed_octets(struct wire *wire, struct h1_span *octets, size_t most)
{
	struct h1_span piece = {octets->at, wire_lesser(octets->len, most)};

	octets->at += piece.len;
	octets->len -= piece.len;
	return piece.len == 0 || tls_write(wire->session, piece);
}

/* TLS is given a piece when the one before is sent, so that no more than that
 * is kept there. It stays there while a message about TLS itself has come in
 * part; no peer has a reason to leave it at that (RFC 8446, section 5.1). */
enum wire_status
wire_tls_send(struct wire *wire, struct connection_output *output,
	size_t *n_file, struct wire_means *means)
{
	for (;;) {
		enum wire_status status = wire_tls_flush(wire);

		if (status != WIRE_DONE)
			return status;
		if (output->octets.len == 0 &&
			(output->file == -1 || wire->n_file > 0))
			break;
		if (tls_unsent(wire->session) > 0)
			return broken(wire);
		if (!feed_octets(wire, &output->octets, means->scratch_len))
			return broken(wire);
		if (output->octets.len == 0 && output->file != -1 &&
			!feed_file(wire, output, means))
			return WIRE_FILE_FAILED;
	}
	*n_file = wire->n_file;
	wire->n_file = 0;
	return WIRE_DONE;
}

enum wire_status
wire_handshake(struct wire *wire, struct wire_means *means,
	struct h1_span *said)
{
	while (tls_state(wire->session) == TLS_HANDSHAKE) {
		struct h1_span octets = {means->scratch, means->scratch_len};
		enum wire_status status = wire_tls_flush(wire);

		if (status == WIRE_DONE)
			status = wire_socket_receive(wire, means->scratch,
				&octets.len, means);
		if (status == WIRE_ENDED)
			return WIRE_BROKEN;
		if (status != WIRE_DONE)
			return status;
		if (!wire->begun && octets.at[0] != TLS_FIRST_OCTET) {
			tls_session_free(wire->session);
			wire->session = NULL;
			*said = octets;
			return WIRE_ENDED;
		}
		wire->begun = true;
		if (!tls_received(wire->session, octets))
			return broken(wire);
	}
	if (tls_state(wire->session) != TLS_OPEN)
		return broken(wire);
	return wire_tls_flush(wire) == WIRE_BROKEN ? WIRE_BROKEN : WIRE_DONE;
}

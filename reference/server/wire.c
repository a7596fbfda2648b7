#include "server/wire.h"

#include <errno.h>
#include <unistd.h>

#include "server/socket.h"

/* Octets of a file that are sent at once, so that others have their turn. */
#define FILE_PIECE ((size_t)1048576)

/* The first octet of a TLS connection: ContentType handshake (RFC 8446,
 * section 5.1). */
#define TLS_FIRST_OCTET 0x16

static size_t
lesser(size_t a, size_t b)
{
	return a < b ? a : b;
}

void
wire_init(struct wire *wire, int descriptor, struct tls_session *session)
{
	*wire = (struct wire){.descriptor = descriptor, .session = session};
}

void
wire_close(struct wire *wire)
{
	tls_session_free(wire->session);
	close(wire->descriptor);
}

void
wire_abort(struct wire *wire)
{
	socket_abort_on_close(wire->descriptor);
	wire_close(wire);
}

static enum wire_status
failed(void)
{
	return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR
		       ? WIRE_BLOCKED
		       : WIRE_BROKEN;
}

/* The plain socket */

static enum wire_status
receive(struct wire *wire, uint8_t *out, size_t *len, struct wire_means *means)
{
	size_t room = *len;
	ssize_t n;

	*len = 0;
	if (means->n_receives == 0)
		return WIRE_BLOCKED;
	n = recv(wire->descriptor, out, room, 0);
	if (n < 0)
		return failed();
	if (n == 0)
		return WIRE_ENDED;
	*len = (size_t)n;
	/* Not to ask a socket in vain that has told all. */
	means->n_receives = *len < room ? 0 : means->n_receives - 1;
	return WIRE_DONE;
}

static enum wire_status
send_octets(struct wire *wire, struct h1_span *octets, bool more)
{
	while (octets->len > 0) {
		ssize_t n = socket_send(wire->descriptor, *octets, more);

		if (n < 0)
			return failed();
		octets->at += n;
		octets->len -= (size_t)n;
	}
	return WIRE_DONE;
}

/* Where there is no sendfile(), or not for that file. */
static enum wire_status
copy_file(struct wire *wire, const struct connection_output *output,
	size_t *n_file, struct wire_means *means)
{
	struct h1_span octets = {means->scratch, 0};
	ssize_t n = pread(output->file, means->scratch,
		lesser(output->file_len, means->scratch_len),
		(off_t)output->file_at);

	if (n <= 0)
		return WIRE_FILE_FAILED;
	n = socket_send(wire->descriptor,
		(struct h1_span){octets.at, (size_t)n}, false);
	if (n < 0)
		return failed();
	*n_file = (size_t)n;
	return WIRE_DONE;
}

static enum wire_status
send_file(struct wire *wire, const struct connection_output *output,
	size_t *n_file, struct wire_means *means)
{
	ssize_t n = socket_send_file(wire->descriptor, output->file,
		output->file_at, lesser(output->file_len, FILE_PIECE));

	if (n == 0)
		return WIRE_FILE_FAILED;
	if (n > 0) {
		*n_file = (size_t)n;
		return WIRE_DONE;
	}
	switch (errno) {
	case EINVAL:
	case ENOSYS:
	case ENOTSUP:
		return copy_file(wire, output, n_file, means);
	case EIO:
	case EOVERFLOW:
		return WIRE_FILE_FAILED;
	default:
		return failed();
	}
}

static enum wire_status
send_plain(struct wire *wire, struct connection_output *output, size_t *n_file,
	struct wire_means *means)
{
	enum wire_status status =
		send_octets(wire, &output->octets, output->file != -1);

	if (status == WIRE_DONE && output->file != -1)
		status = send_file(wire, output, n_file, means);
	return status;
}

/* TLS */

static enum wire_status
flush(struct wire *wire)
{
	struct h1_span octets;

	while ((octets = tls_output(wire->session)).len > 0) {
		ssize_t n = socket_send(wire->descriptor, octets, false);

		if (n < 0)
			return failed();
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
		receive(wire, means->scratch, &octets.len, means);

	if (status == WIRE_DONE && !tls_received(wire->session, octets))
		return WIRE_BROKEN;
	return status;
}

/* Tells the other side why, if it still listens. */
static enum wire_status
broken(struct wire *wire)
{
	(void)flush(wire);
	return WIRE_BROKEN;
}

static enum wire_status
receive_protected(struct wire *wire, uint8_t *out, size_t *len,
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
		lesser(output->file_len, means->scratch_len),
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
	struct h1_span piece = {octets->at, lesser(octets->len, most)};

	octets->at += piece.len;
	octets->len -= piece.len;
	return piece.len == 0 || tls_write(wire->session, piece);
}

/* TLS is given a piece when the one before is sent, so that no more than that
 * is kept there. */
static enum wire_status
send_protected(struct wire *wire, struct connection_output *output,
	size_t *n_file, struct wire_means *means)
{
	for (;;) {
		enum wire_status status = flush(wire);

		if (status != WIRE_DONE)
			return status;
		if (output->octets.len == 0 &&
			(output->file == -1 || wire->n_file > 0))
			break;
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
		enum wire_status status = flush(wire);

		if (status == WIRE_DONE)
			status = receive(wire, means->scratch, &octets.len,
				means);
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
	return flush(wire) == WIRE_BROKEN ? WIRE_BROKEN : WIRE_DONE;
}

/* Both */

enum wire_status
wire_receive(struct wire *wire, uint8_t *out, size_t *len,
	struct wire_means *means)
{
	if (wire->session)
		return receive_protected(wire, out, len, means);
	return receive(wire, out, len, means);
}

enum wire_status
wire_send(struct wire *wire, struct connection_output *output, size_t *n_file,
	struct wire_means *means)
{
	*n_file = 0;
	if (wire->session)
		return send_protected(wire, output, n_file, means);
	return send_plain(wire, output, n_file, means);
}

enum wire_status
wire_flush(struct wire *wire)
{
	return wire->session ? flush(wire) : WIRE_DONE;
}

enum wire_status
wire_end(struct wire *wire)
{
	enum wire_status status;

	if (wire->session && !wire->ended)
		tls_end(wire->session);
	status = wire_flush(wire);
	if (status == WIRE_DONE && shutdown(wire->descriptor, SHUT_WR) != 0)
		status = WIRE_BROKEN;
	wire->ended = true;
	return status;
}

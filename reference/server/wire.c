#include "server/wire_tls.h"

#include <errno.h>
#include <unistd.h>

#include "server/socket.h"

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

enum wire_status
wire_failed(void)
{
	return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR
		       ? WIRE_BLOCKED
		       : WIRE_BROKEN;
}

/* The plain socket */

enum wire_status
wire_socket_receive(struct wire *wire, uint8_t *out, size_t *len,
	struct wire_means *means)
{
	size_t room = *len;
	ssize_t n;

	*len = 0;
	if (means->n_receives == 0)
		return WIRE_BLOCKED;
	n = recv(wire->descriptor, out, room, 0);
	if (n < 0)
		return wire_failed();
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
			return wire_failed();
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
		wire_lesser(output->file_len, means->scratch_len),
		(off_t)output->file_at);

	if (n <= 0)
		return WIRE_FILE_FAILED;
	n = socket_send(wire->descriptor,
		(struct h1_span){octets.at, (size_t)n}, false);
	if (n < 0)
		return wire_failed();
	*n_file = (size_t)n;
	return WIRE_DONE;
}

static enum wire_status
send_file(struct wire *wire, const struct connection_output *output,
	size_t *n_file, struct wire_means *means)
{
	ssize_t n = socket_send_file(wire->descriptor, output->file,
		output->file_at, output->file_len);

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
		return wire_failed();
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

/* Both */

enum wire_status
wire_receive(struct wire *wire, uint8_t *out, size_t *len,
	struct wire_means *means)
{
	if (wire->session)
		return wire_tls_receive(wire, out, len, means);
	return wire_socket_receive(wire, out, len, means);
}

enum wire_status
wire_send(struct wire *wire, struct connection_output *output, size_t *n_file,
	struct wire_means *means)
{
	*n_file = 0;
	if (wire->session)
		return wire_tls_send(wire, output, n_file, means);
	return send_plain(wire, output, n_file, means);
}

enum wire_status
wire_flush(struct wire *wire)
{
	return wire->session ? wire_tls_flush(wire) : WIRE_DONE;
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

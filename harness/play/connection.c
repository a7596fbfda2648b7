#include "play/connection.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/un.h>

#include "play/connection_send.h"
#include "play/proxy_header.h"

static bool
is_unix(const struct connection *c)
{
	return c->endpoint->address.ss_family == AF_UNIX;
}

/* ---- octets in ---- */

static void
tell_end(struct connection *c, enum connection_end end)
{
	if (c->over)
		return;
	connection_stop(c);
	c->events->ended(c, end);
}

static void
tell_opened(struct connection *c, int error)
{
	if (c->over)
		return;
	c->open = error == 0;
	if (error != 0)
		connection_stop(c);
	c->events->opened(c, error);
}

static void
on_alloc(uv_handle_t *handle, size_t size, uv_buf_t *buf)
{
	struct connection *c = handle->data;

	(void)size;
	*buf = uv_buf_init((char *)c->input, sizeof(c->input));
}

static void
read_tls(struct connection *c)
{
	uint8_t clear[16384];
	size_t n;

	while (!c->over && (n = tls_read(c->tls, clear, sizeof(clear))) > 0)
		c->events->received(c, clear, n);
	connection_pump(c);
	if (tls_state(c->tls) == TLS_ENDED)
		tell_end(c, CONNECTION_FIN);
	else if (tls_state(c->tls) == TLS_FAILED)
		tell_end(c, CONNECTION_BROKEN);
}

/* The handshake goes on; the alert that tells why it failed may be output. */
static void
shake_hands(struct connection *c)
{
	enum tls_state state = tls_state(c->tls);

	if (state == TLS_FAILED) {
		connection_pump(c);
		tell_opened(c, UV_EPROTO);
	} else if (state != TLS_HANDSHAKE) {
		tell_opened(c, 0);
	}
}

static void
wire_came(struct connection *c, const char *at, size_t len)
{
	tls_received(c->tls, (struct h1_span){(const uint8_t *)at, len});
	if (!c->open)
		shake_hands(c);
	if (c->open)
		read_tls(c);
	else
		connection_pump(c);
}

/* libuv tells a RST that came right behind octets as the end of file, and
 * leaves the error with the socket. */
static bool
is_reset(const struct connection *c, ssize_t n)
{
	int error = 0;
	socklen_t len = sizeof(error);
	uv_os_fd_t fd;

	return n != UV_EOF || (uv_fileno(&c->socket.handle, &fd) == 0 &&
				      getsockopt(fd, SOL_SOCKET, SO_ERROR,
					      &error, &len) == 0 &&
				      error == ECONNRESET);
}

static void
end_came(struct connection *c, ssize_t n)
{
	bool reset = is_reset(c, n);

	if (!c->open) {
		c->problem = reset ? "the peer resets the connection"
				   : "the peer closes the connection";
		tell_opened(c, reset ? UV_ECONNRESET : UV_EOF);
	} else if (reset) {
		tell_end(c, CONNECTION_RESET);
	} else {
		tell_end(c,
			c->tls == NULL ? CONNECTION_FIN : CONNECTION_TRUNCATED);
	}
}

static void
on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
	struct connection *c = stream->data;

	if (c->over || n == 0)
		return;
	if (n < 0)
		end_came(c, n);
	else if (c->tls == NULL)
		c->events->received(c, buf->base, (size_t)n);
	else
		wire_came(c, buf->base, (size_t)n);
}

/* ---- the beginning ---- */

/* A fresh socket has room for it. */
static bool
send_proxy_header(struct connection *c)
{
	uint8_t header[PROXY_HEADER_MAX];
	struct sockaddr_storage from = {.ss_family = AF_UNIX};
	struct sockaddr_storage to = from;
	int len = sizeof(from);
	uv_buf_t buf;
	size_t n;

	if (!is_unix(c)) {
		uv_tcp_getsockname(&c->socket.tcp, (struct sockaddr *)&from,
			&len);
		len = sizeof(to);
		uv_tcp_getpeername(&c->socket.tcp, (struct sockaddr *)&to,
			&len);
	}
	n = proxy_header(header, c->endpoint->proxy_protocol, &from, &to);
	buf = uv_buf_init((char *)header, (unsigned)n);
	return uv_try_write(&c->socket.stream, &buf, 1) == (int)n;
}

static void
begin_tls(struct connection *c)
{
	c->tls =
		tls_session_connect(c->endpoint->tls, c->endpoint->server_name);
	if (c->tls == NULL) {
		tell_opened(c, UV_ENOMEM);
		return;
	}
	shake_hands(c);
	connection_pump(c);
}

static void
on_connected(uv_connect_t *connect, int status)
{
	struct connection *c = connect->data;

	if (c->over)
		return;
	if (connection_is_transient(status)) {
		c->events->opened(c, status);
		return;
	}
	c->connected = status == 0;
	if (status == 0 && c->endpoint->proxy_protocol != 0 &&
		!send_proxy_header(c))
		status = UV_ECONNRESET;
	if (status != 0) {
		tell_opened(c, status);
		return;
	}
	if (!is_unix(c))
		uv_tcp_nodelay(&c->socket.tcp, 1);
	uv_read_start(&c->socket.stream, on_alloc, on_read);
	if (c->endpoint->tls == NULL)
		tell_opened(c, 0);
	else
		begin_tls(c);
}

void
connection_init(struct connection *c, uv_loop_t *loop,
	const struct endpoint *endpoint, const struct connection_events *events,
	void *data)
{
	c->data = data;
	c->endpoint = endpoint;
	c->events = events;
	c->tls = NULL;
	c->written = NULL;
	c->n_rest = 0;
	c->connected = c->open = c->over = false;
	c->shut = c->shutting = c->sending = false;
	c->problem = NULL;
	if (is_unix(c))
		uv_pipe_init(loop, &c->socket.pipe, 0);
	else
		uv_tcp_init(loop, &c->socket.tcp);
	c->socket.handle.data = c->connect.data = c->write.data = c;
}

int
connection_connect(struct connection *c)
{
	const struct sockaddr_storage *address = &c->endpoint->address;

	if (!is_unix(c))
		return uv_tcp_connect(&c->connect, &c->socket.tcp,
			(const struct sockaddr *)address, on_connected);
	uv_pipe_connect(&c->connect, &c->socket.pipe,
		((const struct sockaddr_un *)address)->sun_path, on_connected);
	return 0;
}

bool
connection_is_transient(int error)
{
	return error == UV_EADDRNOTAVAIL || error == UV_EAGAIN;
}

const char *
connection_problem(const struct connection *c)
{
	if (c->open || !c->connected || c->endpoint->tls == NULL)
		return "";
	if (c->tls != NULL && *tls_failure(c->tls) != '\0')
		return tls_failure(c->tls);
	return c->problem != NULL ? c->problem
				  : "the peer does not finish it in time";
}

const char *
connection_tls_version(const struct connection *c)
{
	return c->tls == NULL ? "" : tls_version(c->tls);
}

void
connection_hold(struct connection *c)
{
#ifdef TCP_CORK
	const int on = 1;
	uv_os_fd_t fd;

	if (!is_unix(c) && uv_fileno(&c->socket.handle, &fd) == 0)
		(void)setsockopt(fd, IPPROTO_TCP, TCP_CORK, &on, sizeof(on));
#else
	(void)c;
#endif
}

/* ---- the end ---- */

void
connection_stop(struct connection *c)
{
	c->over = true;
	uv_read_stop(&c->socket.stream);
}

static void
on_closed(uv_handle_t *handle)
{
	struct connection *c = handle->data;

	tls_session_free(c->tls);
	c->tls = NULL;
	c->closed(c);
}

void
connection_close(struct connection *c, connection_closed *closed)
{
	c->over = true;
	if (uv_is_closing(&c->socket.handle))
		return;
	c->closed = closed;
	if (is_unix(c) || c->shutting || !c->connected ||
		uv_tcp_close_reset(&c->socket.tcp, on_closed) != 0)
		uv_close(&c->socket.handle, on_closed);
}

enum unread_state
connection_unread(const struct connection *c, const struct unread *unread)
{
	return unread_look(unread, &c->socket.stream);
}

#include "tests/play/peer.h"

#include <errno.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#define BACKLOG 128

struct saying {
	uv_write_t write;
	struct octets octets;
};

static void serve_next(struct peer *p);

/* ---- one connection ---- */

static void
on_closed(uv_handle_t *handle)
{
	struct peer_connection *c = handle->data;

	serve_next(c->peer);
}

static void
close_connection(struct peer_connection *c)
{
	if (c->closed)
		return;
	c->closed = true;
	uv_close((uv_handle_t *)&c->socket, on_closed);
}

void
peer_reset(struct peer_connection *c)
{
	if (c->closed)
		return;
	c->closed = true;
	if (c->shutting || uv_tcp_close_reset(&c->socket, on_closed) != 0)
		uv_close((uv_handle_t *)&c->socket, on_closed);
}

static void
on_shut(uv_shutdown_t *shutdown, int status)
{
	struct peer_connection *c = shutdown->data;

	(void)status;
	free(shutdown);
	c->shut = true;
	if (c->fin)
		close_connection(c);
}

void
peer_fin(struct peer_connection *c)
{
	uv_shutdown_t *shutdown;

	if (c->shutting)
		return;
	shutdown = calloc(1, sizeof(*shutdown));
	assert_non_null(shutdown);
	c->shutting = true;
	shutdown->data = c;
	if (c->closed ||
		uv_shutdown(shutdown, (uv_stream_t *)&c->socket, on_shut) != 0)
		on_shut(shutdown, UV_ENOTCONN);
}

static void
on_said(uv_write_t *write, int status)
{
	struct saying *s = write->data;

	(void)status;
	octets_free(&s->octets);
	free(s);
}

void
peer_say(struct peer_connection *c, const void *at, size_t len)
{
	struct saying *s = calloc(1, sizeof(*s));
	uv_buf_t buf;

	assert_non_null(s);
	assert_true(octets_append(&s->octets, at, len));
	s->write.data = s;
	buf = uv_buf_init((char *)s->octets.at, (unsigned)len);
	if (c->closed || uv_write(&s->write, (uv_stream_t *)&c->socket, &buf, 1,
				 on_said) != 0)
		on_said(&s->write, UV_ECANCELED);
}

void
peer_text(struct peer_connection *c, const char *text)
{
	peer_say(c, text, strlen(text));
}

static void
on_alloc(uv_handle_t *handle, size_t size, uv_buf_t *buf)
{
	struct peer_connection *c = handle->data;

	(void)size;
	*buf = uv_buf_init((char *)c->input, sizeof(c->input));
}

/* libuv may tell a RST behind octets as the end of file. */
static bool
is_fin(struct peer_connection *c, ssize_t n)
{
	int error = 0;
	socklen_t len = sizeof(error);
	uv_os_fd_t fd;

	return n == UV_EOF &&
	       uv_fileno((const uv_handle_t *)&c->socket, &fd) == 0 &&
	       getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len) == 0 &&
	       error != ECONNRESET;
}

static void
on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
	struct peer_connection *c = stream->data;
	const struct peer_manner *manner = &c->peer->manner;

	if (n == 0)
		return;
	if (n > 0) {
		c->n_reads++;
		assert_true(octets_append(&c->in, buf->base, (size_t)n));
	} else if (is_fin(c, n)) {
		c->fin = true;
	} else {
		c->reset = true;
		close_connection(c);
	}
	if (manner->came != NULL)
		manner->came(c);
	if (c->fin)
		peer_fin(c);
	if (c->fin && c->shut)
		close_connection(c);
}

static void
serve(struct peer_connection *c)
{
	c->reading = true;
	if (!c->peer->manner.deaf)
		uv_read_start((uv_stream_t *)&c->socket, on_alloc, on_read);
	if (c->peer->manner.opened != NULL)
		c->peer->manner.opened(c);
}

/* Serial: the oldest that is open, if none is served. */
static void
serve_next(struct peer *p)
{
	struct peer_connection *oldest = NULL;

	for (struct peer_connection *c = p->connections; c != NULL; c = c->next)
		if (!c->closed && !c->fin)
			oldest = c;
	if (oldest != NULL && !oldest->reading)
		serve(oldest);
}

/* ---- all of them ---- */

static void
on_connection(uv_stream_t *listener, int status)
{
	struct peer *p = listener->data;
	struct peer_connection *c = calloc(1, sizeof(*c));

	assert_int_equal(status, 0);
	assert_non_null(c);
	c->peer = p;
	c->socket.data = c;
	c->next = p->connections;
	p->connections = c;
	p->n_connections++;
	assert_int_equal(uv_tcp_init(p->loop, &c->socket), 0);
	assert_int_equal(uv_accept(listener, (uv_stream_t *)&c->socket), 0);
	uv_unref((uv_handle_t *)&c->socket);
	uv_tcp_nodelay(&c->socket, 1);
	if (p->manner.serial)
		serve_next(p);
	else
		serve(c);
}

static struct sockaddr_in
loopback(unsigned port)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
}

/* A port that is bound and not listened on refuses, and stays ours. */
static void
hold_port(struct peer *p)
{
	struct sockaddr_in a = loopback(0);
	socklen_t len = sizeof(a);
	const int on = 1;

	p->holder = socket(AF_INET, SOCK_STREAM, 0);
	assert_true(p->holder >= 0);
	assert_int_equal(setsockopt(p->holder, SOL_SOCKET, SO_REUSEADDR, &on,
				 sizeof(on)),
		0);
	assert_int_equal(bind(p->holder, (struct sockaddr *)&a, sizeof(a)), 0);
	assert_int_equal(getsockname(p->holder, (struct sockaddr *)&a, &len),
		0);
	p->port = ntohs(a.sin_port);
}

void
peer_listen(struct peer *p)
{
	const struct sockaddr_in a = loopback(p->port);

	assert_false(p->listening);
	assert_int_equal(uv_tcp_init(p->loop, &p->listener), 0);
	p->listener.data = p;
	assert_int_equal(uv_tcp_bind(&p->listener, (const struct sockaddr *)&a,
				 0),
		0);
	assert_int_equal(uv_listen((uv_stream_t *)&p->listener, BACKLOG,
				 on_connection),
		0);
	uv_unref((uv_handle_t *)&p->listener);
	p->listening = true;
}

void
peer_open(struct peer *p, uv_loop_t *loop, const struct peer_manner *manner,
	void *data)
{
	*p = (struct peer){.loop = loop, .manner = *manner, .data = data};
	assert_true(signal(SIGPIPE, SIG_IGN) != SIG_ERR); /* libuv needs that */
	hold_port(p);
	peer_listen(p);
}

static void
on_deaf(uv_handle_t *handle)
{
	struct peer *p = handle->data;

	p->listening = false;
}

void
peer_die(struct peer *p)
{
	if (p->listening && !uv_is_closing((uv_handle_t *)&p->listener))
		uv_close((uv_handle_t *)&p->listener, on_deaf);
	p->manner.serial = false;
	for (struct peer_connection *c = p->connections; c != NULL; c = c->next)
		peer_reset(c);
}

void
peer_close(struct peer *p)
{
	peer_die(p);
	uv_run(p->loop, UV_RUN_DEFAULT);
	while (p->connections != NULL) {
		struct peer_connection *c = p->connections;

		p->connections = c->next;
		octets_free(&c->in);
		free(c->state);
		free(c);
	}
	close(p->holder);
}

struct peer_connection *
peer_nth(const struct peer *p, size_t i)
{
	struct peer_connection *c = p->connections;

	assert_true(i < p->n_connections);
	for (size_t skip = p->n_connections - 1 - i; skip > 0; skip--)
		c = c->next;
	return c;
}

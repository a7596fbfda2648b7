#include "play/connection_send.h"

/* So many octets are encrypted at a time, or a large send would be in memory
 * twice. */
#define PART_MAX ((size_t)1 << 20)

static void
on_sent(uv_write_t *write, int status)
{
	struct connection *c = write->data;

	(void)status; /* the reading side sees what became of it */
	c->sending = false;
	if (c->over)
		return;
	tls_sent(c->tls, c->n_sending);
	connection_pump(c);
}

static void
tell_written(struct connection *c)
{
	connection_written *written = c->written;

	c->written = NULL;
	if (written != NULL && !c->over)
		written(c);
}

static void
send_fin(struct connection *c)
{
	c->shutting = true;
	uv_shutdown(&c->shutdown, &c->socket.stream, NULL);
}

static bool
send_output(struct connection *c)
{
	struct h1_span out = tls_output(c->tls);
	uv_buf_t buf = uv_buf_init((char *)out.at, (unsigned)out.len);

	c->n_sending = out.len;
	c->sending = out.len > 0 && uv_write(&c->write, &c->socket.stream, &buf,
					    1, on_sent) == 0;
	return out.len > 0;
}

/* Encrypts a further part; false: there is none. */
static bool
take_rest(struct connection *c)
{
	size_t len = c->n_rest < PART_MAX ? c->n_rest : PART_MAX;
	const struct h1_span part = {c->rest, len};

	if (len == 0)
		return false;
	c->rest += len;
	c->n_rest -= len;
	return tls_write(c->tls, part);
}

void
connection_pump(struct connection *c)
{
	if (c->sending || c->over)
		return;
	do {
		if (send_output(c) || tls_unsent(c->tls) > 0)
			return; /* the latter wait for the peer's */
	} while (take_rest(c));
	if (c->shut && !c->shutting)
		send_fin(c);
	tell_written(c);
}

static void
on_plain_written(uv_write_t *write, int status)
{
	(void)status; /* as above */
	tell_written(write->data);
}

static bool
write_plain(struct connection *c, const void *at, size_t len)
{
	uv_buf_t buf = uv_buf_init((char *)at, (unsigned)len);

	return uv_write(&c->write, &c->socket.stream, &buf, 1,
		       on_plain_written) == 0;
}

static bool
write_tls(struct connection *c, const void *at, size_t len)
{
	c->rest = at;
	c->n_rest = len;
	if (!take_rest(c))
		return false;
	connection_pump(c);
	return c->sending || tls_unsent(c->tls) > 0;
}

bool
connection_write(struct connection *c, const void *at, size_t len,
	connection_written *written)
{
	bool writes;

	c->written = written;
	writes = c->tls == NULL ? write_plain(c, at, len)
				: write_tls(c, at, len);
	if (!writes)
		c->written = NULL;
	return writes;
}

void
connection_shut(struct connection *c)
{
	c->shut = true;
	if (c->tls == NULL) {
		send_fin(c);
		return;
	}
	tls_end(c->tls);
	connection_pump(c);
}

#include "client/link.h"

#include <stdio.h>
#include <stdlib.h>

#include "client/link_inside.h"

void
link_fail(struct link *link, enum client_failure failure, const char *why)
{
	if (link->state == LINK_FAILED)
		return;
	link->state = LINK_FAILED;
	link->failure = failure;
	snprintf(link->why, sizeof(link->why), "%s", why);
}

struct link *
link_open(struct runtime *runtime, const struct wire *wire,
	const struct client_settings *settings, unsigned lenient,
	struct tls_context *tls, const struct client_url *url)
{
	struct link *link = calloc(1, sizeof(*link));

	if (!link)
		return NULL;
	link->runtime = runtime;
	link->wire = wire;
	link->url = *url;
	client_url_host(url, link->host);
	link->open_at = runtime_now(runtime) + settings->connect_ms;
	link->connection = client_connection_new(settings, lenient);
	if (url->secure)
		link->tls = tls_session_connect(tls, link->host);
	link->dial =
		dial_begin(runtime, wire, link->host, url->port, link->open_at);
	if (!link->connection || !link->dial || (url->secure && !link->tls)) {
		link_close(link);
		return NULL;
	}
	return link;
}

uint64_t
link_now(struct link *link)
{
	return runtime_now(link->runtime);
}

static void
on_room(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
	struct link *link = handle->data;
	size_t len = LINK_WIRE_MAX;
	uint8_t *at = link->from_wire;

	(void)suggested;
	if (!link->tls)
		at = client_connection_room(link->connection, &len);
	*buf = uv_buf_init((char *)at, (unsigned)len);
}

static void
came(struct link *link, size_t len)
{
	if (!link->tls) {
		client_connection_received(link->connection, len,
			link_now(link));
		return;
	}
	if (!tls_received(link->tls, (struct h1_span){link->from_wire, len}))
		link_fail(link, CLIENT_MEMORY, "");
}

static void
over(struct link *link, ssize_t status)
{
	link->ended = true;
	if (status != UV_EOF)
		wire_note(link->wire, "%s", uv_strerror((int)status));
	if (link->tls)
		return;
	if (status == UV_EOF)
		client_connection_ended(link->connection);
	else
		client_connection_broken(link->connection);
}

/* One run of octets at a time: the next when that has been dealt with. */
static void
on_read(uv_stream_t *stream, ssize_t n_read, const uv_buf_t *buf)
{
	struct link *link = stream->data;

	(void)buf;
	if (n_read == 0)
		return;
	uv_read_stop(stream);
	if (n_read > 0)
		came(link, (size_t)n_read);
	else
		over(link, n_read);
	if (link->tls)
		link_tls_look(link);
}

static bool
wants_input(const struct link *link)
{
	if (!link->tcp || link->ended || link->state == LINK_FAILED)
		return false;
	return link->state == LINK_OPENING ||
	       client_connection_wants_input(link->connection);
}

static void
on_written(uv_write_t *write, int status)
{
	struct link *link = write->handle->data;

	/* closed meanwhile: its memory is gone */
	if (!link)
		return;
	link->writing = false;
	free(link->to_wire);
	link->to_wire = NULL;
	if (status != 0) {
		wire_note(link->wire, "%s", uv_strerror(status));
		client_connection_unsendable(link->connection);
	} else if (link->given) {
		client_connection_sent(link->connection, link_now(link));
	}
	link->given = false;
}

void
link_write(struct link *link, struct h1_span octets)
{
	uv_buf_t buf = uv_buf_init((char *)octets.at, (unsigned)octets.len);

	link->writing = true;
	if (uv_write(&link->write, (uv_stream_t *)link->tcp, &buf, 1,
		    on_written) == 0)
		return;
	link->writing = false;
	link->given = false;
	client_connection_unsendable(link->connection);
}

static void
send_output(struct link *link)
{
	struct h1_span octets;

	if (link->writing || !link->tcp)
		return;
	if (link->state == LINK_OPEN &&
		client_connection_output(link->connection, &octets)) {
		link->given = true;
		if (!link->tls)
			link_write(link, octets);
		else if (!tls_write(link->tls, octets))
			client_connection_unsendable(link->connection);
	}
	if (!link->tls || link->writing)
		return;
	link_tls_write(link);
	/* What waits within TLS, for the server to end a message, is not sent. */
	if (link->given && !link->writing && tls_unsent(link->tls) == 0) {
		link->given = false;
		client_connection_sent(link->connection, link_now(link));
	}
}

static void
look_at_dial(struct link *link)
{
	switch (dial_state(link->dial)) {
	case DIAL_UNDER_WAY:
		return;
	case DIAL_DONE:
		link->tcp = dial_take(link->dial);
		link->tcp->data = link;
		uv_tcp_nodelay(link->tcp, 1);
		if (!link->tls)
			link->state = LINK_OPEN;
		break;
	case DIAL_NO_NAME:
		link_fail(link, CLIENT_RESOLVE, dial_why(link->dial));
		break;
	case DIAL_NO_ANSWER:
		link_fail(link, CLIENT_CONNECT, dial_why(link->dial));
		break;
	case DIAL_TIMEOUT:
		link_fail(link, CLIENT_TIMEOUT, "connecting took too long");
		break;
	}
	dial_end(link->dial);
	link->dial = NULL;
}

static uint64_t
deadline(const struct link *link)
{
	if (link->dial)
		return dial_deadline(link->dial);
	if (link->state == LINK_OPENING)
		return link->open_at;
	return client_connection_deadline(link->connection);
}

static void
look_at_clock(struct link *link)
{
	if (link->state == LINK_OPEN)
		client_connection_tick(link->connection, link_now(link));
	else if (!link->dial && link_now(link) >= link->open_at)
		link_fail(link, CLIENT_TIMEOUT,
			"the TLS handshake took too long");
}

void
link_wait(struct link *link, uint64_t until_ms)
{
	uint64_t at = deadline(link);

	send_output(link);
	if (wants_input(link))
		uv_read_start((uv_stream_t *)link->tcp, on_room, on_read);
	runtime_wait(link->runtime, at < until_ms ? at : until_ms);
	if (link->dial)
		look_at_dial(link);
	look_at_clock(link);
}

bool
link_serves(struct link *link, const struct client_url *url)
{
	if (!link || link->state != LINK_OPEN ||
		!client_url_same_origin(&link->url, url))
		return false;
	if (wants_input(link))
		uv_read_start((uv_stream_t *)link->tcp, on_room, on_read);
	runtime_poll(link->runtime);
	return client_connection_reusable(link->connection);
}

void
link_close(struct link *link)
{
	if (!link)
		return;
	if (link->tcp) {
		if (link->tls)
			link_tls_end(link);
		link->tcp->data = NULL;
		dial_close(link->tcp);
		/* what is being written ends before the memory goes */
		runtime_poll(link->runtime);
	}
	dial_end(link->dial);
	tls_session_free(link->tls);
	client_connection_free(link->connection);
	free(link->to_wire);
	free(link);
}

enum link_state
link_state(const struct link *link)
{
	return link->state;
}

enum client_failure
link_failure(const struct link *link)
{
	return link->failure;
}

const char *
link_why(const struct link *link)
{
	return link->why;
}

struct client_connection *
link_connection(struct link *link)
{
	return link->connection;
}

/*
 * One connection to the target: TCP or a Unix socket, the header of the PROXY
 * protocol if the target wants one, and TLS. Who uses it sees the octets of
 * HTTP alone. Runs on libuv; all events come from the loop.
 */
#ifndef ASSAY_PLAY_CONNECTION_H
#define ASSAY_PLAY_CONNECTION_H

#include <sys/socket.h>
#include <uv.h>

#include "play/unread.h"
#include "tls/tls.h"

/* Where the target is, and what it wants below HTTP. Borrows everything. */
struct endpoint {
	struct sockaddr_storage address; /* AF_INET, AF_INET6 or AF_UNIX */
	unsigned proxy_protocol;	 /* version of the header; 0: none */
	struct tls_context *tls;	 /* NULL: no TLS */
	const char *server_name; /* with TLS: whom the certificate is for, and
				    SNI if it is a name */
};

/* How the peer ended a connection. */
enum connection_end {
	CONNECTION_FIN,	      /* of TLS: close_notify */
	CONNECTION_TRUNCATED, /* FIN, and no close_notify before it */
	CONNECTION_RESET,     /* RST */
	CONNECTION_BROKEN,    /* an alert of TLS, or no TLS any more */
};

struct connection;

struct connection_events {
	/* Octets can be sent and received, or `error` is libuv's code that says
	 * why not; connection_problem() may say more. */
	void (*opened)(struct connection *c, int error);
	void (*received)(struct connection *c, const void *at, size_t len);
	/* The last event. */
	void (*ended)(struct connection *c, enum connection_end end);
};

typedef void connection_written(struct connection *c);
typedef void connection_closed(struct connection *c);

/* For connection.c and connection_send.c alone, but for `data`. Borrows endpoint and events. */
struct connection {
	void *data; /* the user's */
	const struct endpoint *endpoint;
	const struct connection_events *events;
	struct tls_session *tls; /* owned; NULL: none, or not begun */
	connection_written *written;
	connection_closed *closed;
	bool connected; /* the socket is */
	bool open;	/* `opened` has been called without an error */
	bool over;	/* nothing more is told */
	bool shut;	/* we end our side */
	bool shutting;	/* FIN is on its way */
	bool sending;	/* `write` is in use */
	size_t n_sending;
	const uint8_t *rest; /* with TLS: what is not encrypted yet */
	size_t n_rest;
	const char *problem; /* static */
	union {
		uv_handle_t handle;
		uv_stream_t stream;
		uv_tcp_t tcp;
		uv_pipe_t pipe;
	} socket;
	uv_connect_t connect;
	uv_write_t write;
	uv_shutdown_t shutdown;
	uint8_t input[16384];
};

/* Makes the socket; connection_close() is due. */
void connection_init(struct connection *c, uv_loop_t *loop,
	const struct endpoint *endpoint, const struct connection_events *events,
	void *data);

/*
 * Connects; `opened` comes. Another code of libuv than 0: it could not even
 * begin, and no event comes. After either kind of error for which
 * connection_is_transient(), it may be called again.
 */
int connection_connect(struct connection *c);

/* The error passes by itself: no port is free, or (of a Unix socket) too many
 * wait to be accepted. */
bool connection_is_transient(int error);

/* Why it could not be opened, of TLS, for people; "" if the error says all.
 * Borrowed. */
const char *connection_problem(const struct connection *c);

/* "TLSv1.3", once it is open; "" without TLS. Borrowed. */
const char *connection_tls_version(const struct connection *c);

/*
 * Sends octets in one write, with TLS in one run of records; they stay where
 * they are until `written` is called. One write at a time. False: the
 * connection takes none, and `written` is not called.
 */
bool connection_write(struct connection *c, const void *at, size_t len,
	connection_written *written);

/* What is written next waits for connection_shut(), where the system can do that
 * (Linux, TCP), and arrives together with the end. */
void connection_hold(struct connection *c);

/* Ends our side: FIN, and with TLS close_notify before it. */
void connection_shut(struct connection *c);

/* No event comes any more. */
void connection_stop(struct connection *c);

/*
 * Aborts it: RST (not behind our FIN), or what a Unix socket has for it.
 * `closed` comes; until then the struct stays where it is. A second call does
 * nothing.
 */
void connection_close(struct connection *c, connection_closed *closed);

/* Whether the peer has read what was sent; `unread` may be NULL. */
enum unread_state
connection_unread(const struct connection *c, const struct unread *unread);

#endif

#ifndef CLIENT_CONNECTION_H
#define CLIENT_CONNECTION_H

/*
 * A connection to a server as a machine in memory: octets go in, octets come
 * out, and the time is told to it. It knows no socket and no clock.
 *
 * Requests are asked one by one. After client_connection_ask(), until an END
 * or a FAILED:
 *
 *	1. client_connection_next() until it says WAIT
 *	2. while client_connection_wants_content(): give some of the content, or
 *	   client_connection_content_end()
 *	3. client_connection_output(): send all of it, client_connection_sent()
 *	4. read if client_connection_wants_input(): into the place that
 *	   client_connection_room() gives, then client_connection_received(); at
 *	   the end of input _ended(), or _broken() if it is not a clean one
 *	5. client_connection_tick() at client_connection_deadline()
 *
 * The server is not trusted. Whatever is no response by RFC 9112 is refused
 * (obs-fold alone is read as SP, which section 5.2 demands of a user agent),
 * nothing that comes is without a limit, and what comes without being asked for
 * ends the connection.
 */

#include "client/failure.h"
#include "client/request.h"
#include "client/settings.h"
#include "h1/reader.h"

struct client_connection;

/* A time that never comes. */
#define CLIENT_NEVER UINT64_MAX

/* All times are in ms of one clock that never goes back. Borrows `settings`;
 * `lenient` are H1_LENIENT_* flags for what is tolerated beside obs-fold. NULL
 * without memory. Give it to client_connection_free(). */
struct client_connection *
client_connection_new(const struct client_settings *settings, unsigned lenient);
void client_connection_free(struct client_connection *connection);

/*
 * Asks. Only while client_connection_reusable(). Copies what it needs.
 *
 * H1_MORE:  no memory, or the head of the request is beyond all measure.
 * H1_ERROR: as client_request_write().
 */
enum h1_status client_connection_ask(struct client_connection *connection,
	const struct client_request *request, uint64_t now_ms,
	struct h1_error *err);

/* The head of the request just asked, until something is done with it; it
 * borrows. For those who want to see it. */
struct h1_span
client_connection_head(const struct client_connection *connection);

/* Whether another request may be asked: nothing is under way, and the server
 * has neither said nor shown that it ends (RFC 9112, section 9.3). */
bool client_connection_reusable(const struct client_connection *connection);

/* Octets that came without being asked for: behind the last answer, or before
 * the first request. */
size_t client_connection_extra(const struct client_connection *connection);

enum client_event_kind {
	CLIENT_EVENT_WAIT,     /* nothing until something comes in */
	CLIENT_EVENT_INTERIM,  /* 1xx: head */
	CLIENT_EVENT_HEAD,     /* the final answer: head */
	CLIENT_EVENT_CONTENT,  /* a run of content, never empty: content */
	CLIENT_EVENT_TRAILERS, /* trailers, if there are any */
	CLIENT_EVENT_END,      /* the answer is complete */
	CLIENT_EVENT_FAILED    /* there will be no more: failure, error */
};

/* Heads, content and trailers are borrowed until the next call of any function
 * with this connection. */
struct client_event {
	enum client_event_kind kind;
	const struct h1_head *head;
	struct h1_span content;
	const struct h1_fields *trailers;
	enum client_failure failure;
	struct h1_error error; /* CLIENT_MALFORMED, _TOO_LARGE: what the reader
				  says, and where in the message */
	size_t n_extra;	       /* END: octets behind the answer, so far */
};

/* What happened next. */
void client_connection_next(struct client_connection *connection,
	struct client_event *event);

/* Content of the request: pieces of any size but 0, not more than announced;
 * copied. False without memory. */
bool
client_connection_wants_content(const struct client_connection *connection);
bool client_connection_content(struct client_connection *connection,
	struct h1_span content, uint64_t now_ms);
/* There is no more of it. False if less came than was announced: the request
 * is then broken, and the connection with it. */
bool client_connection_content_end(struct client_connection *connection,
	uint64_t now_ms);

/* Whether all of the request has been sent. */
bool client_connection_all_sent(const struct client_connection *connection);

/* Octets to be sent, borrowed until _sent(). False if there are none, if those
 * given before are not sent yet, or if the exchange is over. */
bool client_connection_output(struct client_connection *connection,
	struct h1_span *octets);
void
client_connection_sent(struct client_connection *connection, uint64_t now_ms);

/* Nothing can be sent any more; an answer may still be there to be read. */
void client_connection_unsendable(struct client_connection *connection);

bool client_connection_wants_input(const struct client_connection *connection);
/* Room for octets to be read, valid until the next call; NULL without memory */
uint8_t *
client_connection_room(struct client_connection *connection, size_t *len);
void client_connection_received(struct client_connection *connection,
	size_t len, uint64_t now_ms);
/* The server will send no more and says so: FIN; under TLS close_notify. */
void client_connection_ended(struct client_connection *connection);
/* It broke: RST; under TLS a FIN without close_notify. */
void client_connection_broken(struct client_connection *connection);

/* When to say client_connection_tick(). */
uint64_t client_connection_deadline(const struct client_connection *connection);
void
client_connection_tick(struct client_connection *connection, uint64_t now_ms);

#endif

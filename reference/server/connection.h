#ifndef SERVER_CONNECTION_H
#define SERVER_CONNECTION_H

/*
 * One client's connection as a machine in memory: octets go in, octets come
 * out, and the time is told to it. It knows no socket and no clock.
 *
 * Each of connection_received(), _ended(), _sent(), _tick() and _stop() may
 * change everything that the functions below them tell; the caller then
 *
 *	1. asks connection_end(), and closes as it says;
 *	2. takes connection_output(), sends all of it, says connection_sent();
 *	3. reads if connection_wants_input(): into the place that
 *	   connection_room() gives, and says connection_received() or, at the end
 *	   of the input, connection_ended();
 *	4. says connection_tick() at connection_deadline().
 *
 * Requests are answered one by one, in order. While more than max_backlog
 * octets of answers are unsent no further request is read; while an answer is
 * put together nothing is read at all.
 */

#include "h1/base.h"
#include "server/buffer.h"
#include "server/routes.h"
#include "server/settings.h"

struct connection;

struct instant {
	uint64_t ms;	/* of a clock that never goes back */
	int64_t unix_s; /* seconds since 1970-01-01 00:00:00 UTC */
};

enum connection_end {
	CONNECTION_OPEN,
	CONNECTION_HALF_CLOSED, /* all is sent: close for writing, read on */
	CONNECTION_CLOSED,	/* all is sent: close */
	CONNECTION_RESET	/* abort: an answer cannot be completed */
};

/*
 * A new connection; NULL without memory. Borrows all three; `budget` is for
 * the content of all connections. The caller gives it to connection_free().
 */
struct connection *connection_new(const struct settings *settings,
	const struct site *site, struct budget *budget, struct instant now);
void connection_free(struct connection *connection);

/* Whether octets are to be read now. */
bool connection_wants_input(const struct connection *connection);

/* Room for octets to be read, valid until the next call; *len is 0 if none can
 * be had, and the connection is then to be reset. */
uint8_t *connection_room(struct connection *connection, size_t *len);

/* `len` octets have been put there. */
void connection_received(struct connection *connection, size_t len,
	struct instant now);

/* The client will send nothing more; it may still read. */
void connection_ended(struct connection *connection, struct instant now);

/* Octets to be sent, borrowed until connection_sent(). False if there are none,
 * or if those given before are not sent yet. */
bool connection_output(struct connection *connection, struct h1_span *octets,
	struct instant now);

/* All that connection_output() gave is sent. */
void connection_sent(struct connection *connection, struct instant now);

enum connection_end connection_end(const struct connection *connection);

/* When to say connection_tick(), in ms; DEADLINE_NEVER for not at all. */
uint64_t connection_deadline(const struct connection *connection);
void connection_tick(struct connection *connection, struct instant now);

/* The server stops: the request under way is answered, and no other. */
void connection_stop(struct connection *connection, struct instant now);

#endif

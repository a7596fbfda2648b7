#ifndef SERVER_CONNECTION_H
#define SERVER_CONNECTION_H

/*
 * One client's connection as a machine in memory: octets go in, octets come
 * out, and the time is told to it. It knows no socket and no clock.
 *
 * Each of connection_received(), _ended(), _sent(), _broken(), _resumed(),
 * _tick() and _stop() may change everything that the functions below them tell;
 * the caller then
 *
 *	1. asks connection_end(), and closes as it says;
 *	2. takes connection_output(), sends of it, says connection_sent();
 *	3. reads if connection_wants_input(): into the place that
 *	   connection_room() gives, and says connection_received() or, at the end
 *	   of the input, connection_ended();
 *	4. says connection_tick() at connection_deadline().
 *
 * Requests are answered one by one, in order. While more than max_backlog
 * octets of answers are unsent no further request is read.
 */

#include "h1/base.h"
#include "server/http_handler.h"
#include "server/settings.h"
#include "server/workspace.h"

struct connection;

struct instant {
	uint64_t ms;	/* of a clock that never goes back */
	int64_t unix_s; /* seconds since 1970-01-01 00:00:00 UTC */
};

/* One line of a log; all is borrowed for the time of the call. */
struct connection_record {
	const char *client; /* as in struct connection_client */
	int64_t time;	    /* when the head came, or was refused: unix_s */
	/* As received, without line end. Of a refused head what there is: any
	 * octets, cut anywhere. */
	struct h1_span request_line;
	const struct h1_head *head; /* NULL if it was refused */
	unsigned status;	    /* of the final response, or 101; 0: none */
	uint64_t n_content;	    /* octets of content that were put out */
	bool complete;		    /* all of the response was put out */
};

/* What the connections of one thread have in common; all is borrowed. */
struct connection_environment {
	const struct settings *settings;
	const struct http_handler *handler;
	struct workspace *workspace;
	/* One for each request that has begun, when it is over. May be NULL. */
	void (*answered)(void *context, const struct connection_record *record);
	void *context; /* for answered() */
};

/* Whom it serves; copied, what it points to is borrowed. */
struct connection_client {
	const char *address; /* as text, without port */
	bool secure;	     /* TLS is spoken below */
	/*
	 * Whether the connection was secured for that uri-host, which has no
	 * port, but brackets if it is IPv6 (RFC 9110, section 7.4); requests
	 * for others get 421. NULL: for all.
	 */
	bool (*serves)(void *context, struct h1_span host);
	/*
	 * A handler said http_exchange_resume(): connection_resumed() is to be
	 * said, now or soon, and then 1 to 4 as above.
	 */
	void (*resumed)(void *context);
	void *context; /* for resumed() and serves() */
};

enum connection_end {
	CONNECTION_OPEN,
	CONNECTION_HALF_CLOSED, /* all is sent: close for writing, read on */
	CONNECTION_CLOSED,	/* all is sent: close */
	CONNECTION_RESET	/* abort: an answer cannot be completed */
};

/* What is to be sent: octets, and behind them a piece of a file. */
struct connection_output {
	struct h1_span octets; /* may be empty if there is a file */
	int file;	       /* descriptor, or -1: no file */
	uint64_t file_at;
	size_t file_len;
};

/* A new connection; NULL without memory. Borrows `environment`, copies
 * `client`. The caller gives it to connection_free(), which tells the handler
 * and the log about a request under way. */
struct connection *
connection_new(const struct connection_environment *environment,
	const struct connection_client *client, struct instant now);
void connection_free(struct connection *connection);

/* Whether octets are to be read now. */
bool connection_wants_input(const struct connection *connection);

/* Room for octets to be read, valid until the next call; *len is 0 if none can
 * be had, and the connection is then to be reset. */
uint8_t *connection_room(struct connection *connection, size_t *len);

/* `len` octets have been put there; 0 if it turned out that there are none. */
void connection_received(struct connection *connection, size_t len,
	struct instant now);

/* The client will send nothing more; it may still read. */
void connection_ended(struct connection *connection, struct instant now);

/* What is to be sent, borrowed until connection_sent(). False if there is
 * nothing, or if what was given before is not known to be sent. */
bool connection_output(struct connection *connection,
	struct connection_output *output, struct instant now);

/* All octets that connection_output() gave are sent, and the first `n_file` of
 * the file. The rest of the file is given again. */
void connection_sent(struct connection *connection, size_t n_file,
	struct instant now);

/* The file that connection_output() gave has become shorter, or cannot be
 * read. */
void connection_broken(struct connection *connection, struct instant now);

/* See struct connection_client. */
void connection_resumed(struct connection *connection, struct instant now);

enum connection_end connection_end(const struct connection *connection);

/* When to say connection_tick(), in ms; DEADLINE_NEVER for not at all. */
uint64_t connection_deadline(const struct connection *connection);
void connection_tick(struct connection *connection, struct instant now);

/* The server stops: the request under way is answered, and no other. */
void connection_stop(struct connection *connection, struct instant now);

#endif

#ifndef SERVER_MACHINE_H
#define SERVER_MACHINE_H

/* What the modules of a connection share: its inside. */

#include "h1/reader.h"
#include "server/connection.h"
#include "server/deadline.h"
#include "server/exchange.h"
#include "server/output.h"

/* Octets of content that are put out at once. */
#define MACHINE_PULL_MAX ((size_t)65536)

/* What the octets that come are read as. */
enum machine_reading {
	READING_HEAD,	 /* the head of a request */
	READING_CONTENT, /* its content */
	READING_NOTHING, /* its response comes first */
	READING_TUNNEL,	 /* another protocol: behind 101 */
	READING_WASTE	 /* no more requests: they are thrown away */
};

struct connection {
	const struct connection_environment *environment;
	const struct settings *settings;
	struct connection_client client;
	struct instant now;
	enum machine_reading reading;
	enum connection_end end;
	bool peer_ended;
	bool end_told; /* of the tunnel, to the handler */
	bool stopping;
	bool stepping; /* http_exchange_resume() has no one to tell */

	struct buffer in;
	struct buffer held; /* octets of the head while its exchange is on */
	struct h1_reader reader;
	struct h1_head head;
	struct h1_piece piece;
	struct h1_field *field_lines;	/* of `head`; owned, or NULL */
	struct h1_field *trailer_lines; /* of `piece`; owned, or NULL */
	uint64_t n_messages;		/* answered so far */
	uint64_t n_drained;		/* octets thrown away */

	/* of the current request */
	bool persist;	 /* another request may follow */
	bool keep_alive; /* said so that an HTTP/1.0 client knows */
	struct http_exchange exchange;

	struct output out;
	struct deadline deadline; /* of the read side */
	bool writing;		  /* something was given to be sent */
	uint64_t write_at;	  /* its deadline */
};

/* Whether so much is unsent that no more is put out. */
static inline bool
machine_backlogged(const struct connection *c)
{
	return output_pending(&c->out) >= c->settings->max_backlog;
}

/* Whether the client is to take what it was answered before it is read on. */
static inline bool
machine_holds_back(const struct connection *c)
{
	return c->exchange.answer == EXCHANGE_ANSWERING &&
	       machine_backlogged(c);
}

/* Whether the handler is to say how it goes on. */
static inline bool
machine_waits(const struct connection *c)
{
	const struct http_exchange *exchange = &c->exchange;

	if (exchange->answer == EXCHANGE_WAITING)
		return c->reading == READING_NOTHING &&
		       !exchange->response.made;
	return exchange->answer == EXCHANGE_ANSWERING &&
	       exchange->response.later;
}

#endif

#ifndef SERVER_MACHINE_H
#define SERVER_MACHINE_H

/* What connection.c, step.c and answer.c share: the inside of a connection. */

#include "h1/reader.h"
#include "server/connection.h"
#include "server/deadline.h"
#include "server/output.h"
#include "server/response.h"

/* Octets of content that are put out at once. */
#define MACHINE_PULL_MAX ((size_t)65536)

enum machine_state {
	MACHINE_HEAD,	 /* reads the head of a request */
	MACHINE_CONTENT, /* reads its content */
	MACHINE_ANSWER,	 /* puts out the content of its answer */
	MACHINE_DONE	 /* no more requests: throws away what comes */
};

struct connection {
	const struct connection_environment *environment;
	struct connection_client client;
	const struct settings *settings;
	const struct site *site;
	struct instant now;
	enum machine_state state;
	enum connection_end end;
	bool peer_ended;
	bool stopping;

	struct buffer in;
	struct h1_reader reader;
	struct h1_head head;
	struct h1_piece piece;
	struct h1_field *field_lines; /* owned */
	uint64_t n_messages;	      /* answered so far */
	uint64_t n_drained;	      /* octets thrown away when done */

	/* of the current request */
	bool head_only;	 /* HEAD: an answer without content */
	bool persist;	 /* another request may follow */
	bool keep_alive; /* said so that an HTTP/1.0 client knows */

	struct response response;
	struct output out;
	struct deadline deadline; /* of the read side */
	uint64_t write_at;	  /* deadline of what was given to be sent */
};

/* Whether so much is unsent that no further request is read. */
static inline bool
machine_backlogged(const struct connection *c)
{
	return output_pending(&c->out) >= c->settings->max_backlog;
}

#endif

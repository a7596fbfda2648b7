#ifndef SERVER_EXCHANGE_H
#define SERVER_EXCHANGE_H

/* One request and its response, from inside. Members are for the server's own
 * modules; http_handler.h says what handlers see. */

#include "server/buffer.h"
#include "server/http_handler.h"

struct connection;

/* Octets that the field lines of a response may take. */
#define EXCHANGE_LINES_MAX ((size_t)32768)

/* Where the content of a response comes from. */
enum response_source {
	RESPONSE_OCTETS,
	RESPONSE_FILE,
	RESPONSE_STREAM
};

/* How the client finds the end of the content (RFC 9112, section 6.3). */
enum response_framing {
	RESPONSE_NONE, /* there is none, whatever the source says */
	RESPONSE_LENGTH,
	RESPONSE_CHUNKED,
	RESPONSE_UNTIL_CLOSE
};

/* A final response, or 101. */
struct exchange_response {
	unsigned status;
	bool made;     /* one of http_send() and its kin was called */
	bool early;    /* may go before the request is complete */
	bool close;    /* the connection ends with it */
	bool upgrade;  /* 101: another protocol follows */
	bool upgrades; /* has an Upgrade field line */
	bool later;    /* produce() has nothing now */
	enum response_source source;
	enum response_framing framing;
	uint64_t length;	/* of the content that is left, or unknown */
	struct buffer lines;	/* field lines as written */
	struct buffer content;	/* RESPONSE_OCTETS */
	struct buffer trailers; /* field lines as written */
	int file;		/* RESPONSE_FILE: owned, or -1 */
	uint64_t file_at;
};

/* What became of its response. */
enum exchange_answer {
	EXCHANGE_WAITING, /* nothing of it is put out */
	EXCHANGE_ANSWERING,
	EXCHANGE_ANSWERED /* all is put out */
};

struct http_exchange {
	struct connection *connection;
	void *state;
	bool begun; /* a record for the log is owed */
	bool told;  /* head() was said, and done() is owed */
	bool head_only;
	bool continued;	 /* 100 was sent */
	bool understood; /* its head is; if not, it was refused */
	enum http_method method;
	enum exchange_answer answer;
	int64_t time;
	struct h1_span line;		  /* request-line, for the log */
	const struct h1_fields *trailers; /* while end() runs, else NULL */
	uint64_t n_content;		  /* octets of content put out */
	struct exchange_response response;
};

void
exchange_init(struct http_exchange *exchange, struct connection *connection);

/* The head of connection->head has come. */
void exchange_begin(struct http_exchange *exchange);

/* A head is refused, of which `octets` came. */
void
exchange_begin_refused(struct http_exchange *exchange, struct h1_span octets);

/* The handler's functions, if it has them and knows the exchange. */
void exchange_head(struct http_exchange *exchange);
void exchange_content(struct http_exchange *exchange, struct h1_span octets);
void
exchange_end(struct http_exchange *exchange, const struct h1_fields *trailers);
enum http_produced
exchange_produce(struct http_exchange *exchange, uint8_t *out, size_t *len);

/* Takes it from the handler: done() is said if it is owed. */
void exchange_leave(struct http_exchange *exchange, bool complete);

/* It is over: done(), record, and all memory is given back. Nothing happens if
 * none has begun. */
void exchange_finish(struct http_exchange *exchange);

/* Starts the response anew. */
void exchange_reset_response(struct http_exchange *exchange, unsigned status);

/* What http_send() does; false without memory. What is large counts against the
 * budget of all connections. */
bool
exchange_set_content(struct http_exchange *exchange, struct h1_span content);

/* The answer to what the wire layer refused: status, reason, what is wrong, the
 * clause that says so. */
void exchange_refuse(struct http_exchange *exchange, enum h1_code code);

#endif

#ifndef SERVER_HTTP_HANDLER_H
#define SERVER_HTTP_HANDLER_H

/*
 * What answers requests. A server (server/http_server.h) reads requests, obeys
 * HTTP's rules about messages and connections, and asks one handler for the
 * rest. For each request, in this order:
 *
 *	head()     its head has come
 *	content()  a run of its content has come; as often as needed
 *	end()      it is complete, trailers included
 *	produce()  there is room for more content of the response
 *	done()     nothing more will be asked; always the last, and always once
 *
 * All of them run on the thread of the connection and must not block; only
 * head() is needed, the others may be NULL. Requests of one connection come one
 * after the other, those of different connections on several threads at once.
 *
 * A response is made in head(), content() or end(), or later (see
 * http_exchange_resume()): http_respond(), http_respond_field() as often as
 * needed, then one of http_send(), http_send_file(), http_send_stream(). Date,
 * Content-Length, Transfer-Encoding, Connection and the line ends are the
 * server's affair. It is put out when the request is complete, so that a broken
 * request is answered for what it is; with http_respond_early() at once.
 *
 * To HEAD a handler answers as it would to GET: the content is left out, and
 * not asked for. The same with 204 and 304.
 */

#include "h1/reader.h"
#include "http/method.h"

/* One request and its response; valid from head() to done(). */
struct http_exchange;

enum http_produced {
	HTTP_PRODUCED_SOME,  /* *len octets are there, and more may follow */
	HTTP_PRODUCED_ALL,   /* *len octets are there, and they are the last */
	HTTP_PRODUCED_LATER, /* none now: http_exchange_resume() tells when */
	HTTP_PRODUCED_BROKEN /* it cannot be completed: the client is told by
				 an abort, for it must not take it for whole */
};

struct http_handler {
	void *context; /* given to each of them; borrowed */
	void (*head)(void *context, struct http_exchange *exchange);
	/* `octets` are borrowed for the time of the call. */
	void (*content)(void *context, struct http_exchange *exchange,
		struct h1_span octets);
	void (*end)(void *context, struct http_exchange *exchange);
	/* Writes up to *len octets, which is never 0, to `out`. */
	enum http_produced (*produce)(void *context,
		struct http_exchange *exchange, uint8_t *out, size_t *len);
	/* `complete`: all of the response was put out. */
	void (*done)(void *context, struct http_exchange *exchange,
		bool complete);
};

/* The request */

/* Its head. Borrowed; its octets stay where they are until done(). */
const struct h1_head *http_request_head(const struct http_exchange *exchange);

/* HTTP_METHOD_UNKNOWN for one that RFC 9110 does not know. */
enum http_method http_request_method(const struct http_exchange *exchange);

/* Its trailer section, to be asked in end(); empty before. */
const struct h1_fields *
http_request_trailers(const struct http_exchange *exchange);

/* Whether it came over TLS, so that its scheme is https. */
bool http_request_secure(const struct http_exchange *exchange);

/* Address of the client as text, without port; borrowed. */
const char *http_request_client(const struct http_exchange *exchange);

/* The time at which the head came, in seconds since 1970. */
int64_t http_request_time(const struct http_exchange *exchange);

/* Whether it offers to go on with `protocol`: an Upgrade that names it, and
 * Connection: upgrade, in HTTP/1.1 (RFC 9110, section 7.8). */
bool http_request_upgrades(const struct http_exchange *exchange,
	struct h1_span protocol);

/* The handler's own pointer for this exchange; NULL at first. */
void *http_exchange_state(const struct http_exchange *exchange);
void http_exchange_set_state(struct http_exchange *exchange, void *state);

/*
 * What was not there is there now: a response that was not made in end(), or
 * content that produce() said comes later. From the thread of the connection,
 * outside of the functions above.
 */
void http_exchange_resume(struct http_exchange *exchange);

/* The response */

/* Starts it, anew if it was started before, without field lines. A final
 * status, 200 to 599. */
void http_respond(struct http_exchange *exchange, unsigned status);

/* Puts it out before the request is complete: content() and produce() then take
 * turns. The connection ends with it if the client does not send all. */
void http_respond_early(struct http_exchange *exchange);

/*
 * Adds a field line; copies both. False, and nothing is added, if they are not
 * a field line (RFC 9112, section 5), name what is the server's affair, or are
 * too many.
 */
bool http_respond_field(struct http_exchange *exchange, struct h1_span name,
	struct h1_span value);

/* Whether a field line of that name has been added. */
bool
http_respond_has(const struct http_exchange *exchange, struct h1_span name);

/* All of the content; copies. */
void http_send(struct http_exchange *exchange, struct h1_span content);

/* `len` octets of a file from octet `at`; takes the descriptor. */
void http_send_file(struct http_exchange *exchange, int descriptor, uint64_t at,
	uint64_t len);

/* Content that produce() gives: `len` octets, or HTTP_LENGTH_UNKNOWN. */
#define HTTP_LENGTH_UNKNOWN UINT64_MAX
void http_send_stream(struct http_exchange *exchange, uint64_t len);

/*
 * Adds a trailer field to a response of unknown length, before produce() says
 * that all is there; copies. False if it cannot be sent: no chunked coding, a
 * client that did not say TE: trailers (RFC 9110, section 6.5.1), a field that
 * does not belong there, or no field line at all.
 */
bool http_respond_trailer(struct http_exchange *exchange, struct h1_span name,
	struct h1_span value);

/* An interim response, 102 to 199 without 101, with the field lines added since
 * http_respond(); HTTP/1.0 clients are sent none. A final one has to follow. */
void http_respond_interim(struct http_exchange *exchange, unsigned status);

/*
 * Answers 101 and goes on with `protocol`, which the request offers: behind the
 * request content() gets what the client says, whatever it is, and produce() is
 * asked for what is said to it, until HTTP_PRODUCED_ALL ends the connection.
 * end() tells that the client says no more. Field lines as with http_send().
 */
void http_upgrade(struct http_exchange *exchange, struct h1_span protocol);

/* Shorthand: status, reason and `text` as text/plain, as RFC 9110, sections
 * 15.5 and 15.6 ask for. Field lines may be added before (http_respond()) with
 * the same status. */
void
http_explain(struct http_exchange *exchange, unsigned status, const char *text);

#endif

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
 * request is answered for what it is; with http_respond_early() at once. Until
 * then http_respond() may start it anew; afterwards it is too late for all but
 * http_respond_trailer().
 *
 * To HEAD a handler answers as it would to GET: the content is left out, and
 * not asked for. The same with 204, 205 and 304.
 *
 * A client that waits for 100 (Continue) is sent it behind head(), unless
 * head() has made a response that is not 2xx: that is put out at once, and ends
 * the connection. CONNECT, expectations other than 100-continue, schemes other
 * than that of the connection, and hosts that it was not secured for are refused
 * without asking.
 *
 * Content of the response is not asked for while the client does not take what
 * was put out before, and with http_respond_early() that of the request is not
 * read then either. Of a request whose head is refused no handler is told; of
 * one whose content is broken or never completed, done() alone tells, and the
 * server answers in the handler's place if nothing was put out.
 */

#include "h1/reader.h"
#include "http/method.h"

/* One request and its response; valid from head() to done(). */
struct http_exchange;

enum http_produced {
	HTTP_PRODUCED_SOME,  /* *len octets are there, and more may follow */
	HTTP_PRODUCED_ALL,   /* *len octets are there, and they are the last */
	HTTP_PRODUCED_LATER, /* none now: it is asked again behind content(),
				end() or http_exchange_resume() */
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
	/* Writes up to *len octets to `out`; *len is 1024 or more, or what
	 * is left of a known length. */
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

/* Whether trailer fields may be sent in the response: TE: trailers in HTTP/1.1
 * (RFC 9110, section 6.5.1). */
bool http_request_takes_trailers(const struct http_exchange *exchange);

/* Its trailer section; borrowed, valid in end() alone, and empty elsewhere. */
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
 * What was not there is there now: a response that was not made in end(), an
 * interim response, or content that produce() said comes later. From the thread
 * of the connection, outside of the functions above. The exchange may be over
 * when this returns.
 */
void http_exchange_resume(struct http_exchange *exchange);

/* The response */

/* Starts it, anew if it was started before, without field lines. A final
 * status, 200 to 599; 101 for http_upgrade(). */
void http_respond(struct http_exchange *exchange, unsigned status);

/* Puts it out as soon as it is made, before the request is complete: content()
 * and produce() then take turns. The rest of the request is read behind it, and
 * the connection ends if the client does not send all. */
void http_respond_early(struct http_exchange *exchange);

/* The connection ends with it. */
void http_respond_close(struct http_exchange *exchange);

/*
 * Adds a field line; copies both. False, and nothing is added, if they are not
 * a field line (RFC 9112, section 5), name what is the server's affair, repeat
 * what is no list, or are too many. Server is the handler's to send, or not.
 * Upgrade is made known in Connection; 426 needs it. Trailer, which should name
 * the fields of http_respond_trailer(), is refused if there can be none.
 */
bool http_respond_field(struct http_exchange *exchange, struct h1_span name,
	struct h1_span value);

/* Whether a field line of that name has been added. */
bool
http_respond_has(const struct http_exchange *exchange, struct h1_span name);

/* All of the content; copies. Becomes 503 without memory. */
void http_send(struct http_exchange *exchange, struct h1_span content);

/* `len` octets of a file from octet `at`; takes the descriptor. */
void http_send_file(struct http_exchange *exchange, int descriptor, uint64_t at,
	uint64_t len);

/* Content that produce() gives: `len` octets, or HTTP_LENGTH_UNKNOWN. What
 * gives more or less than it said is broken. */
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

/* Puts out an interim response, 102 to 199, with the field lines added so far,
 * which are then gone; HTTP/1.0 clients are sent none. http_respond() has to
 * start the final one. */
void http_respond_interim(struct http_exchange *exchange, unsigned status);

/*
 * Answers 101 and goes on with `protocol` when the request is complete, and
 * end() has told so: from then on content() gets what the client says, whatever
 * it is, and produce() is asked for what is said to it, until HTTP_PRODUCED_ALL
 * ends the connection. A second end() tells that the client says no more. No
 * time-out but that for writing counts any more. Field lines added since
 * http_respond(exchange, 101) go with it.
 * False, and nothing is done, if the request does not offer `protocol`.
 */
bool http_upgrade(struct http_exchange *exchange, struct h1_span protocol);

/* Shorthand: status, reason and `text` as text/plain, as RFC 9110, sections
 * 15.5 and 15.6 ask for. Field lines that were added since http_respond() with
 * the same status are kept. */
void
http_explain(struct http_exchange *exchange, unsigned status, const char *text);

#endif

#ifndef CLIENT_REQUEST_H
#define CLIENT_REQUEST_H

/* The head of a request, put together by the strict writer. */

#include "h1/base.h"
#include "support/octet_queue.h"

/* One field that the user of the client wants; spans borrow. */
struct client_field {
	struct h1_span name;
	struct h1_span value;
};

enum client_content {
	CLIENT_CONTENT_NONE,
	CLIENT_CONTENT_LENGTH, /* announced by Content-Length */
	CLIENT_CONTENT_CHUNKED /* as long as it comes */
};

/* All borrowed, for as long as the call lasts that it is given to. */
struct client_request {
	struct h1_span method;
	struct h1_span target; /* origin-form or asterisk-form */
	struct h1_span host;   /* authority of the URL, for Host */
	const struct client_field *fields;
	size_t n_fields;
	enum client_content content;
	uint64_t length; /* CLIENT_CONTENT_LENGTH */
	bool expect;	 /* asks for 100 before the content is sent */
	bool close;	 /* the last request on its connection */
};

/*
 * Whether a field is of the kind that this module writes by itself, because
 * framing and the connection hang on it: Host, Connection, Content-Length,
 * Transfer-Encoding, TE, Trailer, Expect, Upgrade, Keep-Alive, HTTP2-Settings,
 * Proxy-Connection. *instead tells what to do, for people.
 */
bool client_request_reserved(struct h1_span name, const char **instead);

/* Whether a field is no list, so that a request has it once (RFC 9110, section
 * 5.3). */
bool client_request_single(struct h1_span name);

/* Whether a request can be repeated without harm when nobody knows what became
 * of it (RFC 9110, section 9.2.2). */
bool client_request_idempotent(struct h1_span method);

/*
 * Puts the head behind `out`.
 *
 * H1_MORE:  it does not fit into `out`, or no memory is left.
 * H1_ERROR: a part cannot be written: any code of the writer, H1_E_TARGET_FORM
 *           for CONNECT, H1_E_TE_SYNTAX for a reserved field. Nothing was put.
 */
enum h1_status client_request_write(struct octet_queue *out,
	const struct client_request *request, struct h1_error *err);

#endif

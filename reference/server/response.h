#ifndef SERVER_RESPONSE_H
#define SERVER_RESPONSE_H

/*
 * A final response under construction: status, field lines, and where its
 * content comes from. Date, Content-Length and Connection are not among the
 * field lines; they are added when the head is written.
 */

#include "h1/base.h"
#include "h1/writer.h"
#include "server/buffer.h"
#include "server/files.h"

#define RESPONSE_LINES_MAX 768

struct response {
	unsigned status;
	uint8_t lines[RESPONSE_LINES_MAX]; /* field lines, as written */
	size_t lines_len;
	bool collects;	       /* its content is that of the request */
	uint64_t length;       /* octets of content, if not `content` */
	struct buffer content; /* owned; unused if the file is open */
	struct file file;      /* owned */
	uint64_t file_at;      /* next octet of the file to be sent */
};

/* An empty response. `content_max` and `budget` are for its content; borrows
 * `budget`. */
void response_init(struct response *response, size_t content_max,
	struct budget *budget);
void response_free(struct response *response);

/* Starts anew, without field lines and content. */
void response_reset(struct response *response, unsigned status);

/* Adds a field line. */
void response_field(struct response *response, struct h1_span name,
	struct h1_span value);

/* Adds Allow for a set of methods (RFC 9110, section 10.2.1). */
void response_allow(struct response *response, unsigned methods);

/*
 * Starts anew with an explanation in text/plain, as RFC 9110, sections 15.5 and
 * 15.6 ask for: status, reason, `text`.
 */
void
response_explain(struct response *response, unsigned status, const char *text);

/* The same for what the wire layer refused, with its status and clause. */
void response_refuse(struct response *response, enum h1_code code);

/* Starts anew: content of type text/plain, to be put into the buffer. */
void response_text(struct response *response, unsigned status);

/* Octets of content. */
uint64_t response_length(const struct response *response);

/*
 * Moves content into `out`, as much as has been reserved there.
 * False if the file has become shorter than was said.
 */
bool response_pull(struct response *response, struct buffer *out);

/* What the head says about the connection. */
struct response_context {
	int64_t now;	 /* for Date: seconds since 1970 */
	bool close;	 /* the connection ends with this response */
	bool keep_alive; /* an HTTP/1.0 client asked for it */
};

/* Octets that response_write_head() needs at most. */
#define RESPONSE_HEAD_MAX (RESPONSE_LINES_MAX + 256)

/* Writes the head into `out`, which has room for RESPONSE_HEAD_MAX octets. */
void response_write_head(const struct response *response, struct h1_out *out,
	const struct response_context *context);

/* Writes 100 (Continue), RESPONSE_HEAD_MAX at most. */
void response_write_continue(struct h1_out *out);

#endif

#ifndef H1_WRITER_H
#define H1_WRITER_H

#include "h1/base.h"

/*
 * The serializer. It writes one line at a time and refuses what a strict
 * reader would refuse; what belongs together in one message is the caller's
 * affair. On H1_MORE the room is too small, and nothing was written.
 */

/* Room to write into: `at` moves towards `end`. The octets are the caller's. */
struct h1_out {
	uint8_t *at;
	uint8_t *end;
};

/* method SP request-target SP HTTP/1.minor CRLF (RFC 9112, section 3) */
enum h1_status h1_write_request_line(struct h1_out *out, struct h1_span method,
	struct h1_span target, uint8_t minor, struct h1_error *err);

/*
 * HTTP/1.minor SP status SP [ reason ] CRLF (RFC 9112, section 4). The status
 * is 100 to 599 (RFC 9110, section 15).
 */
enum h1_status h1_write_status_line(struct h1_out *out, uint8_t minor,
	unsigned status, struct h1_span reason, struct h1_error *err);

/* name ":" SP value CRLF; white space around the value is left out. */
enum h1_status h1_write_field(struct h1_out *out, struct h1_span name,
	struct h1_span value, struct h1_error *err);

/* The same with a number as value, as in Content-Length. */
enum h1_status h1_write_field_number(struct h1_out *out, struct h1_span name,
	uint64_t value, struct h1_error *err);

/* The empty line that ends a header or trailer section. Never an error. */
enum h1_status h1_write_section_end(struct h1_out *out);

/*
 * chunk-size [ chunk-ext ] CRLF (RFC 9112, section 7.1); size 0 is the
 * last-chunk, behind which trailer fields and h1_write_section_end() belong.
 * `ext` is as struct h1_chunk has it; it is written without BWS.
 */
enum h1_status h1_write_chunk_header(struct h1_out *out, uint64_t size,
	struct h1_span ext, struct h1_error *err);

/* The CRLF behind chunk-data. Never an error. */
enum h1_status h1_write_chunk_end(struct h1_out *out);

#endif

#ifndef HTTP_RANGE_H
#define HTTP_RANGE_H

/* Byte ranges (RFC 9110, section 14). */

#include "h1/base.h"

enum http_range_result {
	HTTP_RANGE_WHOLE,	 /* no usable range: answer 200 */
	HTTP_RANGE_PART,	 /* answer 206 */
	HTTP_RANGE_UNSATISFIABLE /* answer 416 */
};

/* Octets `first` to `last`, both included. */
struct http_range {
	uint64_t first;
	uint64_t last;
};

/* Room that http_range_write() needs at most. */
#define HTTP_RANGE_VALUE_MAX 72

/*
 * Reads the value of Range against a representation of `length` octets. What
 * is not one valid range in octets is passed over, as RFC 9110, section 14.2
 * permits: other units, several ranges, what does not match the grammar.
 *
 * *range is written only with HTTP_RANGE_PART, and lies within the length.
 */
enum http_range_result http_range_read(struct http_range *range,
	struct h1_span value, uint64_t length);

/*
 * Writes the value of Content-Range (RFC 9110, section 14.4) and gives its
 * length. With NULL for `range` it tells that none was satisfiable. `out` has
 * room for HTTP_RANGE_VALUE_MAX.
 */
size_t
http_range_write(uint8_t *out, const struct http_range *range, uint64_t length);

#endif

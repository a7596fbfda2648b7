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

/* Range-specs that are looked at, and so ranges that come out, at most. */
#define HTTP_RANGES_MAX 32

struct http_ranges {
	size_t n;
	struct http_range at[HTTP_RANGES_MAX];
};

/*
 * Reads the value of Range against a representation of `length` octets. Passed
 * over, as RFC 9110, section 14.2 permits, is what is not a set of valid ranges
 * in octets, and what asks for more work than it is worth: more than
 * HTTP_RANGES_MAX ranges, more than two that overlap, and parts that are
 * together not shorter than the whole, counting what it takes to part them.
 *
 * *ranges is written only with HTTP_RANGE_PART: ranges that lie within the
 * length and neither overlap nor touch, in the order in which they were asked
 * for. Those that overlap or touch are made one, which stands where the first
 * of them stood; those that cannot be satisfied are left out.
 */
enum http_range_result http_ranges_read(struct http_ranges *ranges,
	struct h1_span value, uint64_t length);

/*
 * Writes the value of Content-Range (RFC 9110, section 14.4) and gives its
 * length. With NULL for `range` it tells that none was satisfiable. `out` has
 * room for HTTP_RANGE_VALUE_MAX.
 */
size_t
http_range_write(uint8_t *out, const struct http_range *range, uint64_t length);

#endif

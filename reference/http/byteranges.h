#ifndef HTTP_BYTERANGES_H
#define HTTP_BYTERANGES_H

/*
 * multipart/byteranges (RFC 9110, section 14.6): what stands before, between
 * and behind the octets of the ranges. The octets themselves are the caller's.
 */

#include "http/range.h"

/* Octets of a boundary (RFC 2046, section 5.1.1), and of a type. */
#define HTTP_BYTERANGES_BOUNDARY_MAX 70
#define HTTP_BYTERANGES_TYPE_MAX 255

/* Room that http_byteranges_write() needs at most. */
#define HTTP_BYTERANGES_MAX                                        \
	(HTTP_BYTERANGES_BOUNDARY_MAX + HTTP_BYTERANGES_TYPE_MAX + \
		HTTP_RANGE_VALUE_MAX + 64)

/* All is borrowed. The boundary is such that it does not occur in the ranges:
 * to make it of random octets is enough. */
struct http_byteranges {
	const struct http_ranges *ranges;
	uint64_t length;     /* of the whole representation */
	struct h1_span type; /* its Content-Type; absent: none */
	struct h1_span boundary;
};

/*
 * Writes what stands before the octets of the i-th range, and with i equal to
 * the number of ranges what stands behind the last; gives its length. `out` has
 * room for HTTP_BYTERANGES_MAX.
 */
size_t http_byteranges_write(uint8_t *out,
	const struct http_byteranges *byteranges, size_t i);

/* Octets of the whole content. */
uint64_t http_byteranges_length(const struct http_byteranges *byteranges);

#endif

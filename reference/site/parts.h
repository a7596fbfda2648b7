#ifndef SITE_PARTS_H
#define SITE_PARTS_H

/* multipart/byteranges from a file. */

#include "http/byteranges.h"
#include "site/inside.h"

/* Content-Type of the whole, with its boundary. */
#define PARTS_TYPE_MAX 128

/*
 * A task that produces the ranges of a file of `length` octets; takes the
 * descriptor on success. *total is how many octets it will be, and `type` what
 * they are; `part_type` is that of the file, and copied. NULL without memory or
 * random octets.
 */
struct task *parts_new(uint64_t *total, char type[PARTS_TYPE_MAX],
	int descriptor, const struct http_ranges *ranges, uint64_t length,
	struct h1_span part_type);

#endif

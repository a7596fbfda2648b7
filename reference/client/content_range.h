#ifndef CLIENT_CONTENT_RANGE_H
#define CLIENT_CONTENT_RANGE_H

/* What a server says about parts (RFC 9110, section 14.4). */

#include "h1/base.h"
#include "h1/field.h"

struct client_content_range {
	bool satisfied;	      /* `first` and `last` are there; else "*" */
	bool complete_known;  /* `complete` is there; else "*" */
	uint64_t first, last; /* both included */
	uint64_t complete;    /* octets of the whole representation */
};

/*
 * Reads the whole of `in` as a Content-Range in octets. False if it is none, or
 * an invalid one: an end before its beginning, or at or behind the complete
 * length.
 */
bool client_content_range_read(struct client_content_range *range,
	struct h1_span in);

/* Reads the only Content-Range of a header section; false also if there is
 * none or more than one. */
bool client_content_range_find(struct client_content_range *range,
	const struct h1_fields *fields);

#endif

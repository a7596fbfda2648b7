#ifndef FUZZ_CONTENT_H
#define FUZZ_CONTENT_H

#include "mutator/outline.h"

/*
 * The content of a message apart from how its length is told: for operators
 * that tell it in another way.
 */

#define CONTENT_MAX 1024

struct content {
	size_t message;
	bool has_head; /* else its chunks are all there is */
	size_t len;
	char octets[CONTENT_MAX]; /* cut off there */
};

/* That of some message that has any; false if there is none. */
bool content_find(struct content *content, struct draft *draft,
	const struct outline *outline);

/* Puts it in place as one piece, and says so in a Content-Length. */
bool content_with_length(struct draft *draft, const struct outline *outline,
	const struct content *content);

/* Puts it in place in chunks, which the dice cut. */
bool content_in_chunks(struct draft *draft, const struct outline *outline,
	const struct content *content);

#endif

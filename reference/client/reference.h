#ifndef CLIENT_REFERENCE_H
#define CLIENT_REFERENCE_H

/* URI references in general: taken apart, and put together. */

#include "h1/base.h"

/* The five parts (RFC 3986, section 3); absent ones have at == NULL, the path
 * is never absent. Spans borrow. */
struct client_reference {
	struct h1_span scheme;
	struct h1_span authority;
	struct h1_span path;
	struct h1_span query;
	struct h1_span fragment;
};

/* Takes the whole of `in` apart. False if it is no URI-reference (RFC 3986,
 * section 4.1); the authority is only taken out, not looked at. */
bool
client_reference_read(struct client_reference *reference, struct h1_span in);

/* Transforms a reference (RFC 3986, section 5.2.2), but for the dot segments.
 * `target` borrows from both; its path is to be client_reference_path(). */
void client_reference_transform(struct client_reference *target,
	const struct client_reference *base,
	const struct client_reference *reference);

/*
 * Writes the path of the transformed reference: merged (RFC 3986, section
 * 5.2.3) where the reference has a relative one, and without dot segments
 * (5.2.4). Gives its length. `out` has room for the paths of both, and one.
 */
size_t client_reference_path(uint8_t *out, const struct client_reference *base,
	const struct client_reference *reference);

#endif

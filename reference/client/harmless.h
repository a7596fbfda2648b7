#ifndef CLIENT_HARMLESS_H
#define CLIENT_HARMLESS_H

/* Octets of a server made harmless for a terminal. */

#include "h1/base.h"

/*
 * Text in UTF-8 that comes in pieces. A control octet other than LF and HTAB,
 * a control character of 8 bits, and what is no UTF-8 is written as \xHH.
 */
struct client_harmless {
	uint8_t pending[4]; /* a character that is not complete */
	size_t n_pending;
};

/* Octets that client_harmless() writes at most for each that comes, and more
 * for what is pending. */
#define CLIENT_HARMLESS_GROWTH 4
#define CLIENT_HARMLESS_PENDING 16

/*
 * Writes what `in` shows; gives its length. `out` has room for in.len *
 * CLIENT_HARMLESS_GROWTH + CLIENT_HARMLESS_PENDING.
 */
size_t
client_harmless(struct client_harmless *state, uint8_t *out, struct h1_span in);

/* Nothing more comes: what is pending was no character. `out` has room for
 * CLIENT_HARMLESS_PENDING. */
size_t client_harmless_end(struct client_harmless *state, uint8_t *out);

/* The same for one line: every octet but SP to "~" and HTAB is written as \xHH.
 * `out` has room for in.len * CLIENT_HARMLESS_GROWTH. */
size_t client_harmless_line(uint8_t *out, struct h1_span in);

#endif

#ifndef TLS_BUFFER_H
#define TLS_BUFFER_H

/* Octets that wait: put in behind, taken from the front. It has no memory while
 * it is empty, since thousands of sessions are idle at a time. */

#include "h1/base.h"

/* All zero is an empty one. Members are for the functions below alone. */
struct tls_buffer {
	uint8_t *octets; /* owned */
	size_t start;	 /* of what waits */
	size_t end;
	size_t room;
};

static inline size_t
tls_buffer_len(const struct tls_buffer *buffer)
{
	return buffer->end - buffer->start;
}

/* Gives back the memory; the buffer is then empty and can be used again. */
void tls_buffer_free(struct tls_buffer *buffer);

/* What waits; borrowed until the next change. */
struct h1_span tls_buffer_span(const struct tls_buffer *buffer);

/* Makes room for `len` octets behind; false, and all is as it was, without
 * memory. */
bool tls_buffer_reserve(struct tls_buffer *buffer, size_t len);

/* Copies `len` octets behind; false as with tls_buffer_reserve(). */
bool
tls_buffer_append(struct tls_buffer *buffer, const void *octets, size_t len);

/* Takes `len` octets off the front, which must be there; nothing moves. */
void tls_buffer_consume(struct tls_buffer *buffer, size_t len);

#endif

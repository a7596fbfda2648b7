#ifndef CLIENT_BUFFER_H
#define CLIENT_BUFFER_H

/* Octets that wait: put in behind, taken from the front, never more than a
 * maximum. */

#include "h1/base.h"

/* Members are for the functions below alone; `octets` is owned. */
struct client_buffer {
	uint8_t *octets;
	size_t start; /* of what waits */
	size_t end;
	size_t room;
	size_t max;
};

/* An empty buffer without memory. */
void client_buffer_init(struct client_buffer *buffer, size_t max);

/* Gives back the memory; the buffer is then empty and can be used again. */
void client_buffer_free(struct client_buffer *buffer);

/* What waits; borrowed until the next change. */
struct h1_span client_buffer_span(const struct client_buffer *buffer);

static inline size_t
client_buffer_len(const struct client_buffer *buffer)
{
	return buffer->end - buffer->start;
}

/* Makes room for `len` octets behind. False, and all is as it was, if they
 * would be more than the maximum, or without memory. */
bool client_buffer_reserve(struct client_buffer *buffer, size_t len);

/* The place behind the last octet, with room for *len; client_buffer_added()
 * tells how many octets have been put there. */
uint8_t *client_buffer_tail(struct client_buffer *buffer, size_t *len);
void client_buffer_added(struct client_buffer *buffer, size_t len);

/* Copies `span` behind; false as with client_buffer_reserve(). */
bool client_buffer_append(struct client_buffer *buffer, struct h1_span span);

/* Takes `len` octets off the front; nothing moves. */
void client_buffer_consume(struct client_buffer *buffer, size_t len);

#endif

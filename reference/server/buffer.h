#ifndef SERVER_BUFFER_H
#define SERVER_BUFFER_H

/*
 * Octets that wait: put in behind, taken from the front, never more than a
 * maximum.
 */

#include "h1/base.h"

struct workspace;

/* Octets that all the buffers of one kind may still take together. */
struct budget {
	uint64_t left;
};

/* Members are for the functions below alone; `octets` is owned. Moves when
 * room is made. */
struct buffer {
	uint8_t *octets;
	size_t start; /* of what waits */
	size_t end;
	size_t room;
	size_t max;
	struct budget *budget;
	struct workspace *workspace;
};

/* An empty buffer without memory, which it will take from `workspace`. Borrows
 * both; `budget` may be NULL. */
void buffer_init(struct buffer *buffer, size_t max, struct workspace *workspace,
	struct budget *budget);

/* Gives back the memory; the buffer is then empty and can be used again. */
void buffer_free(struct buffer *buffer);

static inline size_t
buffer_len(const struct buffer *buffer)
{
	return buffer->end - buffer->start;
}

/* Octets that fit behind without buffer_reserve(). */
static inline size_t
buffer_tail_len(const struct buffer *buffer)
{
	return buffer->room - buffer->end;
}

/* What waits; borrowed until the next change. */
struct h1_span buffer_span(const struct buffer *buffer);

/*
 * Makes room for `len` octets behind. False, and all is as it was, if they
 * would be more than the maximum or the budget, or if there is no memory.
 */
bool buffer_reserve(struct buffer *buffer, size_t len);

/* The place behind the last octet; buffer_added() tells how many octets have
 * been put there, which must have been reserved. */
uint8_t *buffer_tail(struct buffer *buffer);
void buffer_added(struct buffer *buffer, size_t len);

/* Copies `span` behind; false as with buffer_reserve(). */
bool buffer_append(struct buffer *buffer, struct h1_span span);

/* Takes `len` octets off the front; nothing moves. */
void buffer_consume(struct buffer *buffer, size_t len);

/* Moves what waits to less memory if there is much more than it needs; without
 * memory for that it stays. */
void buffer_shrink(struct buffer *buffer);

#endif

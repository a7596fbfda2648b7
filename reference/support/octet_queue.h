#ifndef SUPPORT_OCTET_QUEUE_H
#define SUPPORT_OCTET_QUEUE_H

/* Octets that wait: put in behind, taken from the front. It has no memory before
 * something is put in. */

#include "h1/base.h"

/* Members are for the functions below alone; `octets` is owned. All zero is an
 * empty one without a maximum. */
struct octet_queue {
	uint8_t *octets;
	size_t start; /* of what waits */
	size_t end;
	size_t room;
	size_t max; /* 0: none */
};

/* An empty one that holds `max` octets at most; 0: as many as there is memory
 * for. */
void octet_queue_init(struct octet_queue *queue, size_t max);

/* Gives back the memory; it is then empty and can be used again. */
void octet_queue_free(struct octet_queue *queue);

/* What waits; borrowed until the next change. */
struct h1_span octet_queue_span(const struct octet_queue *queue);

static inline size_t
octet_queue_len(const struct octet_queue *queue)
{
	return queue->end - queue->start;
}

/* Makes room for `len` octets behind. False, and all is as it was, if they
 * would be more than the maximum, or without memory. */
bool octet_queue_reserve(struct octet_queue *queue, size_t len);

/* The place behind the last octet, with room for *len; octet_queue_added()
 * tells how many octets have been put there. */
uint8_t *octet_queue_tail(struct octet_queue *queue, size_t *len);
void octet_queue_added(struct octet_queue *queue, size_t len);

/* Copies `span` behind; false as with octet_queue_reserve(). */
bool octet_queue_append(struct octet_queue *queue, struct h1_span span);

/* Takes `len` octets off the front; nothing moves. */
void octet_queue_consume(struct octet_queue *queue, size_t len);

#endif

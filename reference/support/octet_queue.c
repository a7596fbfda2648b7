#include "support/octet_queue.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_ROOM 512

void
octet_queue_init(struct octet_queue *queue, size_t max)
{
	*queue = (struct octet_queue){.max = max};
}

void
octet_queue_free(struct octet_queue *queue)
{
	free(queue->octets);
	octet_queue_init(queue, queue->max);
}

struct h1_span
octet_queue_span(const struct octet_queue *queue)
{
	if (!queue->octets)
		return H1_SPAN("");
	return (struct h1_span){
		queue->octets + queue->start, octet_queue_len(queue)};
}

/* No more than is asked for at first, which is often all; then it is doubled, so
 * that octets are copied twice at most on average. */
static size_t
room_for(const struct octet_queue *queue, size_t len)
{
	size_t room = queue->room > SIZE_MAX / 2 ? len : 2 * queue->room;

	if (room < LEAST_ROOM)
		room = LEAST_ROOM;
	if (room < len)
		room = len;
	return queue->max > 0 && room > queue->max ? queue->max : room;
}

static bool
grow(struct octet_queue *queue, size_t room)
{
	uint8_t *octets = realloc(queue->octets, room);

	if (!octets)
		return false;
	queue->octets = octets;
	queue->room = room;
	return true;
}

bool
octet_queue_reserve(struct octet_queue *queue, size_t len)
{
	size_t used = octet_queue_len(queue);
	size_t max = queue->max > 0 ? queue->max : SIZE_MAX;

	if (len <= queue->room - queue->end)
		return true;
	if (len > max - used)
		return false;
	if (queue->start > 0) {
		memmove(queue->octets, queue->octets + queue->start, used);
		queue->start = 0;
		queue->end = used;
	}
	return len <= queue->room - used ||
	       grow(queue, room_for(queue, used + len));
}

uint8_t *
octet_queue_tail(struct octet_queue *queue, size_t *len)
{
	*len = queue->room - queue->end;
	return queue->octets + queue->end;
}

void
octet_queue_added(struct octet_queue *queue, size_t len)
{
	assert(len <= queue->room - queue->end);
	queue->end += len;
}

bool
octet_queue_append(struct octet_queue *queue, struct h1_span span)
{
	if (span.len == 0)
		return true;
	if (!octet_queue_reserve(queue, span.len))
		return false;
	memcpy(queue->octets + queue->end, span.at, span.len);
	queue->end += span.len;
	return true;
}

void
octet_queue_consume(struct octet_queue *queue, size_t len)
{
	assert(len <= octet_queue_len(queue));
	queue->start += len;
	if (queue->start == queue->end)
		queue->start = queue->end = 0;
}

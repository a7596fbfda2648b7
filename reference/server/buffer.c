#include "server/buffer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_ROOM 512

void
buffer_init(struct buffer *buffer, size_t max, struct budget *budget)
{
	*buffer = (struct buffer){.max = max, .budget = budget};
}

void
buffer_free(struct buffer *buffer)
{
	if (buffer->budget)
		buffer->budget->left += buffer->room;
	free(buffer->octets);
	buffer_init(buffer, buffer->max, buffer->budget);
}

struct h1_span
buffer_span(const struct buffer *buffer)
{
	if (!buffer->octets)
		return H1_SPAN("");
	return (struct h1_span){
		buffer->octets + buffer->start, buffer_len(buffer)};
}

/* Room is doubled, so that octets are copied twice at most on average. */
static size_t
room_for(const struct buffer *buffer, size_t len)
{
	size_t room = buffer->room ? buffer->room : LEAST_ROOM;

	while (room < len)
		room *= 2;
	return room < buffer->max ? room : buffer->max;
}

static bool
grow(struct buffer *buffer, size_t len)
{
	size_t room = room_for(buffer, len);
	size_t more = room - buffer->room;
	uint8_t *octets;

	if (buffer->budget && buffer->budget->left < more)
		return false;
	octets = realloc(buffer->octets, room);
	if (!octets)
		return false;
	if (buffer->budget)
		buffer->budget->left -= more;
	buffer->octets = octets;
	buffer->room = room;
	return true;
}

bool
buffer_reserve(struct buffer *buffer, size_t len)
{
	size_t used = buffer_len(buffer);

	if (len <= buffer_tail_len(buffer))
		return true;
	if (len > buffer->max - used)
		return false;
	if (buffer->start > 0) {
		memmove(buffer->octets, buffer->octets + buffer->start, used);
		buffer->start = 0;
		buffer->end = used;
	}
	return len <= buffer_tail_len(buffer) || grow(buffer, used + len);
}

uint8_t *
buffer_tail(struct buffer *buffer)
{
	return buffer->octets + buffer->end;
}

void
buffer_added(struct buffer *buffer, size_t len)
{
	assert(len <= buffer_tail_len(buffer));
	buffer->end += len;
}

bool
buffer_append(struct buffer *buffer, struct h1_span span)
{
	if (span.len == 0)
		return true;
	if (!buffer_reserve(buffer, span.len))
		return false;
	memcpy(buffer_tail(buffer), span.at, span.len);
	buffer_added(buffer, span.len);
	return true;
}

void
buffer_consume(struct buffer *buffer, size_t len)
{
	assert(len <= buffer_len(buffer));
	buffer->start += len;
	if (buffer->start == buffer->end)
		buffer->start = buffer->end = 0;
}

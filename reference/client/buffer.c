#include "client/buffer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_ROOM 4096

void
client_buffer_init(struct client_buffer *buffer, size_t max)
{
	*buffer = (struct client_buffer){.max = max};
}

void
client_buffer_free(struct client_buffer *buffer)
{
	free(buffer->octets);
	client_buffer_init(buffer, buffer->max);
}

struct h1_span
client_buffer_span(const struct client_buffer *buffer)
{
	if (!buffer->octets)
		return H1_SPAN("");
	return (struct h1_span){
		buffer->octets + buffer->start, client_buffer_len(buffer)};
}

/* Room is doubled, so that octets are copied twice at most on average. */
static bool
grow(struct client_buffer *buffer, size_t len)
{
	size_t room = buffer->room ? buffer->room : LEAST_ROOM;
	uint8_t *octets;

	while (room < len)
		room *= 2;
	if (room > buffer->max)
		room = buffer->max;
	octets = realloc(buffer->octets, room);
	if (!octets)
		return false;
	buffer->octets = octets;
	buffer->room = room;
	return true;
}

bool
client_buffer_reserve(struct client_buffer *buffer, size_t len)
{
	size_t used = client_buffer_len(buffer);

	if (len <= buffer->room - buffer->end)
		return true;
	if (len > buffer->max - used)
		return false;
	if (buffer->start > 0) {
		memmove(buffer->octets, buffer->octets + buffer->start, used);
		buffer->start = 0;
		buffer->end = used;
	}
	return len <= buffer->room - buffer->end || grow(buffer, used + len);
}

uint8_t *
client_buffer_tail(struct client_buffer *buffer, size_t *len)
{
	*len = buffer->room - buffer->end;
	return buffer->octets + buffer->end;
}

void
client_buffer_added(struct client_buffer *buffer, size_t len)
{
	assert(len <= buffer->room - buffer->end);
	buffer->end += len;
}

bool
client_buffer_append(struct client_buffer *buffer, struct h1_span span)
{
	if (span.len == 0)
		return true;
	if (!client_buffer_reserve(buffer, span.len))
		return false;
	memcpy(buffer->octets + buffer->end, span.at, span.len);
	buffer->end += span.len;
	return true;
}

void
client_buffer_consume(struct client_buffer *buffer, size_t len)
{
	assert(len <= client_buffer_len(buffer));
	buffer->start += len;
	if (buffer->start == buffer->end)
		buffer->start = buffer->end = 0;
}

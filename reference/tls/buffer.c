#include "tls/buffer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_ROOM 512

void
tls_buffer_free(struct tls_buffer *buffer)
{
	free(buffer->octets);
	*buffer = (struct tls_buffer){.octets = NULL};
}

struct h1_span
tls_buffer_span(const struct tls_buffer *buffer)
{
	if (!buffer->octets)
		return H1_SPAN("");
	return (struct h1_span){
		buffer->octets + buffer->start, tls_buffer_len(buffer)};
}

/* No more than is asked for at first, which is often all; then it is doubled, so
 * that octets are copied twice at most on average. 0 if there is no such number. */
static size_t
room_for(const struct tls_buffer *buffer, size_t len)
{
	size_t room = 2 * buffer->room;

	if (len > SIZE_MAX / 4)
		return 0;
	if (room < LEAST_ROOM)
		room = LEAST_ROOM;
	return room > len ? room : len;
}

static bool
grow(struct tls_buffer *buffer, size_t room)
{
	uint8_t *octets = room > 0 ? realloc(buffer->octets, room) : NULL;

	if (!octets)
		return false;
	buffer->octets = octets;
	buffer->room = room;
	return true;
}

bool
tls_buffer_reserve(struct tls_buffer *buffer, size_t len)
{
	size_t used = tls_buffer_len(buffer);

	if (len <= buffer->room - buffer->end)
		return true;
	if (buffer->start > 0) {
		memmove(buffer->octets, buffer->octets + buffer->start, used);
		buffer->start = 0;
		buffer->end = used;
	}
	if (len <= buffer->room - used)
		return true;
	return len <= SIZE_MAX - used &&
	       grow(buffer, room_for(buffer, used + len));
}

bool
tls_buffer_append(struct tls_buffer *buffer, const void *octets, size_t len)
{
	if (len == 0)
		return true;
	if (!tls_buffer_reserve(buffer, len))
		return false;
	memcpy(buffer->octets + buffer->end, octets, len);
	buffer->end += len;
	return true;
}

void
tls_buffer_consume(struct tls_buffer *buffer, size_t len)
{
	assert(len <= tls_buffer_len(buffer));
	buffer->start += len;
	if (buffer->start == buffer->end)
		tls_buffer_free(buffer);
}

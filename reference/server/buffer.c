#include "server/buffer.h"

#include <assert.h>
#include <string.h>

#include "server/workspace.h"

#define LEAST_ROOM 512

void
buffer_init(struct buffer *buffer, size_t max, struct workspace *workspace,
	struct budget *budget)
{
	*buffer = (struct buffer){
		.max = max, .workspace = workspace, .budget = budget};
}

void
buffer_free(struct buffer *buffer)
{
	if (buffer->budget)
		buffer->budget->left += buffer->room;
	workspace_give(buffer->workspace, buffer->octets, buffer->room);
	buffer->octets = NULL;
	buffer->start = buffer->end = buffer->room = 0;
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
	room = workspace_room(room);
	return room < buffer->max ? room : buffer->max;
}

/* Moves what waits to the front of other memory. */
static bool
move(struct buffer *buffer, size_t room)
{
	size_t used = buffer_len(buffer);
	uint8_t *octets = workspace_take(buffer->workspace, room);

	if (!octets)
		return false;
	if (used > 0)
		memcpy(octets, buffer->octets + buffer->start, used);
	workspace_give(buffer->workspace, buffer->octets, buffer->room);
	buffer->octets = octets;
	buffer->start = 0;
	buffer->end = used;
	return true;
}

static bool
grow(struct buffer *buffer, size_t len)
{
	size_t room = room_for(buffer, len);
	size_t more = room - buffer->room;

	if (buffer->budget && buffer->budget->left < more)
		return false;
	if (!move(buffer, room))
		return false;
	if (buffer->budget)
		buffer->budget->left -= more;
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

void
buffer_shrink(struct buffer *buffer)
{
	if (buffer->room <= WORKSPACE_SMALL ||
		buffer_len(buffer) > WORKSPACE_SMALL / 2)
		return;
	if (!buffer->budget && move(buffer, WORKSPACE_SMALL))
		buffer->room = WORKSPACE_SMALL;
}

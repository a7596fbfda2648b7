#include "case/octets.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROOM_MIN 64

/* Doubling keeps the cost of many small appends linear. */
static bool
make_room(struct octets *o, size_t more)
{
	size_t room = o->room < ROOM_MIN ? ROOM_MIN : o->room;
	uint8_t *at;

	if (o->len > OCTETS_MAX || more > OCTETS_MAX - o->len)
		return false;
	if (o->at != NULL && o->room - o->len >= more)
		return true;
	while (room - o->len < more)
		room *= 2;
	at = realloc(o->at, room);
	if (at == NULL)
		return false;
	o->at = at;
	o->room = room;
	return true;
}

bool
octets_append(struct octets *o, const void *at, size_t len)
{
	if (len == 0)
		return true;
	if (!make_room(o, len))
		return false;
	memcpy(o->at + o->len, at, len);
	o->len += len;
	return true;
}

bool
octets_repeat(struct octets *o, const void *at, size_t len, size_t times)
{
	if (len == 0 || times == 0)
		return true;
	if (times > OCTETS_MAX / len || !make_room(o, len * times))
		return false;
	for (; times > 0; times--) {
		memcpy(o->at + o->len, at, len);
		o->len += len;
	}
	return true;
}

bool
octets_text(struct octets *o, const char *text)
{
	return octets_append(o, text, strlen(text));
}

bool
octets_format(struct octets *o, const char *format, ...)
{
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	/* vsnprintf() ends with a NUL, which is not counted afterwards. */
	if (len < 0 || !make_room(o, (size_t)len + 1))
		return false;
	va_start(args, format);
	(void)vsnprintf((char *)o->at + o->len, (size_t)len + 1, format, args);
	va_end(args);
	o->len += (size_t)len;
	return true;
}

bool
octets_equal(const struct octets *a, const struct octets *b)
{
	return a->len == b->len &&
	       (a->len == 0 || memcmp(a->at, b->at, a->len) == 0);
}

size_t
octets_find(const struct octets *o, size_t from, const void *needle, size_t len)
{
	const uint8_t *first = needle;

	if (from > o->len || len > o->len - from)
		return SIZE_MAX;
	if (len == 0)
		return from;
	while (from <= o->len - len) {
		const uint8_t *hit =
			memchr(o->at + from, *first, o->len - len - from + 1);

		if (hit == NULL)
			return SIZE_MAX;
		if (memcmp(hit, needle, len) == 0)
			return (size_t)(hit - o->at);
		from = (size_t)(hit - o->at) + 1;
	}
	return SIZE_MAX;
}

size_t
octets_line(const uint8_t *at, size_t len)
{
	const uint8_t *lf = memchr(at, '\n', len);

	return lf == NULL ? len : (size_t)(lf - at) + 1;
}

void
octets_clear(struct octets *o)
{
	o->len = 0;
}

void
octets_free(struct octets *o)
{
	free(o->at);
	*o = (struct octets){0};
}

#include "site/parts.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "site/file.h"

/* So many random octets that no file holds the boundary, not even one whose
 * author tries. */
#define RANDOM_LEN ((size_t)16)
#define BOUNDARY_LEN (2 * RANDOM_LEN)

struct parts {
	struct task task; /* first */
	int descriptor;
	struct http_ranges ranges;
	struct http_byteranges byteranges;
	uint8_t boundary[BOUNDARY_LEN];
	uint8_t type[HTTP_BYTERANGES_TYPE_MAX];
	size_t i; /* range whose head or octets come next */
	uint8_t head[HTTP_BYTERANGES_MAX];
	size_t head_at, head_len;
	uint64_t at, left; /* of the octets of that range */
};

static void
parts_free(struct task *task)
{
	struct parts *parts = (struct parts *)task;

	close(parts->descriptor);
	free(parts);
}

/* The next head, and behind it the octets of its range. */
static void
begin_part(struct parts *parts)
{
	const struct http_range *range = &parts->ranges.at[parts->i];

	parts->head_at = 0;
	parts->head_len = http_byteranges_write(parts->head, &parts->byteranges,
		parts->i);
	if (parts->i < parts->ranges.n) {
		parts->at = range->first;
		parts->left = range->last - range->first + 1;
	}
	parts->i++;
}

static size_t
lesser(size_t a, uint64_t b)
{
	return a < b ? a : (size_t)b;
}

/* Puts out a run; false if the file has become shorter. */
static bool
put_run(struct parts *parts, uint8_t *out, size_t room, size_t *n)
{
	if (parts->head_at < parts->head_len) {
		*n = lesser(room, parts->head_len - parts->head_at);
		memcpy(out, parts->head + parts->head_at, *n);
		parts->head_at += *n;
		return true;
	}
	*n = lesser(room, parts->left);
	if (!file_read(parts->descriptor, out, *n, parts->at))
		return false;
	parts->at += *n;
	parts->left -= *n;
	return true;
}

static bool
part_ended(const struct parts *parts)
{
	return parts->head_at == parts->head_len && parts->left == 0;
}

static enum http_produced
parts_produce(struct task *task, uint8_t *out, size_t *len)
{
	struct parts *parts = (struct parts *)task;
	size_t at = 0, n;

	while (at < *len) {
		if (part_ended(parts)) {
			if (parts->i > parts->ranges.n)
				break;
			begin_part(parts);
		}
		if (!put_run(parts, out + at, *len - at, &n))
			return HTTP_PRODUCED_BROKEN;
		at += n;
	}
	*len = at;
	return part_ended(parts) && parts->i > parts->ranges.n
		       ? HTTP_PRODUCED_ALL
		       : HTTP_PRODUCED_SOME;
}

static bool
make_boundary(uint8_t boundary[BOUNDARY_LEN])
{
	uint8_t octets[RANDOM_LEN];
	size_t i;

	if (getrandom(octets, sizeof(octets), 0) != (ssize_t)sizeof(octets))
		return false;
	for (i = 0; i < RANDOM_LEN; i++) {
		boundary[2 * i] = (uint8_t) "0123456789abcdef"[octets[i] >> 4];
		boundary[2 * i + 1] =
			(uint8_t) "0123456789abcdef"[octets[i] & 15];
	}
	return true;
}

static void
write_type(char type[PARTS_TYPE_MAX], const struct parts *parts)
{
	static const char front[] = "multipart/byteranges; boundary=";

	memcpy(type, front, sizeof(front) - 1);
	memcpy(type + sizeof(front) - 1, parts->boundary, BOUNDARY_LEN);
	type[sizeof(front) - 1 + BOUNDARY_LEN] = '\0';
}

struct task *
parts_new(uint64_t *total, char type[PARTS_TYPE_MAX], int descriptor,
	const struct http_ranges *ranges, uint64_t length,
	struct h1_span part_type)
{
	struct parts *parts = calloc(1, sizeof(*parts));

	if (!parts || !make_boundary(parts->boundary)) {
		free(parts);
		return NULL;
	}
	parts->task.produce = parts_produce;
	parts->task.free = parts_free;
	parts->descriptor = descriptor;
	parts->ranges = *ranges;
	memcpy(parts->type, part_type.at, part_type.len);
	parts->byteranges = (struct http_byteranges){&parts->ranges, length,
		{parts->type, part_type.len}, {parts->boundary, BOUNDARY_LEN}};
	*total = http_byteranges_length(&parts->byteranges);
	write_type(type, parts);
	return &parts->task;
}

#include "server/limits.h"

#define FIELD_LINE_MAX 16384
#define CHUNK_LINE_MAX 4096

static size_t
lesser(size_t a, size_t b)
{
	return a < b ? a : b;
}

struct h1_limits
limits_of_reader(const struct settings *settings)
{
	struct h1_limits limits = h1_limits_default;
	size_t head = (size_t)settings->max_head;

	limits.start_line = (size_t)settings->max_line;
	limits.field_section = head;
	limits.field_line = lesser(head, FIELD_LINE_MAX);
	limits.fields = (size_t)settings->max_fields;
	limits.chunk_line = CHUNK_LINE_MAX;
	limits.trailer_section = lesser(head, limits.trailer_section);
	limits.content = settings->max_content;
	return h1_limits_clamp(&limits);
}

size_t
limits_of_input(const struct h1_limits *limits)
{
	size_t head =
		limits->start_line + limits->field_section + limits->field_line;

	return head + CHUNK_LINE_MAX + LIMITS_READ_MAX;
}

#include "server/limits.h"

#include "fault/fault.h"

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
	if (FAULTY(request_line_limit_small))
		limits.start_line = 1024;
	limits.field_section = head;
	limits.field_line = lesser(head, limits.field_line);
	limits.fields = (size_t)settings->max_fields;
	limits.trailer_section = lesser(head, limits.trailer_section);
	limits.content = settings->max_content;
	return h1_limits_clamp(&limits);
}

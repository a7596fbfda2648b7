#include "h1/limits.h"

#include "fault/fault.h"

/* Three such sections and lines still fit into an offset of 32 bits. */
#define OCTETS_MAX ((size_t)1 << 28)

const struct h1_limits h1_limits_default = H1_LIMITS_DEFAULT;

static size_t
lower(size_t limit)
{
	return limit < OCTETS_MAX ? limit : OCTETS_MAX;
}

struct h1_limits
h1_limits_clamp(const struct h1_limits *limits)
{
	struct h1_limits l = limits ? *limits : h1_limits_default;

	if (FAULTY(empty_line_refused))
		l.empty_lines = 0;
	l.empty_lines = lower(l.empty_lines);
	l.start_line = lower(l.start_line);
	l.field_line = lower(l.field_line);
	l.field_section = lower(l.field_section);
	l.fields = lower(l.fields);
	l.chunk_line = lower(l.chunk_line);
	l.chunk_exts = lower(l.chunk_exts);
	l.trailer_section = lower(l.trailer_section);
	return l;
}

size_t
h1_limits_input(const struct h1_limits *limits)
{
	return limits->start_line + limits->field_section + limits->field_line +
	       limits->chunk_line;
}

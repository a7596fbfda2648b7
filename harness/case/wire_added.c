#include "case/wire_added.h"

#include <string.h>
#include <strings.h>

/* ---- where ---- */

static bool
ends_with(const struct octets *o, const char *text)
{
	size_t len = strlen(text);

	return o->len >= len && memcmp(o->at + o->len - len, text, len) == 0;
}

static bool
is_octets(const struct wire_part *part)
{
	return part->kind == WIRE_OCTETS && part->times == 1;
}

bool
wire_added_fits(const struct wire *w, size_t i)
{
	static const char name[] = "Host: ";
	const struct wire_part *parts = w->parts;

	if (i < 2 || !is_octets(&parts[i]) || parts[i - 1].kind != WIRE_HOST ||
		!is_octets(&parts[i - 2]) || parts[i].octets.len < 2 ||
		memcmp(parts[i].octets.at, "\r\n", 2) != 0)
		return false;
	if (parts[i - 2].octets.len > sizeof(name) - 1)
		return ends_with(&parts[i - 2].octets, "\r\nHost: ");
	return ends_with(&parts[i - 2].octets, name) &&
	       (i < 3 || !is_octets(&parts[i - 3]) ||
		       ends_with(&parts[i - 3].octets, "\r\n"));
}

/* ---- what ---- */

static size_t
name_length(const char *line)
{
	return strcspn(line, ":");
}

/* A line of that name begins at one of the octets. */
static bool
has_line(const struct octets *o, const char *line)
{
	size_t len = name_length(line) + 1;

	for (size_t i = 0; i + len <= o->len; i++)
		if ((i == 0 || o->at[i - 1] == '\n') &&
			strncasecmp((const char *)o->at + i, line, len) == 0)
			return true;
	return false;
}

static bool
has_own(const struct wire *w, const char *line)
{
	for (size_t i = 0; i < w->n_parts; i++)
		if (w->parts[i].kind == WIRE_OCTETS &&
			has_line(&w->parts[i].octets, line))
			return true;
	return false;
}

bool
wire_added_append(const struct wire *w, const struct wire_values *values,
	struct octets *out)
{
	for (size_t i = 0; i < values->n_added; i++)
		if (!has_own(w, values->added[i]) &&
			!octets_format(out, "%s\r\n", values->added[i]))
			return false;
	return true;
}

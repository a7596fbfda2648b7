#include "report/octet_view.h"

#include <string.h>

#define PER_LINE 16

static void
put_line(struct octets *out, size_t offset, const uint8_t *at, size_t len)
{
	octets_format(out, "  %08zx ", offset);
	for (size_t i = 0; i < PER_LINE; i++) {
		octets_text(out, i == PER_LINE / 2 ? "  " : " ");
		if (i < len)
			octets_format(out, "%02x", at[i]);
		else
			octets_text(out, "  ");
	}
	octets_text(out, "  |");
	for (size_t i = 0; i < len; i++)
		octets_format(out, "%c",
			at[i] >= 0x20 && at[i] < 0x7f ? at[i] : '.');
	octets_text(out, "|\n");
}

/* The last line is never one of those, so that the end shows. */
static bool
repeats_line_before(const uint8_t *at, size_t pos, size_t len)
{
	return pos >= PER_LINE && len - pos > PER_LINE &&
	       memcmp(at + pos - PER_LINE, at + pos, PER_LINE) == 0;
}

void
octet_view(struct octets *out, size_t offset, size_t max, const void *at,
	size_t len)
{
	const uint8_t *octets = at;
	bool skipped = false;
	size_t n_lines = 0;
	size_t pos = 0;

	for (; pos < len && n_lines < max; pos += PER_LINE) {
		bool skip = repeats_line_before(octets, pos, len);

		if (!skip)
			put_line(out, offset + pos, octets + pos,
				len - pos < PER_LINE ? len - pos : PER_LINE);
		else if (!skipped)
			octets_text(out, "  *\n");
		n_lines += !skip || !skipped;
		skipped = skip;
	}
	if (pos < len)
		octets_format(out, "  {%zu more octets}\n", len - pos);
}

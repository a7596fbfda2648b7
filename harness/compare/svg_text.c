#include "compare/svg_text.h"

#include <string.h>

static bool
begins_character(char c)
{
	return ((unsigned char)c & 0xc0) != 0x80;
}

size_t
svg_columns(const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		n += begins_character(*text);
	return n;
}

/* Control characters are none that XML has. */
void
svg_short(struct octets *out, const char *text, size_t most)
{
	bool cut = svg_columns(text) > most;
	size_t n = 0;

	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		n += begins_character(*text);
		if (cut && n == most) {
			octets_text(out, "\xe2\x80\xa6");
			return;
		}
		if (c < 0x20 || c == 0x7f)
			octets_text(out, "?");
		else if (strchr("<>&\"'", c) != NULL)
			octets_format(out, "&#%u;", c);
		else
			octets_append(out, &c, 1);
	}
}

void
svg_label(struct octets *out, const char *class, double x, double y,
	const char *text)
{
	octets_format(out, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">", class,
		x, y);
	svg_short(out, text, 200);
	octets_text(out, "</text>\n");
}

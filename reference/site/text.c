#include "site/text.h"

#include <stdlib.h>
#include <string.h>

#include "http/escape.h"
#include "http/path.h"

/* Room for `len` octets more; false, and the text is broken, without memory. */
static bool
reserve(struct text *text, size_t len)
{
	size_t room = text->room ? text->room : 1024;
	uint8_t *octets;

	if (text->failed)
		return false;
	if (text->octets != NULL && len <= text->room - text->len)
		return true;
	while (room - text->len < len)
		room *= 2;
	octets = realloc(text->octets, room);
	if (!octets) {
		text->failed = true;
		return false;
	}
	text->octets = octets;
	text->room = room;
	return true;
}

void
text_add(struct text *text, struct h1_span span)
{
	if (span.len == 0 || !reserve(text, span.len))
		return;
	memcpy(text->octets + text->len, span.at, span.len);
	text->len += span.len;
}

void
text_put(struct text *text, const char *ours)
{
	text_add(text, (struct h1_span){(const uint8_t *)ours, strlen(ours)});
}

void
text_add_uri(struct text *text, struct h1_span name)
{
	if (reserve(text, HTTP_ESCAPE_URI_MAX(name.len)))
		text->len += http_escape_uri(text->octets + text->len, name);
}

void
text_add_html(struct text *text, struct h1_span name)
{
	if (reserve(text, HTTP_ESCAPE_HTML_MAX(name.len)))
		text->len += http_escape_html(text->octets + text->len, name);
}

void
text_add_path(struct text *text, struct h1_span path)
{
	struct h1_span rest = path, segment;

	while (http_path_segment_next(&rest, &segment)) {
		text_put(text, "/");
		text_add_uri(text, segment);
	}
}

void
text_add_number(struct text *text, uint64_t number)
{
	char digits[21];
	size_t at = sizeof(digits);

	digits[--at] = '\0';
	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	text_put(text, digits + at);
}

struct h1_span
text_span(const struct text *text)
{
	return (struct h1_span){text->octets, text->len};
}

void
text_free(struct text *text)
{
	free(text->octets);
	*text = (struct text){.octets = NULL};
}

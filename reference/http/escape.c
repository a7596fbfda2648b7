#include "http/escape.h"

#include <string.h>

#include "h1/octet.h"

size_t
http_escape_uri(uint8_t *out, struct h1_span segment)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t len = 0, i;

	for (i = 0; i < segment.len; i++) {
		uint8_t octet = segment.at[i];

		if (h1_octet_is(octet, H1_UNRESERVED)) {
			out[len++] = octet;
			continue;
		}
		out[len++] = '%';
		out[len++] = (uint8_t)digits[octet >> 4];
		out[len++] = (uint8_t)digits[octet & 15];
	}
	return len;
}

/* What an octet is written as; empty for itself. */
static struct h1_span
reference_of(uint8_t octet)
{
	switch (octet) {
	case '&':
		return H1_SPAN("&amp;");
	case '<':
		return H1_SPAN("&lt;");
	case '>':
		return H1_SPAN("&gt;");
	case '"':
		return H1_SPAN("&quot;");
	case '\'':
		return H1_SPAN("&#39;");
	default:
		return h1_octet_is(octet, H1_CTL) ? H1_SPAN("?") : H1_SPAN("");
	}
}

size_t
http_escape_html(uint8_t *out, struct h1_span text)
{
	size_t len = 0, i;

	for (i = 0; i < text.len; i++) {
		struct h1_span written = reference_of(text.at[i]);

		if (written.len == 0)
			written = (struct h1_span){text.at + i, 1};
		memcpy(out + len, written.at, written.len);
		len += written.len;
	}
	return len;
}

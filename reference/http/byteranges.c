#include "http/byteranges.h"

#include <assert.h>
#include <string.h>

static size_t
put(uint8_t *out, struct h1_span span)
{
	memcpy(out, span.at, span.len);
	return span.len;
}

/* dash-boundary, behind a line end unless the content begins with it. */
static size_t
put_delimiter(uint8_t *out, const struct http_byteranges *b, size_t i)
{
	size_t len = 0;

	if (i > 0)
		len += put(out + len, H1_SPAN("\r\n"));
	len += put(out + len, H1_SPAN("--"));
	return len + put(out + len, b->boundary);
}

size_t
http_byteranges_write(uint8_t *out, const struct http_byteranges *b, size_t i)
{
	size_t len;

	assert(b->boundary.len <= HTTP_BYTERANGES_BOUNDARY_MAX &&
		b->type.len <= HTTP_BYTERANGES_TYPE_MAX && i <= b->ranges->n);
	len = put_delimiter(out, b, i);
	if (i == b->ranges->n)
		return len + put(out + len, H1_SPAN("--\r\n"));
	if (b->type.at != NULL) {
		len += put(out + len, H1_SPAN("\r\nContent-Type: "));
		len += put(out + len, b->type);
	}
	len += put(out + len, H1_SPAN("\r\nContent-Range: "));
	len += http_range_write(out + len, &b->ranges->at[i], b->length);
	return len + put(out + len, H1_SPAN("\r\n\r\n"));
}

uint64_t
http_byteranges_length(const struct http_byteranges *b)
{
	uint8_t scratch[HTTP_BYTERANGES_MAX];
	uint64_t length = 0;
	size_t i;

	for (i = 0; i < b->ranges->n; i++) {
		const struct http_range *range = &b->ranges->at[i];

		length += http_byteranges_write(scratch, b, i);
		length += range->last - range->first + 1;
	}
	return length + http_byteranges_write(scratch, b, i);
}

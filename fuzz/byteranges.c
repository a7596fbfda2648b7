/*
 * The parts of multipart/byteranges, taken apart again by a slow reader, are
 * the ranges they were written for, with their octets; and all is as long as
 * was told before.
 */

#include "http/byteranges.h"
#include "client/content_range.h"
#include "engine/entry.h"
#include "value/lines.h"
#include "value/text.h"

#include <string.h>

enum {
	TYPED,
	NOT_TYPED,
	SEVERAL
};

static struct mark marks[] = {
	[TYPED] = {"parts have a type", 0},
	[NOT_TYPED] = {"parts have no type", 0},
	[SEVERAL] = {"several parts are written", 0},
};

#define LENGTH 4000

/* Octets that tell where they stand, and no line end among them. */
static uint8_t
octet_at(uint64_t place)
{
	return (uint8_t)('a' + place % 23);
}

static void
write_all(struct text *text, const struct http_byteranges *b)
{
	uint8_t out[HTTP_BYTERANGES_MAX];

	for (size_t i = 0; i <= b->ranges->n; i++) {
		size_t len = http_byteranges_write(out, b, i);

		CHECK(len <= sizeof(out));
		text_add(text, (struct h1_span){out, len});
		if (i == b->ranges->n)
			break;
		for (uint64_t k = b->ranges->at[i].first;
			k <= b->ranges->at[i].last; k++)
			text_add_octet(text, octet_at(k));
	}
}

/* Takes the text, which has to stand there. */
static void
expect(struct h1_span *in, struct h1_span text)
{
	CHECK(in->len >= text.len);
	CHECK(text.len == 0 || memcmp(in->at, text.at, text.len) == 0);
	*in = (struct h1_span){in->at + text.len, in->len - text.len};
}

/* A line up to CRLF. */
static struct h1_span
take_line(struct h1_span *in)
{
	struct h1_span line = {in->at, 0};

	while (line.len + 1 < in->len &&
		memcmp(in->at + line.len, "\r\n", 2) != 0)
		line.len++;
	*in = (struct h1_span){in->at + line.len, in->len - line.len};
	expect(in, H1_SPAN("\r\n"));
	return line;
}

static void
check_part(struct h1_span *in, const struct http_byteranges *b, size_t i)
{
	struct client_content_range range;

	expect(in, H1_SPAN("\r\n"));
	if (b->type.at) {
		expect(in, H1_SPAN("Content-Type: "));
		expect(in, b->type);
		expect(in, H1_SPAN("\r\n"));
	}
	expect(in, H1_SPAN("Content-Range: "));
	CHECK(client_content_range_read(&range, take_line(in)));
	CHECK(range.first == b->ranges->at[i].first &&
		range.last == b->ranges->at[i].last);
	CHECK(range.complete_known && range.complete == LENGTH);
	expect(in, H1_SPAN("\r\n"));
	for (uint64_t k = range.first; k <= range.last; k++) {
		uint8_t octet = octet_at(k);

		expect(in, (struct h1_span){&octet, 1});
	}
	expect(in, H1_SPAN("\r\n"));
}

static void
check_all(struct h1_span in, const struct http_byteranges *b)
{
	for (size_t i = 0; i <= b->ranges->n; i++) {
		expect(&in, H1_SPAN("--"));
		expect(&in, b->boundary);
		if (i < b->ranges->n)
			check_part(&in, b, i);
	}
	expect(&in, H1_SPAN("--\r\n"));
	CHECK(in.len == 0);
}

/* Three lines: a boundary, a type (or nothing), and Range. */
static void
run(struct h1_span input, struct seen *seen)
{
	struct http_byteranges b = {.length = LENGTH};
	struct text text = {.len = 0};
	struct http_ranges ranges;

	b.boundary = line_take(&input);
	b.type = line_take(&input);
	b.ranges = &ranges;
	if (b.boundary.len == 0 ||
		b.boundary.len > HTTP_BYTERANGES_BOUNDARY_MAX ||
		b.type.len > HTTP_BYTERANGES_TYPE_MAX ||
		http_ranges_read(&ranges, input, LENGTH) != HTTP_RANGE_PART)
		return;
	if (b.type.len == 0)
		b.type.at = NULL;
	write_all(&text, &b);
	CHECK(text.len == http_byteranges_length(&b));
	check_all(text_span(&text), &b);
	seen_octets(seen, text_span(&text));
	REACH(b.type.at ? TYPED : NOT_TYPED);
	if (ranges.n > 1)
		REACH(SEVERAL);
}

const struct entry entry = {run, marks, N(marks)};

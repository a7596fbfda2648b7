#include "judge/byteranges.h"

#include <string.h>

/*
 * Parts are found by their delimiters and each line may end in LF alone, so that
 * what is wrong with a multipart can be told apart from its being none.
 */

/* RFC 2046, section 5.1.1: a boundary has 1 to 70 characters. */
#define BOUNDARY_MAX 70

struct boundary {
	uint8_t at[2 + BOUNDARY_MAX]; /* "--" and the boundary */
	size_t len;
};

struct part {
	struct h1_span type;  /* at NULL: none */
	struct h1_span range; /* of the last Content-Range */
	size_t n_ranges;
	struct h1_span content;
};

/* What is still to be read. */
struct parts {
	struct boundary boundary;
	struct h1_span rest;
	bool bare_lf; /* seen so far */
};

/* ---- Content-Type and Content-Range ---- */

static struct h1_span
skip(struct h1_span s, size_t n)
{
	return (struct h1_span){s.at + n, s.len - n};
}

static bool
begins_nocase(struct h1_span s, const char *text)
{
	size_t n = strlen(text);

	return s.len >= n &&
	       h1_span_equal_nocase((struct h1_span){s.at, n},
		       (struct h1_span){(const uint8_t *)text, n});
}

/* The value behind "boundary=", bare or quoted; quoted pairs are not undone. */
static bool
read_boundary(struct h1_span type, struct boundary *out)
{
	bool quoted;

	if (!begins_nocase(type, "multipart/byteranges"))
		return false;
	while (type.len > 0 && !begins_nocase(type, "boundary="))
		type = skip(type, 1);
	if (type.len == 0)
		return false;
	type = skip(type, strlen("boundary="));
	quoted = type.len > 0 && type.at[0] == '"';
	if (quoted)
		type = skip(type, 1);
	memcpy(out->at, "--", 2);
	for (out->len = 2; type.len > 0 && out->len < sizeof(out->at);
		type = skip(type, 1)) {
		if (quoted ? type.at[0] == '"'
			   : !h1_octet_is(type.at[0], H1_TCHAR))
			break;
		out->at[out->len++] = type.at[0];
	}
	return out->len > 2;
}

static bool
read_number(struct h1_span *s, uint64_t *n)
{
	size_t digits = 0;

	*n = 0;
	while (digits < s->len && digits < 18 && s->at[digits] >= '0' &&
		s->at[digits] <= '9')
		*n = *n * 10 + (uint64_t)(s->at[digits++] - '0');
	*s = skip(*s, digits);
	return digits > 0;
}

static bool
read_octet(struct h1_span *s, uint8_t octet)
{
	if (s->len == 0 || s->at[0] != octet)
		return false;
	*s = skip(*s, 1);
	return true;
}

/* "bytes" SP first "-" last "/" ( length / "*" ), RFC 9110, section 14.4 */
static bool
read_range(struct h1_span s, uint64_t *first, uint64_t *last)
{
	uint64_t length;

	if (!begins_nocase(s, "bytes "))
		return false;
	s = skip(s, strlen("bytes "));
	if (!read_number(&s, first) || !read_octet(&s, '-') ||
		!read_number(&s, last) || !read_octet(&s, '/'))
		return false;
	if (read_octet(&s, '*'))
		return s.len == 0 && *first <= *last;
	return read_number(&s, &length) && s.len == 0 && *first <= *last &&
	       *last < length;
}

/* ---- lines and parts ---- */

/* Takes a line, without its end; false: none is complete. */
static bool
next_line(struct parts *p, struct h1_span *line)
{
	const uint8_t *end =
		p->rest.len == 0 ? NULL : memchr(p->rest.at, '\n', p->rest.len);

	if (end == NULL)
		return false;
	*line = h1_span_between(p->rest.at, end);
	p->rest = skip(p->rest, line->len + 1);
	if (line->len > 0 && line->at[line->len - 1] == '\r')
		line->len--;
	else
		p->bare_lf = true;
	return true;
}

static struct h1_span
trim(struct h1_span s)
{
	while (s.len > 0 && (s.at[0] == ' ' || s.at[0] == '\t'))
		s = skip(s, 1);
	while (s.len > 0 && (s.at[s.len - 1] == ' ' || s.at[s.len - 1] == '\t'))
		s.len--;
	return s;
}

static void
keep_field(struct h1_span line, struct part *out)
{
	if (begins_nocase(line, "Content-Type:"))
		out->type = trim(skip(line, strlen("Content-Type:")));
	if (begins_nocase(line, "Content-Range:")) {
		out->range = trim(skip(line, strlen("Content-Range:")));
		out->n_ranges++;
	}
}

static bool
is_delimiter(const struct parts *p, struct h1_span s)
{
	return s.len >= p->boundary.len &&
	       memcmp(s.at, p->boundary.at, p->boundary.len) == 0;
}

/* The content ends before the line break that begins the next delimiter. */
static bool
find_end(struct parts *p, struct part *out)
{
	const uint8_t *from = p->rest.at;
	size_t n;

	for (n = 0; n < p->rest.len; n++)
		if (from[n] == '\n' && is_delimiter(p, skip(p->rest, n + 1)))
			break;
	if (n == p->rest.len)
		return false;
	p->rest = skip(p->rest, n + 1);
	if (n > 0 && from[n - 1] == '\r')
		n--;
	else
		p->bare_lf = true;
	out->content = (struct h1_span){from, n};
	return true;
}

/* H1_OK: *out is the next part. H1_MORE: there is none behind the last, which
 * was closed as it should be. */
static enum h1_status
next_part(struct parts *p, struct part *out)
{
	struct h1_span line;

	*out = (struct part){0};
	if (!is_delimiter(p, p->rest))
		return H1_ERROR;
	p->rest = skip(p->rest, p->boundary.len);
	if (p->rest.len >= 2 && memcmp(p->rest.at, "--", 2) == 0)
		return H1_MORE;
	if (!next_line(p, &line) || trim(line).len > 0)
		return H1_ERROR;
	do {
		if (!next_line(p, &line))
			return H1_ERROR;
		keep_field(line, out);
	} while (line.len > 0);
	return find_end(p, out) ? H1_OK : H1_ERROR;
}

/* At the first delimiter; what stands before it is passed over. */
static bool
begin_parts(struct parts *p, const struct h1_head *head,
	const struct octets *content)
{
	struct part preamble;

	*p = (struct parts){.rest = {content->at, content->len}};
	if (!read_boundary(h1_head_field(head, H1_SPAN("Content-Type")),
		    &p->boundary))
		return false;
	return is_delimiter(p, p->rest) || find_end(p, &preamble);
}

/* ---- what is asked of them ---- */

static bool
counts_its_octets(const struct part *part, uint64_t *first)
{
	uint64_t last;

	return part->n_ranges == 1 && read_range(part->range, first, &last) &&
	       last - *first + 1 == part->content.len;
}

static bool
part_holds(const struct part *part, enum byteranges wanted, uint64_t *before)
{
	uint64_t first;

	switch (wanted) {
	case BYTERANGES_CONTENT_RANGE:
		return counts_its_octets(part, &first);
	case BYTERANGES_CONTENT_TYPE:
		return part->type.len > 0;
	case BYTERANGES_DESCENDING:
		if (!counts_its_octets(part, &first) || first >= *before)
			return false;
		*before = first;
		return true;
	case BYTERANGES_PARTS:
	case BYTERANGES_CRLF:
	case N_BYTERANGES:
		break;
	}
	return true;
}

bool
byteranges_hold(const struct h1_head *head, const struct octets *content,
	enum byteranges wanted)
{
	uint64_t before = UINT64_MAX;
	enum h1_status status;
	struct parts p;
	struct part part;
	size_t n = 0;

	if (!begin_parts(&p, head, content))
		return false;
	for (; (status = next_part(&p, &part)) == H1_OK; n++)
		if (!part_holds(&part, wanted, &before))
			return false;
	return status == H1_MORE && n > 0 &&
	       !(wanted == BYTERANGES_CRLF && p.bare_lf);
}

static bool
is_slice(struct h1_span range, struct h1_span content,
	const struct octets *whole)
{
	uint64_t first, last;

	return read_range(range, &first, &last) && last < whole->len &&
	       last - first + 1 == content.len &&
	       memcmp(whole->at + first, content.at, content.len) == 0;
}

bool
byteranges_are_part_of(const struct h1_head *head, const struct octets *content,
	const struct octets *whole)
{
	enum h1_status status;
	struct parts p;
	struct part part;

	if (!begin_parts(&p, head, content))
		return is_slice(h1_head_field(head, H1_SPAN("Content-Range")),
			(struct h1_span){content->at, content->len}, whole);
	while ((status = next_part(&p, &part)) == H1_OK)
		if (!is_slice(part.range, part.content, whole))
			return false;
	return status == H1_MORE;
}

static bool
has_octet(struct h1_span range, uint64_t octet, uint64_t *last)
{
	uint64_t first;

	return read_range(range, &first, last) && first <= octet &&
	       octet <= *last;
}

/* What stands behind the part, or the one range, that has the octet; else that
 * octet. */
static uint64_t
behind_part_with(const struct h1_head *head, const struct octets *content,
	uint64_t octet)
{
	uint64_t last;
	struct parts p;
	struct part part;

	if (!begin_parts(&p, head, content))
		return has_octet(h1_head_field(head, H1_SPAN("Content-Range")),
			       octet, &last)
			       ? last + 1
			       : octet;
	while (next_part(&p, &part) == H1_OK)
		if (has_octet(part.range, octet, &last))
			return last + 1;
	return octet;
}

static bool
covers(const struct h1_head *head, const struct octets *content, uint64_t first,
	uint64_t last)
{
	while (first <= last) {
		uint64_t next = behind_part_with(head, content, first);

		if (next == first)
			return false;
		first = next;
	}
	return true;
}

bool
byteranges_cover(const struct h1_head *head, const struct octets *content,
	const struct octets *ranges)
{
	struct h1_span rest = {ranges->at, ranges->len};
	uint64_t first, last;

	do {
		if (!read_number(&rest, &first) || !read_octet(&rest, '-') ||
			!read_number(&rest, &last) ||
			!covers(head, content, first, last))
			return false;
	} while (read_octet(&rest, ','));
	return rest.len == 0;
}

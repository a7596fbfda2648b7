/*
 * A path that is decoded has no octets that were not in it or encoded in it,
 * and as many segments as before; a segment that names an entry never leads out
 * of its folder; and a name written as a segment is decoded to itself.
 */

#include "http/path.h"
#include "engine/entry.h"
#include "h1/octet.h"
#include "http/escape.h"
#include "value/host.h"
#include "value/lines.h"

#include <stdlib.h>
#include <string.h>

enum {
	DECODED,
	ENCODED_SLASH,
	CUT,
	NAMES,
	DOT_DOT,
	STORES,
	WRITTEN
};

static struct mark marks[] = {
	[DECODED] = {"a path is decoded", 0},
	[ENCODED_SLASH] = {"an encoded slash or NUL is refused", 0},
	[CUT] = {"what is not pct-encoded is refused", 0},
	[NAMES] = {"a segment names an entry", 0},
	[DOT_DOT] = {"a segment that leads out names none", 0},
	[STORES] = {"a segment names an entry that may be made", 0},
	[WRITTEN] = {"a name is written as a segment", 0},
};

/* The two digits behind a "%", with the C library; -1 if they are none. */
static int
slow_octet(struct h1_span path, size_t i)
{
	static const char digits[] = "0123456789abcdef";
	const char *high, *low;

	if (path.len - i < 3 || path.at[i + 1] == 0 || path.at[i + 2] == 0)
		return -1;
	high = strchr(digits, h1_octet_lower(path.at[i + 1]));
	low = strchr(digits, h1_octet_lower(path.at[i + 2]));
	return high && low ? (int)(16 * (high - digits) + (low - digits)) : -1;
}

/* Follows what was decoded along the path; false where it is to be refused. */
static bool
slow_follow(struct h1_span decoded, struct h1_span path)
{
	size_t n = 0;

	for (size_t i = 0; i < path.len; i++) {
		int octet = path.at[i];

		if (octet == '%') {
			octet = slow_octet(path, i);
			if (octet < 0)
				REACH(CUT);
			if (octet == 0 || octet == '/')
				REACH(ENCODED_SLASH);
			if (octet <= 0 || octet == '/')
				return false;
			i += 2;
		}
		if (decoded.at)
			CHECK(n < decoded.len && decoded.at[n] == octet);
		n++;
	}
	CHECK(!decoded.at || n == decoded.len);
	return true;
}

static bool
is_text(struct h1_span span, const char *text)
{
	return span.len == strlen(text) && memcmp(span.at, text, span.len) == 0;
}

static void
check_segment(struct h1_span segment)
{
	CHECK(!span_has(segment, '/'));
	if (is_text(segment, "..") || is_text(segment, ".") ||
		segment.len == 0) {
		CHECK(!http_path_segment_names(segment));
		if (segment.len == 2)
			REACH(DOT_DOT);
	}
	if (http_path_segment_names(segment)) {
		CHECK(segment.at[0] != '.');
		REACH(NAMES);
	}
	if (http_path_segment_stores(segment)) {
		CHECK(http_path_segment_names(segment));
		CHECK(segment.len <= 255 && !span_has(segment, 0) &&
			!span_has(segment, '\n') && !span_has(segment, '\\') &&
			!span_has(segment, 0x7F) && !span_has(segment, ':'));
		REACH(STORES);
	}
}

/* Segments with a "/" before each are what begins with "/". */
static size_t
check_segments(struct h1_span path)
{
	struct h1_span rest = path, segment;
	const uint8_t *at = path.at;
	size_t n = 0;

	while (http_path_segment_next(&rest, &segment)) {
		CHECK(*at == '/' && segment.at == at + 1);
		at = segment.at + segment.len;
		CHECK(rest.at == at && at + rest.len == path.at + path.len);
		check_segment(segment);
		n++;
	}
	CHECK(path.len == 0 || path.at[0] != '/' || rest.len == 0);
	return n;
}

/* The input as a name: all its octets but those that no name has. */
static void
check_written(struct h1_span name, uint8_t *scratch)
{
	uint8_t *again = scratch + HTTP_ESCAPE_URI_MAX(name.len);
	struct h1_span written = {scratch, http_escape_uri(scratch, name)};
	size_t len;

	CHECK(written.len <= HTTP_ESCAPE_URI_MAX(name.len));
	CHECK(slow_made_of(written, SLOW_UNRESERVED));
	if (span_has(name, '/') || span_has(name, 0))
		return;
	CHECK(http_path_decode(again, &len, written));
	CHECK(h1_span_equal((struct h1_span){again, len}, name));
	REACH(WRITTEN);
}

static void
check_in_place(uint8_t *scratch, struct h1_span decoded, struct h1_span path)
{
	uint8_t *copy = scratch + path.len;
	size_t len;

	if (path.len == 0)
		return;
	memcpy(copy, path.at, path.len);
	CHECK(http_path_decode(copy, &len, (struct h1_span){copy, path.len}));
	CHECK(h1_span_equal((struct h1_span){copy, len}, decoded));
}

static void
check_decoded(struct seen *seen, struct h1_span path, uint8_t *scratch)
{
	struct h1_span decoded = {scratch, 0};

	if (!http_path_decode(scratch, &decoded.len, path)) {
		CHECK(!slow_follow((struct h1_span){NULL, 0}, path));
		return;
	}
	CHECK(decoded.len <= path.len && slow_follow(decoded, path));
	CHECK(check_segments(decoded) == check_segments(path));
	seen_octets(seen, decoded);
	REACH(DECODED);
	check_in_place(scratch, decoded, path);
}

static void
run(struct h1_span input, struct seen *seen)
{
	uint8_t *scratch;

	if (input.len > VALUE_MAX)
		return;
	scratch = malloc(HTTP_ESCAPE_URI_MAX(input.len) + 3 * input.len + 1);
	if (!scratch)
		abort();
	check_decoded(seen, input, scratch);
	check_written(input, scratch);
	free(scratch);
}

const struct entry entry = {run, marks, N(marks)};

/*
 * Whatever is given to it, the writer writes one line that a strict reader takes
 * for what was given, or refuses; it refuses only what such a reader would not
 * take so; and where the room is too small nothing is written.
 */

#include "engine/entry.h"
#include "reader/one_line.h"

#include <stdlib.h>
#include <string.h>

enum {
	REFUSED = LINE_KINDS,
	LINE_END,
	ROOM,
	MARKS
};

static struct mark marks[MARKS] = {
	[LINE_REQUEST] = {"a request-line is written, and read", 0},
	[LINE_STATUS] = {"a status-line is written, and read", 0},
	[LINE_FIELD] = {"a field line is written, and read", 0},
	[LINE_NUMBER] = {"a field line with a number is written, and read", 0},
	[LINE_CHUNK] = {"a chunk header is written, and read", 0},
	[REFUSED] = {"a line is refused, and would not be read so", 0},
	[LINE_END] = {"a line end in it is refused", 0},
	[ROOM] = {"room that is too small stays as it is", 0},
};

/* What stands in room that was not written to. */
#define UNTOUCHED 0xA5

/* Longer lines are written into some rooms only. */
#define ALL_ROOMS_MAX 96

static uint8_t *
untouched(size_t len)
{
	uint8_t *at = malloc(len ? len : 1);

	if (!at)
		abort();
	memset(at, UNTOUCHED, len);
	return at;
}

/* CR and LF stand at the end, and nowhere else. */
static bool
is_one_line(struct h1_span text)
{
	size_t i;

	for (i = 0; i + 2 < text.len; i++)
		if (text.at[i] == '\r' || text.at[i] == '\n')
			return false;
	return text.len >= 2 && text.at[i] == '\r' && text.at[i + 1] == '\n';
}

static bool
has_line_end(struct h1_span text)
{
	return h1_scan_until(text.at, text.at + text.len, H1_LINE_END) !=
	       text.at + text.len;
}

static void
check_room(const struct line *line, size_t room)
{
	uint8_t *at = untouched(room);
	struct h1_out out = {at, at + room};
	struct h1_error err;
	size_t i;

	CHECK(line_write(&out, line, &err) == H1_MORE);
	CHECK(out.at == at && out.end == at + room);
	for (i = 0; i < room; i++)
		CHECK(at[i] == UNTOUCHED);
	REACH(ROOM);
	free(at);
}

static void
check_written(const struct line *line, struct h1_span text)
{
	size_t room;

	CHECK(is_one_line(text));
	if (line->kind == LINE_STATUS)
		CHECK(line->status >= 100 && line->status <= 599);
	CHECK(line_reads_as(line, text));
	for (room = 0; room < text.len; room++)
		if (room < ALL_ROOMS_MAX || room == text.len - 1)
			check_room(line, room);
	REACH(line->kind);
}

/* A reader takes any three digits for a status, and a writer does not. */
static void
check_refused(const struct line *line, const struct h1_error *err)
{
	size_t room = line->a.len + line->b.len + LINE_ROOM;
	uint8_t *at = untouched(room);
	struct h1_out out = {at, at + room};

	CHECK(err->code > H1_E_NONE && err->code < H1_E_COUNT);
	CHECK(err->off <= line->a.len || err->off <= line->b.len);
	line_write_blindly(&out, line);
	if (err->code != H1_E_STATUS_CODE)
		CHECK(!line_reads_as(line, h1_span_between(at, out.at)));
	else
		CHECK(line->status < 100 || line->status > 599);
	free(at);
	REACH(REFUSED);
	if (has_line_end(line->a) || has_line_end(line->b))
		REACH(LINE_END);
}

static void
check_line(const struct line *line, struct seen *seen)
{
	size_t room = line->a.len + line->b.len + LINE_ROOM, i;
	uint8_t *at = untouched(room);
	struct h1_out out = {at, at + room};
	struct h1_error err = {H1_E_NONE, 0};
	enum h1_status st = line_write(&out, line, &err);

	CHECK(st == H1_OK || st == H1_ERROR);
	for (i = (size_t)(out.at - at); i < room; i++)
		CHECK(at[i] == UNTOUCHED);
	if (st == H1_OK)
		check_written(line, h1_span_between(at, out.at));
	else
		check_refused(line, &err);
	seen_number(seen, st);
	seen_number(seen, err.code);
	seen_number(seen, err.off);
	seen_octets(seen, h1_span_between(at, out.at));
	free(at);
}

/*
 * Parameters: kind of line; where `a` ends; HTTP/1.minor; status
 * and number, of two octets and a shift.
 */
static void
run(struct h1_span input, struct seen *seen)
{
	struct line line;
	size_t cut;

	line.kind = (enum line_kind)entry_parameter(&input, LINE_KINDS);
	cut = entry_parameter(&input, 256);
	line.minor = entry_parameter(&input, 12);
	line.status = entry_parameter(&input, 4) << 8;
	line.status |= entry_parameter(&input, 256);
	line.number = (uint64_t)line.status << entry_parameter(&input, 64);
	if (cut > input.len)
		cut = input.len;
	if (line.kind == LINE_STATUS || line.kind == LINE_CHUNK)
		cut = 0;
	if (line.kind == LINE_NUMBER)
		cut = input.len;
	line.a = (struct h1_span){input.at, cut};
	line.b = (struct h1_span){input.at + cut, input.len - cut};
	check_line(&line, seen);
}

const struct entry entry = {run, marks, N(marks)};

#ifndef H1_LINE_H
#define H1_LINE_H

#include "h1/base.h"
#include "h1/reader.h"

/*
 * How lines are read: octet by octet, one state per part of the line, so that
 * each octet is looked at once however the line arrives, and is refused at once
 * if no continuation can mend it. For the library alone.
 *
 * A kind of line is a table of states; state 0 is before its first octet. The
 * fast pass (pass.h) is a short cut past these states, never another rule.
 */

/* One call of the reader. */
struct h1_line {
	struct h1_reader *reader;
	struct h1_head *head;	  /* start-line */
	struct h1_fields *fields; /* field line */
	struct h1_chunk *chunk;	  /* chunk header */
	const uint8_t *base;	  /* offsets count from here */
	const uint8_t *end;	  /* of what has arrived */
	const uint8_t *stop;	  /* of what the state at hand may take */
	unsigned lenient;
	struct h1_error *err;
};

/*
 * A state takes one octet or more, sets reader->part to the state in which the
 * next one is read, and gives its place; or it refuses and gives NULL.
 */
typedef const uint8_t *(*h1_line_state)(struct h1_line *line,
	const uint8_t *at);

/* The part of a reader whose line end was taken. */
#define H1_LINE_DONE 0xFF

/*
 * Begins a line at `off` that may have `max` octets without its line end. A
 * longer one is refused by position, whatever stands beyond.
 */
static inline void
h1_line_begin(struct h1_reader *reader, size_t off, size_t max,
	enum h1_code too_long)
{
	reader->line = off;
	reader->seen = off;
	reader->cap = off + max;
	reader->too_long = too_long;
	reader->part = 0;
}

/*
 * Runs the states over what has arrived.
 *
 * H1_OK:    the line and its end were taken; reader->seen is behind them.
 * H1_MORE:  all was taken, and the line can be continued.
 * H1_ERROR: off from line->base.
 */
enum h1_status h1_line_run(struct h1_line *line, const h1_line_state *states);

/* Refuses the octet at `at`; LF is the same defect wherever it stands. */
const uint8_t *
h1_line_refuse(struct h1_line *line, enum h1_code code, const uint8_t *at);

/* Refuses the octet before that at `at`, which shows it to be wrong. */
const uint8_t *
h1_line_refuse_last(struct h1_line *line, enum h1_code code, const uint8_t *at);

/* Takes the octet at `at` and goes on in `part`. */
static inline const uint8_t *
h1_line_go(struct h1_line *line, unsigned part, const uint8_t *at)
{
	line->reader->part = (uint8_t)part;
	return at + 1;
}

/*
 * All was taken, and the next octets may be as well while they are in one of
 * `classes`: the reader need not ask the state about them.
 */
static inline const uint8_t *
h1_line_rest(struct h1_line *line, uint32_t classes)
{
	line->reader->run = classes;
	return line->stop;
}

/* Goes on in `part` with the same octet. */
static inline const uint8_t *
h1_line_again(struct h1_line *line, unsigned part, const uint8_t *at)
{
	line->reader->part = (uint8_t)part;
	return at;
}

/* Whether a flag is given; then it is noted as needed. */
static inline bool
h1_line_tolerates(struct h1_line *line, unsigned flag)
{
	if (!(line->lenient & flag))
		return false;
	line->reader->tolerated |= flag;
	return true;
}

/* Octets from line->base. */
static inline uint32_t
h1_line_off(const struct h1_line *line, const uint8_t *at)
{
	return (uint32_t)(at - line->base);
}

/* Whether the octet before that at `at`, which does not begin a line, is CR. */
static inline bool
h1_line_behind_cr(const uint8_t *at)
{
	return at[-1] == '\r';
}

#endif

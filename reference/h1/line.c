#include "h1/line.h"

#include "h1/lenient.h"
#include "h1/refuse.h"

/* Gives NULL; only a fault goes on, at `next`, in the same part. */
static const uint8_t *
refuse(struct h1_line *line, enum h1_code code, const uint8_t *at,
	const uint8_t *next)
{
	size_t off = (size_t)(at - line->base);

	return h1_refuse(line->err, code, off) == H1_ERROR ? NULL : next;
}

const uint8_t *
h1_line_refuse(struct h1_line *line, enum h1_code code, const uint8_t *at)
{
	if (*at == '\n' && !(line->lenient & H1_LENIENT_BARE_LF))
		code = H1_E_BARE_LF;
	return refuse(line, code, at, at + 1);
}

const uint8_t *
h1_line_refuse_last(struct h1_line *line, enum h1_code code, const uint8_t *at)
{
	return refuse(line, code, at - 1, at + 1);
}

/*
 * Behind the longest line only its end can stand. Where CR may be something
 * else than that, the octet behind it decides.
 */
static enum h1_status
at_limit(struct h1_line *line, const uint8_t *at)
{
	const unsigned cr_is_space =
		H1_LENIENT_BARE_CR | H1_LENIENT_WS_START_LINE;
	const struct h1_reader *reader = line->reader;
	const uint8_t *cap = line->base + reader->cap;
	bool cr_ends = !(line->lenient & cr_is_space);

	/* beyond the limit only what a CR at it has led to is asked about */
	if (*at == '\n' || at > cap)
		return H1_OK;
	if (*at == '\r') {
		if (cr_ends)
			return H1_OK;
		if (at + 1 == line->end)
			return H1_MORE;
		if (at[1] == '\n')
			return H1_OK;
	}
	return h1_refuse(line->err, reader->too_long, reader->cap);
}

enum h1_status
h1_line_run(struct h1_line *line, const h1_line_state *states)
{
	struct h1_reader *reader = line->reader;
	const uint8_t *at = line->base + reader->seen;
	const uint8_t *cap = line->base + reader->cap;
	enum h1_status st = H1_MORE;

	reader->run = 0;
	line->stop = line->end < cap ? line->end : cap;
	while (at != line->end) {
		if (at >= line->stop) {
			st = at_limit(line, at);
			if (st != H1_OK)
				break;
			line->stop = at + 1;
			reader->run = 0;
		}
		at = states[reader->part](line, at);
		if (!at)
			return H1_ERROR;
		if (reader->part == H1_LINE_DONE) {
			reader->run = 0;
			st = H1_OK;
			break;
		}
		st = H1_MORE;
	}
	reader->seen = (size_t)(at - line->base);
	return st;
}

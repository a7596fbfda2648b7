#include "h1/line.h"

#include "h1/error.h"
#include "h1/lenient.h"

void
h1_line_begin(struct h1_reader *reader, size_t off, size_t max,
	enum h1_code too_long)
{
	reader->line = off;
	reader->seen = off;
	reader->line_max = max;
	reader->too_long = too_long;
	reader->part = 0;
}

const uint8_t *
h1_line_refuse(struct h1_line *line, enum h1_code code, const uint8_t *at)
{
	if (*at == '\n' && !(line->lenient & H1_LENIENT_BARE_LF))
		code = H1_E_BARE_LF;
	h1_refuse(line->err, code, (size_t)(at - line->base));
	return NULL;
}

/*
 * Behind the longest line only its end can stand. Where CR may be something
 * else than that, the octet behind it decides.
 */
static enum h1_status
at_limit(struct h1_line *line, const uint8_t *at, size_t n)
{
	const unsigned cr_is_space =
		H1_LENIENT_BARE_CR | H1_LENIENT_WS_START_LINE;

	if (*at == '\n' || (n > line->reader->line_max && at[-1] == '\r' &&
				   !(line->lenient & cr_is_space)))
		return H1_OK;
	if (*at == '\r' && n == line->reader->line_max) {
		if (!(line->lenient & cr_is_space))
			return H1_OK;
		if (at + 1 == line->end)
			return H1_MORE;
		if (at[1] == '\n')
			return H1_OK;
	}
	return h1_refuse(line->err, line->reader->too_long,
		line->reader->line + line->reader->line_max);
}

enum h1_status
h1_line_run(struct h1_line *line, const h1_line_state *states)
{
	struct h1_reader *reader = line->reader;
	const uint8_t *start = line->base + reader->line;
	const uint8_t *at = line->base + reader->seen;
	enum h1_status st;

	line->stop = line->end;
	if ((size_t)(line->end - start) > reader->line_max)
		line->stop = start + reader->line_max;
	while (at != line->end) {
		if (at >= line->stop) {
			st = at_limit(line, at, (size_t)(at - start));
			if (st == H1_ERROR)
				return H1_ERROR;
			if (st == H1_MORE)
				break;
			line->stop = at + 1;
		}
		at = states[reader->part](line, at);
		if (!at)
			return H1_ERROR;
		if (reader->part == H1_LINE_DONE) {
			reader->seen = (size_t)(at - line->base);
			return H1_OK;
		}
	}
	reader->seen = (size_t)(at - line->base);
	return H1_MORE;
}

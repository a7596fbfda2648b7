#include "report/pieces.h"

#include <string.h>

/* The longest thing whose repetition is looked for: a long field line. */
#define PERIOD_MAX 128

/* So many equal neighbours make a repetition, if they are long enough. */
#define TIMES_MIN 4

/* Looking for runs in what has none is slow: a reader can stop in between. */
#define LITERAL_MAX 4096

/* How many octets from `pos` repeat the `period` octets before them. */
static size_t
repeats(const uint8_t *at, size_t len, size_t pos, size_t period)
{
	size_t n = 0;

	while (pos + period + n < len && at[pos + n] == at[pos + period + n])
		n++;
	return n;
}

/* The shortest period of a run that starts at `pos`, and the run's length. */
static size_t
find_period(const uint8_t *at, size_t len, size_t pos, size_t *run)
{
	for (size_t p = 1; p <= PERIOD_MAX && pos + p < len; p++) {
		if (at[pos] != at[pos + p])
			continue;
		*run = p + repeats(at, len, pos, p);
		if (*run >= PIECES_RUN_MIN && *run / p >= TIMES_MIN)
			return p;
	}
	return 0;
}

/*
 * A run of lines also runs from the middle of the line before it; it is read
 * better from where a line begins.
 */
static size_t
to_line_start(const uint8_t *at, size_t pos, size_t period)
{
	if (pos == 0 || at[pos - 1] == '\n')
		return pos;
	for (size_t i = pos; i < pos + period; i++)
		if (at[i] == '\n')
			return i + 1;
	return pos;
}

/* Whether a run starts at `pos`; it may be told to start a little later. */
static bool
run_at(const uint8_t *at, size_t len, size_t pos, struct piece *out)
{
	size_t run;
	size_t period = find_period(at, len, pos, &run);
	size_t start;

	if (period == 0)
		return false;
	start = to_line_start(at, pos, period);
	*out = (struct piece){start, period, (run - (start - pos)) / period};
	return true;
}

/* The start of the next run, or where the literal before it is long enough. */
static size_t
literal_end(const uint8_t *at, size_t len, size_t pos, struct piece *run)
{
	size_t max = len - pos > LITERAL_MAX ? pos + LITERAL_MAX : len;

	for (size_t i = pos; i < max; i++)
		if (run_at(at, len, i, run))
			return run->off;
	return max;
}

bool
pieces_next(const uint8_t *at, size_t len, size_t *pos, struct piece *out)
{
	size_t begin = *pos;
	size_t end;

	if (begin >= len)
		return false;
	end = literal_end(at, len, begin, out);
	if (end == begin) {
		*pos = begin + out->len * out->times;
		return true;
	}
	*out = (struct piece){begin, end - begin, 1};
	*pos = end;
	return true;
}

size_t
pieces_line(const uint8_t *at, size_t len, bool (*is_plain)(uint8_t),
	size_t escape, size_t width)
{
	size_t column = 0;
	size_t n = 0;

	while (n < len && column < width) {
		column += is_plain(at[n]) ? 1 : escape;
		if (at[n++] == '\n')
			break;
	}
	return n;
}

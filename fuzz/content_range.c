/*
 * A Content-Range is read exactly if its numbers are in order and fit, which
 * a slow reader compares as text; and written of what was read, it is the same.
 */

#include "client/content_range.h"
#include "engine/entry.h"
#include "h1/cursor.h"
#include "value/lines.h"
#include "value/number.h"
#include "value/text.h"

#include <strings.h>

enum {
	COMPLETE,
	UNKNOWN_LENGTH,
	UNSATISFIED,
	BACKWARDS,
	OVERFLOW,
	SYNTAX,
	FOUND,
	TWICE
};

static struct mark marks[] = {
	[COMPLETE] = {"a range and a length are read", 0},
	[UNKNOWN_LENGTH] = {"a range without a length is read", 0},
	[UNSATISFIED] = {"a length without a range is read", 0},
	[BACKWARDS] = {"numbers out of order are refused", 0},
	[OVERFLOW] = {"a number beyond 64 bits is refused", 0},
	[SYNTAX] = {"what is no Content-Range is refused", 0},
	[FOUND] = {"it is found in a field section", 0},
	[TWICE] = {"two field lines are refused", 0},
};

/* Takes what stands before the octet, and it. */
static bool
cut(struct h1_span *in, uint8_t octet, struct h1_span *front)
{
	for (size_t i = 0; i < in->len; i++) {
		if (in->at[i] != octet)
			continue;
		*front = (struct h1_span){in->at, i};
		*in = (struct h1_span){in->at + i + 1, in->len - i - 1};
		return true;
	}
	return false;
}

static bool
fits(struct h1_span digits, uint64_t max)
{
	if (!number_is_digits(digits)) {
		REACH(SYNTAX);
		return false;
	}
	if (!number_at_most(digits, max)) {
		REACH(OVERFLOW);
		return false;
	}
	return true;
}

/* The parts as they stand there; "*" for what is not known. */
struct parts {
	struct h1_span first, last, complete;
	bool satisfied, known;
};

static bool
slow_parts(struct parts *p, struct h1_span in)
{
	struct h1_span range;

	if (in.len < 6 || strncasecmp((const char *)in.at, "bytes ", 6) != 0)
		return false;
	in = (struct h1_span){in.at + 6, in.len - 6};
	if (!cut(&in, '/', &range))
		return false;
	p->complete = in;
	p->known = !h1_span_equal(in, H1_SPAN("*"));
	p->satisfied = !h1_span_equal(range, H1_SPAN("*"));
	p->last = range;
	return !p->satisfied || cut(&p->last, '-', &p->first);
}

static bool
slow_read(struct parts *p, struct h1_span in)
{
	if (!slow_parts(p, in) || (!p->satisfied && !p->known)) {
		REACH(SYNTAX);
		return false;
	}
	if (p->known && !fits(p->complete, UINT64_MAX))
		return false;
	if (!p->satisfied)
		return true;
	if (!fits(p->first, UINT64_MAX) || !fits(p->last, UINT64_MAX - 1))
		return false;
	if (!number_at_most(p->first, number_capped(p->last, UINT64_MAX)) ||
		(p->known && number_at_most(p->complete,
				     number_capped(p->last, UINT64_MAX)))) {
		REACH(BACKWARDS);
		return false;
	}
	return true;
}

static void
add_or_star(struct text *text, bool known, uint64_t number)
{
	if (known)
		text_add_number(text, number);
	else
		text_add(text, H1_SPAN("*"));
}

static void
check_written(const struct client_content_range *range)
{
	struct text text = {.len = 0};
	struct client_content_range again;

	text_add(&text, H1_SPAN("bytes "));
	add_or_star(&text, range->satisfied, range->first);
	if (range->satisfied) {
		text_add(&text, H1_SPAN("-"));
		text_add_number(&text, range->last);
	}
	text_add(&text, H1_SPAN("/"));
	add_or_star(&text, range->complete_known, range->complete);
	CHECK(client_content_range_read(&again, text_span(&text)));
	CHECK(again.satisfied == range->satisfied &&
		again.complete_known == range->complete_known &&
		again.first == range->first && again.last == range->last &&
		again.complete == range->complete);
}

static void
check_read(struct seen *seen, const struct client_content_range *range,
	const struct parts *p)
{
	CHECK(range->satisfied == p->satisfied);
	CHECK(range->complete_known == p->known);
	CHECK(!p->satisfied || (number_equals(p->first, range->first) &&
				       number_equals(p->last, range->last)));
	CHECK(!p->known || number_equals(p->complete, range->complete));
	REACH(!p->satisfied ? UNSATISFIED
		: p->known  ? COMPLETE
			    : UNKNOWN_LENGTH);
	seen_number(seen, range->first);
	seen_number(seen, range->complete);
}

static void
check_section(struct h1_span value, bool good)
{
	struct client_content_range range;
	struct text text = {.len = 0};
	struct lines lines;

	if (span_has(value, '\n') || value.len == 0 ||
		value.len != h1_span_trim(value).len)
		return;
	text_add(&text, H1_SPAN("A: b\nContent-RANGE: "));
	text_add(&text, value);
	lines_read(&lines, text_span(&text));
	CHECK(client_content_range_find(&range, &lines.fields) == good);
	if (good)
		REACH(FOUND);
	text_add(&text, H1_SPAN("\ncontent-range: bytes 0-0/1"));
	lines_read(&lines, text_span(&text));
	CHECK(!client_content_range_find(&range, &lines.fields));
	REACH(TWICE);
}

static void
run(struct h1_span input, struct seen *seen)
{
	struct client_content_range range;
	struct parts parts = {.known = false};
	bool good;

	if (input.len > VALUE_MAX)
		return;
	good = client_content_range_read(&range, input);
	CHECK(good == slow_read(&parts, input));
	if (good) {
		check_read(seen, &range, &parts);
		check_written(&range);
	}
	check_section(input, good);
}

const struct entry entry = {run, marks, N(marks)};

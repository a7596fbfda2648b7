/*
 * The ranges that come of a Range field are the octets that a slow reader
 * marks one by one, each run of them once, in the order in which they were
 * asked for; what is passed over is passed over for a reason.
 */

#include "http/range.h"
#include "client/content_range.h"
#include "engine/entry.h"
#include "h1/list.h"
#include "value/lines.h"
#include "value/number.h"

enum {
	ONE,
	SEVERAL,
	SUFFIX,
	MERGED,
	TURNED,
	UNSATISFIABLE,
	NO_RANGES,
	TOO_MANY,
	OVERLAPS,
	NOT_WORTH,
	GREATEST
};

static struct mark marks[] = {
	[ONE] = {"one range is read", 0},
	[SEVERAL] = {"several ranges are read", 0},
	[SUFFIX] = {"a suffix-range is read", 0},
	[MERGED] = {"ranges that overlap or touch become one", 0},
	[TURNED] = {"ranges stay in the order of the request", 0},
	[UNSATISFIABLE] = {"no range can be satisfied", 0},
	[NO_RANGES] = {"what is no set of ranges is passed over", 0},
	[TOO_MANY] = {"too many ranges are passed over", 0},
	[OVERLAPS] = {"many overlaps are passed over", 0},
	[NOT_WORTH] = {"ranges as long as the whole are passed over", 0},
	[GREATEST] = {"a length of nearly 64 bits is used", 0},
};

/* Representations of which each octet is marked are no longer than this. */
#define LENGTH_MAX ((size_t)4096)

/* About what a part takes beside its octets. */
#define PART_EXTRA ((size_t)80)

/* What a slow reader makes of a value. */
struct slow {
	size_t length;
	size_t n_specs, n_satisfiable, n_overlaps;
	bool broken;
	uint8_t first_spec[LENGTH_MAX]; /* that wants this octet, from 1 */
	size_t from[HTTP_RANGES_MAX], to[HTTP_RANGES_MAX];
};

static void
slow_want(struct slow *slow, size_t from, size_t to)
{
	size_t n = slow->n_satisfiable++;

	if (n >= HTTP_RANGES_MAX)
		return;
	for (size_t i = 0; i < n; i++)
		slow->n_overlaps += from < slow->to[i] && slow->from[i] < to;
	slow->from[n] = from;
	slow->to[n] = to;
	for (size_t i = from; i < to; i++)
		if (slow->first_spec[i] == 0)
			slow->first_spec[i] = (uint8_t)(n + 1);
}

static void
slow_suffix(struct slow *slow, struct h1_span digits)
{
	size_t n = (size_t)number_capped(digits, slow->length);

	if (number_equals(digits, 0))
		return;
	/* there is no way to say of nothing that it is all */
	if (slow->length == 0)
		slow->broken = true;
	else
		slow_want(slow, slow->length - n, slow->length);
	REACH(SUFFIX);
}

/* Whether it ends before it begins, which makes it invalid; what is beyond 64
 * bits is taken for the same number, as good as infinite. */
static bool
is_backwards(struct h1_span first, struct h1_span last)
{
	return number_capped(last, UINT64_MAX) <
	       number_capped(first, UINT64_MAX);
}

static void
slow_from_to(struct slow *slow, struct h1_span first, struct h1_span last)
{
	size_t from = (size_t)number_capped(first, slow->length);
	size_t to = slow->length;

	if (last.len > 0) {
		if (!number_is_digits(last) || is_backwards(first, last)) {
			slow->broken = true;
			return;
		}
		to = (size_t)number_capped(last, slow->length);
		to += to < slow->length;
	}
	if (from < slow->length)
		slow_want(slow, from, to);
}

static void
slow_spec(struct slow *slow, struct h1_span spec)
{
	size_t dash = 0;

	slow->n_specs++;
	while (dash < spec.len && spec.at[dash] != '-')
		dash++;
	struct h1_span first = {spec.at, dash}, last = {NULL, 0};

	if (dash < spec.len)
		last = (struct h1_span){
			spec.at + dash + 1, spec.len - dash - 1};
	if (dash == spec.len || !number_is_digits(first.len > 0 ? first : last))
		slow->broken = true;
	else if (first.len == 0)
		slow_suffix(slow, last);
	else
		slow_from_to(slow, first, last);
}

static void
slow_read(struct slow *slow, struct h1_span value, size_t length)
{
	struct h1_span unit = {value.at, 6}, rest, spec;

	*slow = (struct slow){.length = length};
	if (value.len < 6 || !h1_span_equal_nocase(unit, H1_SPAN("BYTES="))) {
		slow->broken = true;
		return;
	}
	rest = (struct h1_span){value.at + 6, value.len - 6};
	while (h1_list_next(&rest, &spec))
		slow_spec(slow, spec);
	slow->broken |= slow->n_specs == 0;
}

/* The run of wanted octets that begins at *i or behind. */
static bool
slow_run(const struct slow *slow, size_t *i, struct http_range *run,
	unsigned *spec)
{
	while (*i < slow->length && slow->first_spec[*i] == 0)
		++*i;
	if (*i == slow->length)
		return false;
	run->first = *i;
	for (*spec = 255; *i < slow->length && slow->first_spec[*i]; ++*i)
		if (slow->first_spec[*i] < *spec)
			*spec = slow->first_spec[*i];
	run->last = *i - 1;
	return true;
}

static size_t
slow_sum(const struct slow *slow, size_t *n_runs)
{
	struct http_range run;
	size_t i = 0, sum = 0;
	unsigned spec;

	for (*n_runs = 0; slow_run(slow, &i, &run, &spec); ++*n_runs)
		sum += (size_t)(run.last - run.first + 1);
	return sum;
}

/* Why all of it is to be sent. */
static bool
slow_whole(const struct slow *slow)
{
	size_t n_runs, sum = slow_sum(slow, &n_runs);

	if (slow->broken)
		REACH(NO_RANGES);
	else if (slow->n_specs > HTTP_RANGES_MAX)
		REACH(TOO_MANY);
	else if (slow->n_overlaps > 1)
		REACH(OVERLAPS);
	else if (n_runs > 1 && sum + n_runs * PART_EXTRA >= slow->length)
		REACH(NOT_WORTH);
	else
		return false;
	return true;
}

/* The run that the lowest number above *spec asked for first. */
static bool
next_asked(const struct slow *slow, struct http_range *next, unsigned *spec)
{
	struct http_range run;
	unsigned of_run, best = 255;
	size_t i = 0;

	while (slow_run(slow, &i, &run, &of_run)) {
		if (of_run <= *spec || of_run >= best)
			continue;
		best = of_run;
		*next = run;
	}
	*spec = best;
	return best < 255;
}

static void
check_ranges(const struct slow *slow, const struct http_ranges *ranges)
{
	struct http_range next;
	unsigned spec = 0;

	for (size_t i = 0; i < ranges->n; i++) {
		CHECK(next_asked(slow, &next, &spec));
		CHECK(ranges->at[i].first == next.first &&
			ranges->at[i].last == next.last);
		if (i > 0 && ranges->at[i].first < ranges->at[i - 1].first)
			REACH(TURNED);
	}
	CHECK(!next_asked(slow, &next, &spec));
	REACH(ranges->n > 1 ? SEVERAL : ONE);
	if (ranges->n < slow->n_satisfiable)
		REACH(MERGED);
}

static void
check_short(const struct http_ranges *ranges, enum http_range_result result,
	struct h1_span value, size_t length)
{
	struct slow slow;

	slow_read(&slow, value, length);
	if (slow_whole(&slow)) {
		CHECK(result == HTTP_RANGE_WHOLE);
	} else if (slow.n_satisfiable == 0) {
		CHECK(result == HTTP_RANGE_UNSATISFIABLE);
		REACH(UNSATISFIABLE);
	} else {
		CHECK(result == HTTP_RANGE_PART);
		check_ranges(&slow, ranges);
	}
}

/* Each range lies within the length, has a gap to each other, and is written
 * so that a client reads it. */
static void
check_any(struct seen *seen, const struct http_ranges *ranges, uint64_t length)
{
	uint8_t text[HTTP_RANGE_VALUE_MAX];
	struct client_content_range read;

	CHECK(ranges->n >= 1 && ranges->n <= HTTP_RANGES_MAX);
	for (size_t i = 0; i < ranges->n; i++) {
		const struct http_range *a = &ranges->at[i];

		CHECK(a->first <= a->last && a->last < length);
		for (size_t k = 0; k < i; k++)
			CHECK(ranges->at[k].last + 1 < a->first ||
				a->last + 1 < ranges->at[k].first);
		CHECK(client_content_range_read(&read,
			(struct h1_span){
				text, http_range_write(text, a, length)}));
		CHECK(read.first == a->first && read.last == a->last &&
			read.complete == length && read.satisfied);
		seen_number(seen, a->first);
		seen_number(seen, a->last);
	}
}

/* The last octet says how long the representation is. */
static void
run(struct h1_span input, struct seen *seen)
{
	unsigned parameter = entry_parameter(&input, 256);
	uint64_t length = parameter < 250 ? (uint64_t)16 * parameter
					  : UINT64_MAX - (parameter - 250);
	struct http_ranges ranges = {.n = 0};
	enum http_range_result result;

	if (input.len > VALUE_MAX)
		return;
	result = http_ranges_read(&ranges, input, length);
	CHECK((result == HTTP_RANGE_PART) == (ranges.n > 0));
	if (result == HTTP_RANGE_PART)
		check_any(seen, &ranges, length);
	if (length < LENGTH_MAX)
		check_short(&ranges, result, input, (size_t)length);
	else if (result == HTTP_RANGE_PART)
		REACH(GREATEST);
	seen_number(seen, result);
}

const struct entry entry = {run, marks, N(marks)};

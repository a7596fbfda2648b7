#include "client/content_range.h"

#include "h1/cursor.h"
#include "h1/error.h"
#include "h1/framing.h"
#include "h1/octet.h"

/* 1*DIGIT that fits into 64 bits. */
static bool
number(struct h1_cur *cur, uint64_t *n)
{
	struct h1_error err;

	return h1_content_length_read(n, h1_cur_run(cur, H1_DIGIT), &err) ==
	       H1_OK;
}

/* first-pos "-" last-pos / "*" */
static bool
part(struct client_content_range *range, struct h1_cur *cur)
{
	range->satisfied = !h1_cur_octet(cur, '*');
	if (!range->satisfied)
		return true;
	return number(cur, &range->first) && h1_cur_octet(cur, '-') &&
	       number(cur, &range->last);
}

static bool
complete(struct client_content_range *range, struct h1_cur *cur)
{
	range->complete_known = !h1_cur_octet(cur, '*');
	return !range->complete_known || number(cur, &range->complete);
}

static bool
valid(const struct client_content_range *range)
{
	if (!range->satisfied)
		return range->complete_known;
	/* the length up to there has to be a number, too */
	return range->first <= range->last && range->last < UINT64_MAX &&
	       (!range->complete_known || range->last < range->complete);
}

bool
client_content_range_read(struct client_content_range *range, struct h1_span in)
{
	struct client_content_range r = {.satisfied = false};
	struct h1_cur cur = h1_cur_over(in);
	struct h1_span unit;

	if (!h1_cur_token(&cur, &unit) ||
		!h1_span_equal_nocase(unit, H1_SPAN("bytes")) ||
		!h1_cur_octet(&cur, ' ') || !part(&r, &cur) ||
		!h1_cur_octet(&cur, '/') || !complete(&r, &cur) ||
		!h1_cur_at_end(&cur) || !valid(&r))
		return false;
	*range = r;
	return true;
}

bool
client_content_range_find(struct client_content_range *range,
	const struct h1_fields *fields)
{
	size_t i = h1_field_find(fields, H1_SPAN("content-range"), 0);

	return i < fields->n &&
	       h1_field_find(fields, H1_SPAN("content-range"), i + 1) ==
		       fields->n &&
	       client_content_range_read(range, h1_field_value(fields, i));
}

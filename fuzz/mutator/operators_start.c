#include "mutator/operators.h"

#include <string.h>

struct start {
	struct range parts[3];
	bool status_line;
};

static bool
find_start(struct start *start, struct draft *draft,
	const struct outline *outline)
{
	const struct part *line =
		outline_pick(outline, draft, PART_BIT(PART_START_LINE));

	if (!line)
		return false;
	start->status_line = line->text.len >= 5 &&
			     !memcmp(draft->at + line->text.off, "HTTP/", 5);
	start_line_parts(draft, line, start->parts);
	return true;
}

/* status-code SP reason-phrase, which may hold SP. */
static struct range
status_part(const struct start *start)
{
	return range_between(range_end(start->parts[0]),
		range_end(start->parts[2]));
}

static bool
replace_status(struct draft *draft, const struct start *start)
{
	struct range range = status_part(start);

	if (range.len) {
		range.off++;
		range.len--;
	}
	return draft_replace(draft, range, word_any(&draft->dice, WORD_STATUS));
}

bool
operator_method(struct draft *draft, const struct outline *outline)
{
	struct start start;

	if (!find_start(&start, draft, outline))
		return false;
	return draft_replace(draft, start.parts[0],
		word_any(&draft->dice,
			start.status_line ? WORD_VERSION : WORD_METHOD));
}

bool
operator_target(struct draft *draft, const struct outline *outline)
{
	struct start start;

	if (!find_start(&start, draft, outline))
		return false;
	if (start.status_line)
		return replace_status(draft, &start);
	return draft_replace(draft, start.parts[1],
		word_any(&draft->dice, WORD_TARGET));
}

bool
operator_version(struct draft *draft, const struct outline *outline)
{
	struct start start;

	if (!find_start(&start, draft, outline))
		return false;
	return draft_replace(draft, start.parts[2],
		word_any(&draft->dice,
			start.status_line ? WORD_VALUE : WORD_VERSION));
}

bool
operator_start_separator(struct draft *draft, const struct outline *outline)
{
	struct start start;
	unsigned which;
	struct range gap;

	if (!find_start(&start, draft, outline))
		return false;
	which = dice_below(&draft->dice, 4);
	if (which < 2)
		gap = range_between(range_end(start.parts[which]),
			start.parts[which + 1].off);
	else
		gap = (struct range){which == 2 ? start.parts[0].off
						: range_end(start.parts[2]),
			0};
	return draft_replace(draft, gap,
		word_any(&draft->dice, WORD_SEPARATOR));
}

bool
operator_start_part(struct draft *draft, const struct outline *outline)
{
	struct start start;
	struct range part;

	if (!find_start(&start, draft, outline))
		return false;
	part = start.parts[dice_below(&draft->dice, 3)];
	switch (dice_below(&draft->dice, 3)) {
	case 0:
		draft_delete(draft, part);
		return part.len > 0;
	case 1:
		return draft_copy(draft, range_end(part), part);
	default:
		return draft_copy(draft,
			start.parts[dice_below(&draft->dice, 3)].off, part);
	}
}

bool
operator_kind(struct draft *draft, const struct outline *outline)
{
	struct start start;
	struct range all;

	if (!find_start(&start, draft, outline))
		return false;
	all = range_between(start.parts[0].off, range_end(start.parts[2]));
	return draft_replace(draft, all,
		start.status_line ? TEXT("GET / HTTP/1.1")
				  : TEXT("HTTP/1.1 200 OK"));
}

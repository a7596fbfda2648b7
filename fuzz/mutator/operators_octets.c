#include "mutator/operators.h"

#include <string.h>

static size_t
any_place(struct draft *draft)
{
	return dice_below(&draft->dice, draft->len + 1);
}

static bool
is_token(uint8_t octet)
{
	return octet > ' ' && !strchr("\x7F\"(),/:;<=>?@[\\]{}", octet);
}

/* The token at, or next behind, some place. */
static bool
find_token(struct range *token, struct draft *draft)
{
	size_t off = any_place(draft), end;

	while (off < draft->len && !is_token(draft->at[off]))
		off++;
	while (off > 0 && off < draft->len && is_token(draft->at[off - 1]))
		off--;
	for (end = off; end < draft->len && is_token(draft->at[end]); end++)
		;
	*token = range_between(off, end);
	return token->len > 0;
}

bool
operator_octet_insert(struct draft *draft, const struct outline *outline)
{
	struct text octet = word_any(&draft->dice, WORD_OCTET);
	struct range token;
	size_t off;

	(void)outline;
	if (!find_token(&token, draft))
		return draft_insert(draft, any_place(draft), octet);
	switch (dice_below(&draft->dice, 3)) {
	case 0:
		off = token.off;
		break;
	case 1:
		off = range_end(token);
		break;
	default:
		off = token.off + dice_below(&draft->dice, token.len);
		break;
	}
	return draft_insert(draft, off, octet);
}

bool
operator_octet_change(struct draft *draft, const struct outline *outline)
{
	struct text octet = word_any(&draft->dice, WORD_OCTET);

	(void)outline;
	if (draft->len == 0)
		return false;
	return draft_replace(draft,
		(struct range){dice_below(&draft->dice, draft->len), 1}, octet);
}

bool
operator_octet_delete(struct draft *draft, const struct outline *outline)
{
	struct range range;
	size_t most;

	(void)outline;
	if (draft->len == 0)
		return false;
	range.off = dice_below(&draft->dice, draft->len);
	most = draft->len - range.off;
	range.len = 1;
	if (dice_once_in(&draft->dice, 4))
		range.len += dice_below(&draft->dice, most < 16 ? most : 16);
	draft_delete(draft, range);
	return true;
}

static bool
is_separator(uint8_t octet)
{
	return octet && strchr(" \t,;:=\"/?", octet);
}

bool
operator_separator(struct draft *draft, const struct outline *outline)
{
	size_t off = any_place(draft);

	(void)outline;
	while (off < draft->len && !is_separator(draft->at[off]))
		off++;
	if (off == draft->len)
		return false;
	return draft_replace(draft, (struct range){off, 1},
		word_any(&draft->dice, WORD_SEPARATOR));
}

static struct range
line_end_of(const struct part *part)
{
	return range_between(range_end(part->text), range_end(part->range));
}

static const unsigned lines = PART_LINES | PART_BIT(PART_CHUNK_DATA);

bool
operator_line_end(struct draft *draft, const struct outline *outline)
{
	const struct part *line = outline_pick(outline, draft, lines);

	if (!line)
		return false;
	return draft_replace(draft, line_end_of(line),
		word_any(&draft->dice, WORD_LINE_END));
}

/* From the last to the first, so that the outline stays right. */
bool
operator_line_ends(struct draft *draft, const struct outline *outline)
{
	struct text end = word_any(&draft->dice, WORD_LINE_END);
	const struct part *part = outline_pick(outline, draft, lines);
	bool changed = false;
	size_t message, i;

	if (!part)
		return false;
	message = part->message;
	for (i = outline->n; i-- > 0;) {
		part = &outline->parts[i];
		if (part->message == message && lines & PART_BIT(part->kind))
			changed |= draft_replace(draft, line_end_of(part), end);
	}
	return changed;
}

bool
operator_line_break(struct draft *draft, const struct outline *outline)
{
	(void)outline;
	return draft_insert(draft, any_place(draft),
		word_any(&draft->dice, WORD_LINE_END));
}

bool
operator_line_end_move(struct draft *draft, const struct outline *outline)
{
	const struct part *line = outline_pick(outline, draft, lines);
	size_t off, back = 1 + dice_below(&draft->dice, 4);

	if (!line || line_end_of(line).len == 0)
		return false;
	off = range_end(line->text);
	if (dice_once_in(&draft->dice, 2))
		off = off < back ? 0 : off - back;
	else
		off = range_end(line->range) + back;
	if (off > draft->len)
		return false;
	return draft_move(draft, off, line_end_of(line));
}

bool
operator_octets_copy(struct draft *draft, const struct outline *outline)
{
	struct range range;
	size_t most;

	(void)outline;
	if (draft->len == 0)
		return false;
	range.off = dice_below(&draft->dice, draft->len);
	most = draft->len - range.off;
	range.len = 1 + dice_below(&draft->dice, most < 32 ? most : 32);
	return draft_copy(draft, any_place(draft), range);
}

bool
operator_parameter(struct draft *draft, const struct outline *outline)
{
	size_t back = 1 + dice_below(&draft->dice, 4);
	bool small = dice_once_in(&draft->dice, 2);

	(void)outline;
	if (back > draft->len)
		return false;
	draft->at[draft->len - back] =
		(uint8_t)dice_below(&draft->dice, small ? 8 : 256);
	return true;
}

#include "mutator/operators.h"

#include <string.h>

/* Where a field line may stand: before any line behind a start-line. */
static bool
find_place(size_t *off, struct draft *draft, const struct outline *outline)
{
	const struct part *part = outline_pick(outline, draft,
		PART_FIELDS | PART_BIT(PART_EMPTY_LINE));

	if (part)
		*off = part->range.off;
	else
		*off = draft->len;
	return part != NULL;
}

bool
operator_field_insert(struct draft *draft, const struct outline *outline)
{
	struct text field = word_any(&draft->dice, WORD_FIELD);
	size_t off;

	if (!find_place(&off, draft, outline))
		return false;
	return draft_insert(draft, off, TEXT("\r\n")) &&
	       draft_insert(draft, off, field);
}

bool
operator_field_delete(struct draft *draft, const struct outline *outline)
{
	const struct part *field = outline_pick(outline, draft, PART_FIELDS);

	if (!field)
		return false;
	draft_delete(draft, field->range);
	return true;
}

bool
operator_field_copy(struct draft *draft, const struct outline *outline)
{
	const struct part *field = outline_pick(outline, draft, PART_FIELDS);
	size_t off;

	if (!field)
		return false;
	off = field->range.off;
	if (dice_once_in(&draft->dice, 2))
		(void)find_place(&off, draft, outline);
	return draft_copy(draft, off, field->range);
}

bool
operator_field_move(struct draft *draft, const struct outline *outline)
{
	const struct part *field = outline_pick(outline, draft, PART_FIELDS);
	size_t off;

	if (!field || !find_place(&off, draft, outline))
		return false;
	if (off == field->range.off || off == range_end(field->range))
		return false;
	return draft_move(draft, off, field->range);
}

bool
operator_field_join(struct draft *draft, const struct outline *outline)
{
	const struct part *to = outline_pick(outline, draft, PART_FIELDS);
	const struct part *from = outline_pick(outline, draft, PART_FIELDS);
	struct range value;
	size_t off;

	if (!to || to == from)
		return false;
	value = field_value(draft, from);
	off = range_end(field_value(draft, to));
	if (!draft_copy(draft, off, value))
		return false;
	return draft_insert(draft, off, TEXT(", "));
}

/* At a comma of its value, or anywhere in it. */
static size_t
split_place(struct draft *draft, struct range value)
{
	size_t off = value.off + dice_below(&draft->dice, value.len);
	size_t i;

	for (i = off; i < range_end(value); i++) {
		if (draft->at[i] == ',')
			return i;
	}
	return off;
}

bool
operator_field_split(struct draft *draft, const struct outline *outline)
{
	const struct part *field = outline_pick(outline, draft, PART_FIELDS);
	struct range name, value, comma;

	if (!field)
		return false;
	name = field_name(draft, field);
	value = field_value(draft, field);
	if (value.len == 0)
		return false;
	comma.off = split_place(draft, value);
	comma.len = draft->at[comma.off] == ',';
	return draft_replace(draft, comma, TEXT("\r\n: ")) &&
	       draft_copy(draft, comma.off + 2, name);
}

bool
operator_field_rename(struct draft *draft, const struct outline *outline)
{
	const struct part *field = outline_pick(outline, draft, PART_FIELDS);

	if (!field)
		return false;
	return draft_replace(draft, field_name(draft, field),
		word_any(&draft->dice, WORD_NAME));
}

static bool
is_letter(uint8_t octet)
{
	return (octet | 0x20) >= 'a' && (octet | 0x20) <= 'z';
}

bool
operator_name_case(struct draft *draft, const struct outline *outline)
{
	const struct part *field = outline_pick(outline, draft, PART_FIELDS);
	bool all = dice_once_in(&draft->dice, 2), changed = false;
	struct range name;
	size_t i;

	if (!field)
		return false;
	name = field_name(draft, field);
	for (i = name.off; i < range_end(name); i++) {
		if (!is_letter(draft->at[i]))
			continue;
		if (all || dice_once_in(&draft->dice, 2)) {
			draft->at[i] ^= 0x20;
			changed = true;
		}
	}
	return changed;
}

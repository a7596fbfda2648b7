#include "mutator/operators.h"

#include <stdio.h>

static size_t
pick_message(struct draft *draft, const struct outline *outline)
{
	return dice_below(&draft->dice, outline->n_messages);
}

/* Messages are small beside this; an input that grows and grows is not worth
 * more. */
#define MESSAGES_MAX 8

bool
operator_message_append(struct draft *draft, const struct outline *outline)
{
	struct text message = word_any(&draft->dice, WORD_MESSAGE);
	size_t off = 0;

	if (outline->n_messages >= MESSAGES_MAX)
		return false;
	if (outline->n_messages && !dice_once_in(&draft->dice, 4))
		off = range_end(outline_message(outline,
			pick_message(draft, outline)));
	return draft_insert(draft, off, message);
}

bool
operator_message_copy(struct draft *draft, const struct outline *outline)
{
	struct range message;

	if (outline->n_messages == 0 || outline->n_messages >= MESSAGES_MAX)
		return false;
	message = outline_message(outline, pick_message(draft, outline));
	return draft_copy(draft, range_end(message), message);
}

bool
operator_message_delete(struct draft *draft, const struct outline *outline)
{
	if (outline->n_messages < 2)
		return false;
	draft_delete(draft,
		outline_message(outline, pick_message(draft, outline)));
	return true;
}

bool
operator_message_cut(struct draft *draft, const struct outline *outline)
{
	const struct part *part = outline_pick(outline, draft, PART_ANY);
	size_t off;

	if (!part || draft->len < 2)
		return false;
	off = part->range.off + dice_below(&draft->dice, part->range.len + 1);
	if (off == 0 || off == draft->len)
		return false;
	draft_delete(draft, range_between(off, draft->len));
	return true;
}

/* A Content-Length of some message, and where the content begins. */
struct length {
	struct range value;
	struct range content; /* what there is of it */
};

static bool
find_length(struct length *length, struct draft *draft,
	const struct outline *outline)
{
	const struct part *field =
		outline_pick_field(outline, draft, TEXT("content-length"));

	if (!field)
		return false;
	length->value = field_value(draft, field);
	length->content = outline_content(outline, field->message);
	return length->value.off < length->content.off;
}

static bool
write_length(struct draft *draft, const struct length *length, size_t n)
{
	char digits[24];
	int len = snprintf(digits, sizeof(digits), "%zu", n);

	return draft_replace(draft, length->value,
		(struct text){digits, (size_t)len});
}

bool
operator_content_insert(struct draft *draft, const struct outline *outline)
{
	struct text word = word_any(&draft->dice,
		dice_once_in(&draft->dice, 2) ? WORD_MESSAGE : WORD_VALUE);
	struct length length;
	size_t off;

	if (!find_length(&length, draft, outline))
		return false;
	off = length.content.off +
	      dice_below(&draft->dice, length.content.len + 1);
	return draft_insert(draft, off, word) &&
	       write_length(draft, &length, length.content.len + word.len);
}

bool
operator_length_right(struct draft *draft, const struct outline *outline)
{
	struct length length;

	return find_length(&length, draft, outline) &&
	       write_length(draft, &length, length.content.len);
}

bool
operator_length_near(struct draft *draft, const struct outline *outline)
{
	struct length length;
	size_t n;

	if (!find_length(&length, draft, outline))
		return false;
	n = length.content.len + 1 + dice_below(&draft->dice, 2);
	if (dice_once_in(&draft->dice, 2))
		n = length.content.len - (length.content.len > 0);
	return write_length(draft, &length, n);
}

bool
operator_length_swallow(struct draft *draft, const struct outline *outline)
{
	struct length length;
	size_t behind;

	if (!find_length(&length, draft, outline))
		return false;
	behind = draft->len - range_end(length.content);
	if (behind > 0)
		behind -= dice_once_in(&draft->dice, 2)
				  ? 0
				  : dice_below(&draft->dice, behind);
	return write_length(draft, &length, length.content.len + behind);
}

#include "mutator/mutate.h"

#include "mutator/outline.h"

#include <string.h>

/* One of both inputs. */
struct parent {
	struct draft draft; /* read only */
	struct outline outline;
};

static const struct part *
pick_part(struct parent *parent, struct dice *dice, unsigned kinds)
{
	const struct part *part;

	parent->draft.dice = *dice;
	part = outline_pick(&parent->outline, &parent->draft, kinds);
	*dice = parent->draft.dice;
	return part;
}

/* A part of `b` in place of one of its kind, or beside it. */
static bool
take_part(struct draft *child, struct parent *a, struct parent *b)
{
	const struct part *from = pick_part(b, &child->dice, PART_ANY), *to;
	struct range range;

	if (!from)
		return false;
	to = pick_part(a, &child->dice, PART_BIT(from->kind));
	if (!to)
		to = pick_part(a, &child->dice, PART_ANY);
	if (!to)
		return false;
	range = to->range;
	if (dice_once_in(&child->dice, 2))
		range.len = 0;
	return draft_replace(child, range, draft_text(&b->draft, from->range));
}

/* The first parts of `a`, and the last of `b`. */
static bool
take_end(struct draft *child, struct parent *a, struct parent *b)
{
	const struct part *from = pick_part(b, &child->dice, PART_ANY), *to;

	if (!from)
		return false;
	to = pick_part(a, &child->dice, PART_BIT(from->kind));
	if (!to)
		return false;
	return draft_replace(child, range_between(to->range.off, child->len),
		draft_text(&b->draft,
			range_between(from->range.off, b->draft.len)));
}

/* A message of `b` comes in between those of `a`. */
static bool
take_message(struct draft *child, struct parent *a, struct parent *b)
{
	size_t off = 0;

	if (b->outline.n_messages == 0)
		return false;
	if (a->outline.n_messages)
		off = range_end(outline_message(&a->outline,
			dice_below(&child->dice, a->outline.n_messages)));
	return draft_insert(child, off,
		draft_text(&b->draft, outline_message(&b->outline,
					      dice_below(&child->dice,
						      b->outline.n_messages))));
}

static void
read_parent(struct parent *parent, const uint8_t *at, size_t len)
{
	parent->draft = (struct draft){
		.at = (uint8_t *)(uintptr_t)at, .len = len, .max = len};
	outline_find(&parent->outline, &parent->draft);
}

size_t
mutate_cross(uint8_t *at, size_t max, const uint8_t *a, size_t a_len,
	const uint8_t *b, size_t b_len, uint32_t seed)
{
	static bool (*const ways[])(struct draft *, struct parent *,
		struct parent *) = {take_part, take_end, take_message};
	struct draft child = {at, a_len, max, dice_from(seed)};
	struct parent first, second;

	if (a_len > max)
		return 0;
	if (a_len)
		memcpy(at, a, a_len);
	read_parent(&first, a, a_len);
	read_parent(&second, b, b_len);
	return ways[dice_below(&child.dice, 3)](&child, &first, &second)
		       ? child.len
		       : 0;
}

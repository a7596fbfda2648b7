#include "mutator/operators.h"

#include <string.h>

/* A value that a field of the dictionary has; false if its name is not that of
 * `field`. */
static bool
word_value(struct text *value, const struct draft *draft,
	const struct part *field, struct text word)
{
	const char *colon = memchr(word.at, ':', word.len);

	if (!colon || colon + 2 > word.at + word.len)
		return false;
	value->at = colon + 2;
	value->len = (size_t)(word.at + word.len - value->at);
	return field_is(draft, field,
		(struct text){word.at, (size_t)(colon - word.at)});
}

bool
operator_value_other(struct draft *draft, const struct outline *outline)
{
	const struct part *field = outline_pick(outline, draft, PART_FIELDS);
	struct words words = words_of(WORD_FIELD);
	struct text value, picked = {NULL, 0};
	size_t i, n = 0;

	if (!field)
		return false;
	for (i = 0; i < words.n; i++) {
		if (word_value(&value, draft, field, words.at[i]) &&
			dice_below(&draft->dice, ++n) == 0)
			picked = value;
	}
	if (!picked.at)
		picked = word_any(&draft->dice, WORD_VALUE);
	return draft_replace(draft, field_value(draft, field), picked);
}

bool
operator_value_word(struct draft *draft, const struct outline *outline)
{
	const struct part *field = outline_pick(outline, draft, PART_FIELDS);
	struct range value;
	size_t off;

	if (!field)
		return false;
	value = field_value(draft, field);
	switch (dice_below(&draft->dice, 3)) {
	case 0:
		off = value.off;
		break;
	case 1:
		off = range_end(value);
		break;
	default:
		off = value.off + dice_below(&draft->dice, value.len + 1);
		break;
	}
	return draft_insert(draft, off, word_any(&draft->dice, WORD_VALUE));
}

/* An element, without its comma. */
static struct range
find_element(struct draft *draft, struct range value)
{
	size_t off = value.off + dice_below(&draft->dice, value.len);
	size_t end = off;

	while (off > value.off && draft->at[off - 1] != ',')
		off--;
	while (end < range_end(value) && draft->at[end] != ',')
		end++;
	return range_between(off, end);
}

bool
operator_value_element(struct draft *draft, const struct outline *outline)
{
	const struct part *field = outline_pick(outline, draft, PART_FIELDS);
	struct range value, element;

	if (!field)
		return false;
	value = field_value(draft, field);
	if (value.len == 0)
		return false;
	element = find_element(draft, value);
	switch (dice_below(&draft->dice, 3)) {
	case 0:
		if (range_end(element) < range_end(value))
			element.len++;
		draft_delete(draft, element);
		return element.len > 0;
	case 1:
		return draft_copy(draft, element.off, element) &&
		       draft_insert(draft, range_end(element), TEXT(","));
	default:
		return draft_insert(draft, element.off, TEXT(", ,"));
	}
}

bool
operator_value_repeat(struct draft *draft, const struct outline *outline)
{
	const struct part *field = outline_pick(outline, draft, PART_FIELDS);
	struct range value, part;
	unsigned i, times;

	if (!field)
		return false;
	value = field_value(draft, field);
	if (value.len == 0)
		return false;
	part.off = value.off + dice_below(&draft->dice, value.len);
	part.len = 1 + dice_below(&draft->dice, range_end(value) - part.off);
	times = 1U << dice_below(&draft->dice, 8);
	for (i = 0; i < times; i++) {
		if (!draft_copy(draft, part.off, part))
			break;
	}
	return i > 0;
}

/* What comes around a name, or a value, so that some take it for another. */
struct wrapping {
	struct text before, after;
};

#define WRAPPING(before, after)                 \
	{                                       \
		TEXT_OF(before), TEXT_OF(after) \
	}
#define TEXT_OF(literal)                     \
	{                                    \
		literal, sizeof(literal) - 1 \
	}

static const struct wrapping around_names[] = {WRAPPING("", " "),
	WRAPPING("", "\t"), WRAPPING("", "\0"), WRAPPING("", "\v"),
	WRAPPING("", "\r"), WRAPPING("", "\n "), WRAPPING("", "\r\n "),
	WRAPPING(" ", ""), WRAPPING("\t", ""), WRAPPING("\0", ""),
	WRAPPING("\r", ""), WRAPPING("\n", ""), WRAPPING("x", ""),
	WRAPPING("X-", ""), WRAPPING("", "x"), WRAPPING("", "s"),
	WRAPPING("\"", "\""), WRAPPING("", ":"), WRAPPING(":", ""),
	WRAPPING("", "\x80"), WRAPPING("\xEF\xBB\xBF", ""),
	WRAPPING("a: b\n", ""), WRAPPING("a: b\r", "")};

static const struct wrapping around_values[] = {WRAPPING("", " "),
	WRAPPING("\t", ""), WRAPPING("", "\t"), WRAPPING("", "\0"),
	WRAPPING("\0", ""), WRAPPING("\v", ""), WRAPPING("\f", ""),
	WRAPPING("", "\v"), WRAPPING("\r", ""), WRAPPING("", "\r"),
	WRAPPING("\n ", ""), WRAPPING("\r\n ", ""), WRAPPING("", "\r\n "),
	WRAPPING("\"", "\""), WRAPPING("'", "'"), WRAPPING("", ","),
	WRAPPING(",", ""), WRAPPING("", ";"), WRAPPING("", ";q=1"),
	WRAPPING("x", ""), WRAPPING("", "x"), WRAPPING("\x85", ""),
	WRAPPING("", "\xA0"), WRAPPING("(", ")"),
	WRAPPING("                                 ", "")};

static bool
wrap(struct draft *draft, struct range range, const struct wrapping *wrapping)
{
	return draft_insert(draft, range_end(range), wrapping->after) &&
	       draft_insert(draft, range.off, wrapping->before);
}

/* Those that say where a message ends, and to whom it goes, are worth more. */
static const struct part *
pick_field(const struct outline *outline, struct draft *draft)
{
	static const struct text names[] = {TEXT_OF("content-length"),
		TEXT_OF("transfer-encoding"), TEXT_OF("host"),
		TEXT_OF("connection"), TEXT_OF("expect")};
	const struct part *field = outline_pick_field(outline, draft,
		names[dice_below(&draft->dice,
			sizeof(names) / sizeof(names[0]))]);

	return field ? field : outline_pick(outline, draft, PART_FIELDS);
}

static bool
underscore(struct draft *draft, struct range name)
{
	uint8_t *dash = memchr(draft->at + name.off, '-', name.len);

	if (dash)
		*dash = '_';
	return dash != NULL;
}

bool
operator_hide_name(struct draft *draft, const struct outline *outline)
{
	const struct part *field = pick_field(outline, draft);
	unsigned n = sizeof(around_names) / sizeof(around_names[0]);
	struct range name;
	unsigned i;

	if (!field)
		return false;
	name = field_name(draft, field);
	i = dice_below(&draft->dice, n + 1);
	return i == n ? underscore(draft, name)
		      : wrap(draft, name, &around_names[i]);
}

bool
operator_hide_value(struct draft *draft, const struct outline *outline)
{
	const struct part *field = pick_field(outline, draft);

	if (!field)
		return false;
	return wrap(draft, field_value(draft, field),
		&around_values[dice_below(&draft->dice,
			sizeof(around_values) / sizeof(around_values[0]))]);
}

bool
operator_fold(struct draft *draft, const struct outline *outline)
{
	static const struct text folds[] = {TEXT_OF("\r\n "), TEXT_OF("\r\n\t"),
		TEXT_OF("\n "), TEXT_OF(" \r\n "), TEXT_OF("\r\n \r\n ")};
	const struct part *field = outline_pick(outline, draft, PART_FIELDS);
	struct range value;
	size_t off;

	if (!field)
		return false;
	value = field_value(draft, field);
	off = value.off + dice_below(&draft->dice, value.len + 1);
	return draft_insert(draft, off,
		folds[dice_below(&draft->dice,
			sizeof(folds) / sizeof(folds[0]))]);
}

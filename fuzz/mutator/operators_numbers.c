#include "mutator/operators.h"

#include <stdio.h>

struct number {
	struct range digits;
	unsigned base;
};

/* The digits of `range` that its first digit begins. */
static bool
find_digits(struct number *number, const struct draft *draft,
	struct range range, unsigned base)
{
	size_t off = range.off, end;

	while (off < range_end(range) && digit_value(draft->at[off]) >= base)
		off++;
	for (end = off; end < range_end(range); end++) {
		if (digit_value(draft->at[end]) >= base)
			break;
	}
	number->digits = range_between(off, end);
	number->base = base;
	return end > off;
}

static bool
find_length(struct number *number, struct draft *draft,
	const struct outline *outline)
{
	const struct part *field =
		outline_pick_field(outline, draft, TEXT("content-length"));

	return field &&
	       find_digits(number, draft, field_value(draft, field), 10);
}

static bool
find_size(struct number *number, struct draft *draft,
	const struct outline *outline)
{
	const struct part *line =
		outline_pick(outline, draft, PART_BIT(PART_CHUNK_LINE));

	return line && find_digits(number, draft, line->text, 16);
}

/* Numbers that say where a message ends are worth more than others. */
static bool
find_number(struct number *number, struct draft *draft,
	const struct outline *outline)
{
	unsigned which = dice_below(&draft->dice, 3);
	size_t off;

	if (which == 0 && find_length(number, draft, outline))
		return true;
	if (which == 1 && find_size(number, draft, outline))
		return true;
	off = dice_below(&draft->dice, draft->len + 1);
	return find_digits(number, draft, range_between(off, draft->len), 10);
}

bool
operator_number_other(struct draft *draft, const struct outline *outline)
{
	struct number number;

	if (!find_number(&number, draft, outline))
		return false;
	return draft_replace(draft, number.digits,
		word_any(&draft->dice, WORD_NUMBER));
}

bool
operator_number_step(struct draft *draft, const struct outline *outline)
{
	struct number number;
	char digits[24];
	size_t n;
	int len;

	if (!find_number(&number, draft, outline))
		return false;
	n = number_at(draft, number.digits, number.base);
	switch (dice_below(&draft->dice, 5)) {
	case 0:
		n *= 2;
		break;
	case 1:
		n += dice_below(&draft->dice, 64);
		break;
	case 2:
	case 3:
		n++;
		break;
	default:
		n -= n > 0;
		break;
	}
	len = snprintf(digits, sizeof(digits),
		number.base == 16 ? "%zx" : "%zu", n);
	return draft_replace(draft, number.digits,
		(struct text){digits, (size_t)len});
}

/* What comes in front of a number, and behind it. */
#define WRITING(before, after)                   \
	{                                        \
		{before, sizeof(before) - 1},    \
		{                                \
			after, sizeof(after) - 1 \
		}                                \
	}

static const struct writing {
	struct text before, after;
} writings[] = {WRITING("+", ""), WRITING("-", ""), WRITING("0x", ""),
	WRITING("0X", ""), WRITING("0o", ""), WRITING("0", ""),
	WRITING("00000000", ""), WRITING("0000000000000000", ""),
	WRITING("00000000000000000000000000000000000000000", ""),
	WRITING(" ", ""), WRITING("", " "), WRITING("\t", ""),
	WRITING("", "\t"), WRITING("_", ""), WRITING("", "_"),
	WRITING("", "_0"), WRITING("", ".0"), WRITING("", "e0"),
	WRITING("", "h"), WRITING("", "L"), WRITING("", "g"), WRITING("", ","),
	WRITING("", ", 5"), WRITING("5, ", ""), WRITING(", ", ""),
	WRITING("\"", "\""), WRITING("", "\0"), WRITING("", ";"),
	WRITING("", "\x80"), WRITING("\xEF\xBC\x95", ""), WRITING("", "\r"),
	WRITING("4294967296", ""), WRITING("1", "0000000000"),
	WRITING("10000000000000000", ""), WRITING("", " 5"), WRITING("(", ")")};

bool
operator_number_write(struct draft *draft, const struct outline *outline)
{
	const struct writing *writing = &writings[dice_below(&draft->dice,
		sizeof(writings) / sizeof(writings[0]))];
	struct number number;

	if (!find_number(&number, draft, outline))
		return false;
	return draft_insert(draft, range_end(number.digits), writing->after) &&
	       draft_insert(draft, number.digits.off, writing->before);
}

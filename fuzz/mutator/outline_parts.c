#include "mutator/outline.h"

#include <string.h>

static bool
same_letters(struct text a, struct text b)
{
	size_t i;

	if (a.len != b.len)
		return false;
	for (i = 0; i < a.len; i++) {
		if ((a.at[i] | 0x20) != (b.at[i] | 0x20))
			return false;
	}
	return true;
}

static const struct part *
pick(const struct outline *outline, struct draft *draft, unsigned kinds,
	struct text name)
{
	const struct part *part, *picked = NULL;
	size_t n = 0;

	for (part = outline->parts; part < outline->parts + outline->n;
		part++) {
		if (!(kinds & PART_BIT(part->kind)))
			continue;
		if (name.at && !field_is(draft, part, name))
			continue;
		if (dice_below(&draft->dice, ++n) == 0)
			picked = part;
	}
	return picked;
}

const struct part *
outline_pick(const struct outline *outline, struct draft *draft, unsigned kinds)
{
	return pick(outline, draft, kinds, (struct text){NULL, 0});
}

const struct part *
outline_pick_field(const struct outline *outline, struct draft *draft,
	struct text name)
{
	return pick(outline, draft, PART_FIELDS, name);
}

struct range
outline_message(const struct outline *outline, size_t message)
{
	const struct part *part, *first = NULL, *last = NULL;

	for (part = outline->parts; part < outline->parts + outline->n;
		part++) {
		if (part->message != message)
			continue;
		if (!first)
			first = part;
		last = part;
	}
	if (!first)
		return (struct range){0, 0};
	return range_between(first->range.off, range_end(last->range));
}

struct range
outline_content(const struct outline *outline, size_t message)
{
	struct range all = outline_message(outline, message);
	const struct part *part;
	bool head = false;

	for (part = outline->parts; part < outline->parts + outline->n;
		part++) {
		if (part->message != message)
			continue;
		if (part->kind == PART_START_LINE)
			head = true;
		else if (head && part->kind == PART_EMPTY_LINE)
			return range_between(range_end(part->range),
				range_end(all));
		else if (!head && part->kind == PART_CHUNK_LINE)
			return range_between(part->range.off, range_end(all));
	}
	return (struct range){range_end(all), 0};
}

struct range
field_name(const struct draft *draft, const struct part *field)
{
	const uint8_t *at = draft->at + field->text.off;
	const uint8_t *colon =
		field->text.len ? memchr(at, ':', field->text.len) : NULL;

	return (struct range){field->text.off,
		colon ? (size_t)(colon - at) : field->text.len};
}

static bool
is_space(uint8_t octet)
{
	return octet == ' ' || octet == '\t';
}

struct range
field_value(const struct draft *draft, const struct part *field)
{
	size_t off = range_end(field_name(draft, field));
	size_t end = range_end(field->text);

	if (off < end)
		off++;
	while (off < end && is_space(draft->at[off]))
		off++;
	while (off < end && is_space(draft->at[end - 1]))
		end--;
	return range_between(off, end);
}

bool
field_is(const struct draft *draft, const struct part *field, struct text name)
{
	return same_letters(draft_text(draft, field_name(draft, field)), name);
}

void
start_line_parts(const struct draft *draft, const struct part *line,
	struct range parts[3])
{
	size_t first = line->text.off, last, end = range_end(line->text);

	while (first < end && draft->at[first] != ' ')
		first++;
	for (last = end; last > first && draft->at[last - 1] != ' '; last--)
		;
	parts[0] = range_between(line->text.off, first);
	parts[1] = first + 1 < last ? range_between(first + 1, last - 1)
				    : (struct range){first, 0};
	parts[2] = last > first ? range_between(last, end)
				: (struct range){end, 0};
}

#include "mutator/content.h"
#include "mutator/operators.h"

#include <stdio.h>

bool
operator_chunked(struct draft *draft, const struct outline *outline)
{
	struct content content;

	return content_find(&content, draft, outline) &&
	       content_in_chunks(draft, outline, &content);
}

bool
operator_unchunked(struct draft *draft, const struct outline *outline)
{
	struct content content;

	return content_find(&content, draft, outline) && content.has_head &&
	       content_with_length(draft, outline, &content);
}

static const struct part *
pick_line(const struct outline *outline, struct draft *draft)
{
	return outline_pick(outline, draft, PART_BIT(PART_CHUNK_LINE));
}

/* Its size-line is in front of it. */
bool
operator_chunk_split(struct draft *draft, const struct outline *outline)
{
	const struct part *data =
		outline_pick(outline, draft, PART_BIT(PART_CHUNK_DATA));
	char text[64];
	size_t first;
	int len;

	if (!data || data == outline->parts || data->text.len < 2)
		return false;
	first = 1 + dice_below(&draft->dice, data->text.len - 1);
	len = snprintf(text, sizeof(text), "\r\n%zx\r\n",
		data->text.len - first);
	if (!draft_insert(draft, data->text.off + first,
		    (struct text){text, (size_t)len}))
		return false;
	len = snprintf(text, sizeof(text), "%zx", first);
	return draft_replace(draft, data[-1].text,
		(struct text){text, (size_t)len});
}

bool
operator_chunk_ext(struct draft *draft, const struct outline *outline)
{
	const struct part *line = pick_line(outline, draft);

	if (!line)
		return false;
	return draft_insert(draft, range_end(line->text),
		word_any(&draft->dice, WORD_CHUNK_EXT));
}

static const unsigned chunk_parts =
	PART_BIT(PART_CHUNK_LINE) | PART_BIT(PART_CHUNK_DATA);

bool
operator_chunk_copy(struct draft *draft, const struct outline *outline)
{
	const struct part *part = outline_pick(outline, draft, chunk_parts);
	const struct part *place = outline_pick(outline, draft, chunk_parts);

	return part && draft_copy(draft, place->range.off, part->range);
}

bool
operator_chunk_delete(struct draft *draft, const struct outline *outline)
{
	const struct part *part = outline_pick(outline, draft, chunk_parts);

	if (!part)
		return false;
	draft_delete(draft, part->range);
	return true;
}

/* Behind the last chunk: before another trailer field, or the empty line. */
static const struct part *
trailer_place(const struct outline *outline, const struct part *line)
{
	const struct part *part;

	for (part = line + 1; part < outline->parts + outline->n; part++) {
		if (part->message != line->message)
			break;
		if (part->kind == PART_TRAILER || part->kind == PART_EMPTY_LINE)
			return part;
	}
	return NULL;
}

bool
operator_chunk_trailer(struct draft *draft, const struct outline *outline)
{
	const struct part *line = pick_line(outline, draft);
	struct text field = word_any(&draft->dice, WORD_FIELD);

	if (line)
		line = trailer_place(outline, line);
	if (!line)
		return false;
	return draft_insert(draft, line->range.off, TEXT("\r\n")) &&
	       draft_insert(draft, line->range.off, field);
}

bool
operator_chunk_last(struct draft *draft, const struct outline *outline)
{
	const struct part *line = pick_line(outline, draft);

	if (!line)
		return false;
	return draft_insert(draft, line->range.off,
		dice_once_in(&draft->dice, 2) ? TEXT("0\r\n")
					      : TEXT("0\r\n\r\n"));
}

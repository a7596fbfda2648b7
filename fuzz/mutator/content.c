#include "mutator/content.h"

#include "mutator/words.h"

#include <stdio.h>
#include <string.h>

/* Chunk data without the line end behind it. */
static struct range
octets_of(const struct part *part)
{
	return part->kind == PART_CHUNK_DATA ? part->text : part->range;
}

static void
collect(struct content *content, const struct draft *draft,
	const struct part *part)
{
	struct range octets = octets_of(part);
	size_t room = CONTENT_MAX - content->len;
	size_t n = octets.len < room ? octets.len : room;

	if (n)
		memcpy(content->octets + content->len, draft->at + octets.off,
			n);
	content->len += n;
}

bool
content_find(struct content *content, struct draft *draft,
	const struct outline *outline)
{
	const struct part *part = outline_pick(outline, draft,
		PART_BIT(PART_CONTENT) | PART_BIT(PART_CHUNK_DATA));

	if (!part)
		return false;
	content->message = part->message;
	content->has_head = false;
	content->len = 0;
	for (part = outline->parts; part < outline->parts + outline->n;
		part++) {
		if (part->message != content->message)
			continue;
		if (part->kind == PART_START_LINE)
			content->has_head = true;
		if (part->kind == PART_CONTENT || part->kind == PART_CHUNK_DATA)
			collect(content, draft, part);
	}
	return true;
}

/* A text being made. */
struct page {
	char at[2 * CONTENT_MAX];
	size_t len;
};

static void
put(struct page *page, struct text text)
{
	if (text.len > sizeof(page->at) - page->len)
		return;
	if (text.len)
		memcpy(page->at + page->len, text.at, text.len);
	page->len += text.len;
}

static void
put_size(struct page *page, struct dice *dice, size_t size)
{
	static const char *const formats[] = {
		"%zx", "%zx", "%zx", "%zX", "0%zx", "%08zx"};
	char digits[24];
	int len = snprintf(digits, sizeof(digits),
		formats[dice_below(dice, sizeof(formats) / sizeof(formats[0]))],
		size);

	put(page, (struct text){digits, (size_t)len});
	if (dice_once_in(dice, 8))
		put(page, word_any(dice, WORD_CHUNK_EXT));
	put(page, TEXT("\r\n"));
}

static void
put_chunks(struct page *page, struct dice *dice, const struct content *content)
{
	size_t most = 1 + dice_below(dice, 64), off = 0, n;

	while (off < content->len) {
		n = 1 + dice_below(dice, most);
		if (n > content->len - off)
			n = content->len - off;
		put_size(page, dice, n);
		put(page, (struct text){content->octets + off, n});
		put(page, TEXT("\r\n"));
		off += n;
	}
	put_size(page, dice, 0);
	put(page, TEXT("\r\n"));
}

/* The line that tells the length in the head becomes `line`; it comes in at the
 * end of the header section if there is none. */
static bool
tell(struct draft *draft, const struct outline *outline,
	const struct content *content, struct text line)
{
	const struct part *part;

	for (part = outline->parts; part < outline->parts + outline->n;
		part++) {
		if (part->message != content->message)
			continue;
		if (part->kind == PART_EMPTY_LINE)
			return draft_insert(draft, part->range.off,
				       TEXT("\r\n")) &&
			       draft_insert(draft, part->range.off, line);
		if (part->kind != PART_FIELD)
			continue;
		if (field_is(draft, part, TEXT("content-length")) ||
			field_is(draft, part, TEXT("transfer-encoding")))
			return draft_replace(draft, part->text, line);
	}
	return false;
}

static bool
put_in_place(struct draft *draft, const struct outline *outline,
	const struct content *content, struct text octets, struct text line)
{
	if (!draft_replace(draft, outline_content(outline, content->message),
		    octets))
		return false;
	return !content->has_head || tell(draft, outline, content, line);
}

bool
content_with_length(struct draft *draft, const struct outline *outline,
	const struct content *content)
{
	char line[48];
	int len = snprintf(line, sizeof(line), "Content-Length: %zu",
		content->len);

	return put_in_place(draft, outline, content,
		(struct text){content->octets, content->len},
		(struct text){line, (size_t)len});
}

bool
content_in_chunks(struct draft *draft, const struct outline *outline,
	const struct content *content)
{
	struct page page;

	page.len = 0;
	put_chunks(&page, &draft->dice, content);
	return put_in_place(draft, outline, content,
		(struct text){page.at, page.len},
		TEXT("Transfer-Encoding: chunked"));
}

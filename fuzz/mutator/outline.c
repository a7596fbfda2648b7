#include "mutator/outline.h"

#include <string.h>

/* What the header section says about the content. */
enum framing {
	FRAMING_NONE,
	FRAMING_LENGTH,
	FRAMING_CHUNKED
};

struct splitter {
	struct outline *outline;
	const struct draft *draft;
	size_t off; /* of what is not split yet */
	size_t message;
	enum framing framing;
	size_t length;
};

unsigned
digit_value(uint8_t octet)
{
	if (octet >= '0' && octet <= '9')
		return octet - (unsigned)'0';
	octet |= 0x20;
	return octet >= 'a' && octet <= 'f' ? octet - (unsigned)'a' + 10 : 16;
}

size_t
number_at(const struct draft *draft, struct range range, unsigned base)
{
	uint64_t n = 0;
	unsigned digit;
	size_t i;

	for (i = range.off; i < range_end(range); i++) {
		digit = digit_value(draft->at[i]);
		if (digit >= base)
			break;
		n = n * base + digit;
		if (n > UINT32_MAX)
			return UINT32_MAX;
	}
	return (size_t)n;
}

static bool
done(const struct splitter *s)
{
	return s->off == s->draft->len;
}

/* Up to and with the next LF. */
static struct range
next_line(const struct splitter *s)
{
	size_t left = s->draft->len - s->off;
	const uint8_t *at = s->draft->at + s->off;
	const uint8_t *lf = left ? memchr(at, '\n', left) : NULL;

	return (struct range){s->off, lf ? (size_t)(lf - at) + 1 : left};
}

static struct range
without_line_end(const struct draft *draft, struct range range)
{
	if (range.len && draft->at[range_end(range) - 1] == '\n')
		range.len--;
	if (range.len && draft->at[range_end(range) - 1] == '\r')
		range.len--;
	return range;
}

/* The last part takes all. */
static void
add(struct splitter *s, enum part_kind kind, struct range range)
{
	struct part *part = &s->outline->parts[s->outline->n++];

	part->kind = kind;
	if (s->outline->n == OUTLINE_PARTS) {
		part->kind = PART_CONTENT;
		range.len = s->draft->len - range.off;
	}
	part->message = s->message;
	part->range = range;
	part->text = kind == PART_CONTENT ? range
					  : without_line_end(s->draft, range);
	s->off = range_end(range);
}

static bool
is_empty_line(const struct splitter *s, struct range line)
{
	return without_line_end(s->draft, line).len == 0;
}

static bool
contains_letters(const struct draft *draft, struct range range,
	struct text letters)
{
	size_t i, k;

	for (i = range.off; i + letters.len <= range_end(range); i++) {
		for (k = 0; k < letters.len; k++) {
			if ((draft->at[i + k] | 0x20) != letters.at[k])
				break;
		}
		if (k == letters.len)
			return true;
	}
	return false;
}

static void
heed_field(struct splitter *s, const struct part *field)
{
	struct range value = field_value(s->draft, field);

	if (field_is(s->draft, field, TEXT("transfer-encoding")) &&
		contains_letters(s->draft, value, TEXT("chunked")))
		s->framing = FRAMING_CHUNKED;
	if (field_is(s->draft, field, TEXT("content-length")) &&
		s->framing == FRAMING_NONE) {
		s->framing = FRAMING_LENGTH;
		s->length = number_at(s->draft, value, 10);
	}
}

/* Field lines, and the empty line behind them. */
static void
split_fields(struct splitter *s, enum part_kind kind)
{
	struct range line;

	while (!done(s)) {
		line = next_line(s);
		if (is_empty_line(s, line)) {
			add(s, PART_EMPTY_LINE, line);
			return;
		}
		add(s, kind, line);
		if (kind == PART_FIELD && !done(s))
			heed_field(s, &s->outline->parts[s->outline->n - 1]);
	}
}

/* Chunk data of `size` octets, and its line end; or what there is of it. */
static void
split_data(struct splitter *s, size_t size)
{
	size_t left = s->draft->len - s->off;
	struct range data = {s->off, size < left ? size : left};

	left -= data.len;
	if (left && s->draft->at[range_end(data)] == '\r') {
		data.len++;
		left--;
	}
	if (left && s->draft->at[range_end(data)] == '\n')
		data.len++;
	if (data.len)
		add(s, PART_CHUNK_DATA, data);
}

static void
split_chunks(struct splitter *s)
{
	size_t size = 1;

	while (!done(s) && size) {
		add(s, PART_CHUNK_LINE, next_line(s));
		if (done(s))
			return;
		size = number_at(s->draft,
			s->outline->parts[s->outline->n - 1].range, 16);
		if (size)
			split_data(s, size);
	}
	split_fields(s, PART_TRAILER);
}

static void
split_content(struct splitter *s)
{
	size_t left = s->draft->len - s->off;

	if (s->framing == FRAMING_CHUNKED)
		split_chunks(s);
	else if (s->framing == FRAMING_LENGTH && s->length && left)
		add(s, PART_CONTENT,
			(struct range){
				s->off, s->length < left ? s->length : left});
}

/* Input that is chunked content and nothing else is common in tests. */
static bool
begins_with_chunk(const struct splitter *s)
{
	struct range line = without_line_end(s->draft, next_line(s));
	size_t i = line.off;

	while (i < range_end(line) && digit_value(s->draft->at[i]) < 16)
		i++;
	return i > line.off && (i == range_end(line) || s->draft->at[i] == ';');
}

static void
split_message(struct splitter *s)
{
	while (!done(s) && is_empty_line(s, next_line(s)))
		add(s, PART_EMPTY_LINE, next_line(s));
	if (done(s))
		return;
	if (begins_with_chunk(s)) {
		split_chunks(s);
		return;
	}
	add(s, PART_START_LINE, next_line(s));
	split_fields(s, PART_FIELD);
	split_content(s);
}

void
outline_find(struct outline *outline, const struct draft *draft)
{
	struct splitter s = {.outline = outline, .draft = draft};

	outline->n = 0;
	while (!done(&s)) {
		s.framing = FRAMING_NONE;
		split_message(&s);
		s.message++;
	}
	outline->n_messages = s.message;
}

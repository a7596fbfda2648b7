#include "value/lines.h"

#include <string.h>

#include "h1/cursor.h"

struct h1_span
line_take(struct h1_span *text)
{
	size_t n = 0;
	struct h1_span line = *text;

	while (n < text->len && text->at[n] != '\n')
		n++;
	line.len = n;
	if (n < text->len)
		n++;
	*text = (struct h1_span){text->at + n, text->len - n};
	return line;
}

static void
add(struct lines *lines, struct h1_span line, size_t colon)
{
	const uint8_t *base = lines->fields.base;
	struct h1_span value = h1_span_trim((struct h1_span){
		line.at + colon + 1, line.len - colon - 1});

	lines->at[lines->fields.n++] = (struct h1_field){
		.name_off = (uint32_t)(line.at - base),
		.name_len = (uint32_t)colon,
		.value_off = (uint32_t)(value.at - base),
		.value_len = (uint32_t)value.len,
	};
}

void
lines_read(struct lines *lines, struct h1_span text)
{
	lines->fields = (struct h1_fields){text.at, lines->at, 0, LINES_MAX};
	while (text.len > 0 && lines->fields.n < LINES_MAX) {
		struct h1_span line = line_take(&text);
		size_t colon = 0;

		while (colon < line.len && line.at[colon] != ':')
			colon++;
		if (colon < line.len)
			add(lines, line, colon);
	}
}

void
lines_turn(struct lines *lines)
{
	size_t n = lines->fields.n;

	for (size_t i = 0; i < n / 2; i++) {
		struct h1_field field = lines->at[i];

		lines->at[i] = lines->at[n - 1 - i];
		lines->at[n - 1 - i] = field;
	}
}

struct h1_span
lines_value(const struct lines *lines, struct h1_span name)
{
	size_t i = h1_field_find(&lines->fields, name, 0);

	if (i == lines->fields.n)
		return (struct h1_span){NULL, 0};
	return h1_field_value(&lines->fields, i);
}

size_t
lines_count(const struct lines *lines, struct h1_span name)
{
	size_t n = 0;

	for (size_t i = 0; i < lines->fields.n; i++)
		n += h1_span_equal_nocase(h1_field_name(&lines->fields, i),
			name);
	return n;
}

bool
span_within(struct h1_span part, struct h1_span whole)
{
	return part.at >= whole.at && part.len <= whole.len &&
	       (size_t)(part.at - whole.at) <= whole.len - part.len;
}

bool
span_has(struct h1_span span, uint8_t octet)
{
	return span.len > 0 && memchr(span.at, octet, span.len) != NULL;
}

#include "man/manual_text.h"

#include <assert.h>
#include <string.h>

/* Lines with fewer spaces before them are paragraphs, with more they go on with
 * an entry. */
#define ENTRY_INDENT 2

static size_t
indent_of(const char *line)
{
	return strspn(line, " ");
}

static size_t
line_length(const char *line)
{
	return strcspn(line, "\n");
}

static const char *
next_line(const char *line)
{
	line += line_length(line);
	return *line == '\n' ? line + 1 : line;
}

static bool
is_in_block(const char *line)
{
	return line_length(line) > 0 && indent_of(line) >= ENTRY_INDENT;
}

/* Behind the first gap of two spaces; 0: there is none. */
static size_t
gap_end(const char *line)
{
	size_t len = line_length(line);

	for (size_t i = ENTRY_INDENT; i + 1 < len; i++)
		if (line[i] == ' ' && line[i + 1] == ' ')
			return i + indent_of(line + i);
	return 0;
}

/* Where the right column of the block begins that begins at `line`; 0: none of
 * its entries has one. */
static size_t
find_column(const char *line)
{
	size_t column = 0;

	for (; column == 0 && is_in_block(line); line = next_line(line))
		if (indent_of(line) == ENTRY_INDENT)
			column = gap_end(line);
	return column;
}

static void
append(char *out, size_t room, const char *at, size_t len)
{
	size_t used = strlen(out);

	assert(used + len + 2 <= room); /* a text of ours is too long */
	memcpy(out + used, at, len);
	memcpy(out + used + len, "\n", 2);
}

/* Where the right part of a line begins: behind its gap, or where one space is
 * all the room that is left before the column. 0: it has none. */
static size_t
text_begin(const char *line, size_t column)
{
	if (gap_end(line) > 0)
		return gap_end(line);
	if (column > 0 && line_length(line) > column && line[column - 1] == ' ')
		return column;
	return 0;
}

/* The head of an entry: what is left and, on the same line, right. */
static void
take_head(struct manual_text *m)
{
	const char *line = m->rest;
	size_t len = line_length(line);
	size_t text = text_begin(line, m->column);
	size_t end = text > 0 ? text : len;

	if (text > 0)
		append(m->text, sizeof(m->text), line + text, len - text);
	while (end > ENTRY_INDENT && line[end - 1] == ' ')
		end--;
	append(m->term, sizeof(m->term), line + ENTRY_INDENT,
		end - ENTRY_INDENT);
	m->term[strlen(m->term) - 1] = '\0';
	m->rest = next_line(line);
}

static void
take_entry(struct manual_text *m)
{
	m->is_entry = true;
	take_head(m);
	while (is_in_block(m->rest) && indent_of(m->rest) > ENTRY_INDENT) {
		append(m->text, sizeof(m->text), m->rest, line_length(m->rest));
		m->rest = next_line(m->rest);
	}
}

static void
take_paragraph(struct manual_text *m)
{
	while (line_length(m->rest) > 0 && !is_in_block(m->rest)) {
		append(m->text, sizeof(m->text), m->rest, line_length(m->rest));
		m->rest = next_line(m->rest);
	}
}

bool
manual_next(struct manual_text *m)
{
	m->is_entry = false;
	m->term[0] = '\0';
	m->text[0] = '\0';
	while (*m->rest == '\n') {
		m->rest++;
		m->column = 0;
	}
	if (*m->rest == '\0')
		return false;
	if (!is_in_block(m->rest)) {
		m->column = 0;
		take_paragraph(m);
		return true;
	}
	if (m->column == 0)
		m->column = find_column(m->rest);
	take_entry(m);
	return true;
}

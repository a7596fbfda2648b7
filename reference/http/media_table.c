#include "http/media_table.h"

#include <assert.h>
#include <string.h>

#include "h1/cursor.h"
#include "h1/octet.h"
#include "http/media.h"

/* Takes the next line without its LF; false at the end. */
static bool
line_next(struct h1_cur *text, struct h1_cur *line)
{
	const uint8_t *from = text->at;

	if (h1_cur_at_end(text))
		return false;
	while (!h1_cur_at_end(text) && *text->at != '\n')
		text->at++;
	*line = h1_cur_over(h1_span_between(from, text->at));
	h1_cur_octet(text, '\n');
	return true;
}

/* The next word of a line; false at its end, or where a comment begins. */
static bool
word_next(struct h1_cur *line, struct h1_span *word)
{
	const uint8_t *from;

	while (!h1_cur_at_end(line) && h1_octet_is(*line->at, H1_LINE_SPACE))
		line->at++;
	if (h1_cur_at_end(line) || *line->at == '#')
		return false;
	from = line->at;
	while (!h1_cur_at_end(line) && !h1_octet_is(*line->at, H1_LINE_SPACE))
		line->at++;
	*word = h1_span_between(from, line->at);
	return true;
}

/* type "/" subtype, and so short that it fits wherever a type is put. */
static bool
is_type(struct h1_span word)
{
	struct h1_cur cur = h1_cur_over(word);
	struct h1_span part;

	return word.len <= HTTP_MEDIA_TYPE_MAX && h1_cur_token(&cur, &part) &&
	       h1_cur_octet(&cur, '/') && h1_cur_token(&cur, &part) &&
	       h1_cur_at_end(&cur);
}

/* A place of the text: each extension with its type. */
struct walk {
	struct h1_cur text;
	struct h1_cur line;
	struct h1_span type;
};

static void
walk_init(struct walk *walk, struct h1_span text)
{
	walk->text = h1_cur_over(text);
	walk->line = h1_cur_over(H1_SPAN(""));
	walk->type = H1_SPAN("");
}

static bool
walk_next(struct walk *walk, struct h1_span *extension)
{
	for (;;) {
		if (walk->type.len > 0 && word_next(&walk->line, extension))
			return true;
		if (!line_next(&walk->text, &walk->line))
			return false;
		if (!word_next(&walk->line, &walk->type) ||
			!is_type(walk->type))
			walk->type.len = 0;
	}
}

size_t
http_media_table_count(struct h1_span text)
{
	struct h1_span extension;
	struct walk walk;
	size_t n = 0;

	walk_init(&walk, text);
	while (walk_next(&walk, &extension))
		n++;
	return n;
}

/* FNV-1a, over letters made lower-case. */
static size_t
hash(struct h1_span extension)
{
	uint32_t value = 2166136261u;
	size_t i;

	for (i = 0; i < extension.len; i++)
		value = (value ^ h1_octet_lower(extension.at[i])) * 16777619u;
	return value;
}

/* The row of that extension, or the empty one where it belongs. */
static struct http_media_row *
find(const struct http_media_table *table, struct h1_span extension)
{
	size_t mask = table->n_rows - 1;
	size_t i = hash(extension) & mask;

	while (table->rows[i].extension.len > 0 &&
		!h1_span_equal_nocase(table->rows[i].extension, extension))
		i = (i + 1) & mask;
	return &table->rows[i];
}

void
http_media_table_read(struct http_media_table *table,
	struct http_media_row *rows, size_t n_rows, struct h1_span text)
{
	struct h1_span extension;
	struct walk walk;

	assert(n_rows > http_media_table_count(text) &&
		(n_rows & (n_rows - 1)) == 0);
	memset(rows, 0, n_rows * sizeof(*rows));
	*table = (struct http_media_table){rows, n_rows};
	walk_init(&walk, text);
	while (walk_next(&walk, &extension)) {
		struct http_media_row *row = find(table, extension);

		if (row->extension.len == 0)
			*row = (struct http_media_row){extension, walk.type};
	}
}

/* The type that the table has for the extension, or an absent span. */
static struct h1_span
look_up(const struct http_media_table *table, struct h1_span file_name)
{
	struct h1_span extension = http_media_extension(file_name);

	if (table->n_rows == 0 || extension.len == 0)
		return (struct h1_span){NULL, 0};
	return find(table, extension)->type;
}

struct h1_span
http_media_table_of_name(const struct http_media_table *table,
	struct h1_span file_name)
{
	struct h1_span type = look_up(table, file_name);

	return type.at ? type : http_media_of_name(file_name);
}

bool
http_media_table_knows(const struct http_media_table *table,
	struct h1_span file_name)
{
	return look_up(table, file_name).at != NULL ||
	       !h1_span_equal(http_media_of_name(file_name),
		       H1_SPAN("application/octet-stream"));
}

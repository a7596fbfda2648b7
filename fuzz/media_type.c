/*
 * The type of a file is the first one that its extension stands behind in a
 * text like /etc/mime.types, word by word; else the one that is built in.
 */

#include "engine/entry.h"
#include "http/coding.h"
#include "http/media.h"
#include "http/media_table.h"
#include "value/lines.h"
#include "value/wish.h"
#include "value/word.h"

#include <stdlib.h>
#include <string.h>

enum {
	IN_TABLE,
	TWICE,
	BUILT_IN,
	UNKNOWN,
	COMMENT,
	NO_TYPE
};

static struct mark marks[] = {
	[IN_TABLE] = {"an extension is in the table", 0},
	[TWICE] = {"an extension stands twice, and the first one counts", 0},
	[BUILT_IN] = {"an extension is built in", 0},
	[UNKNOWN] = {"an extension is not known", 0},
	[COMMENT] = {"a comment is passed over", 0},
	[NO_TYPE] = {"what is no type is passed over", 0},
};

static bool
is_blank(uint8_t octet)
{
	return octet == ' ' || octet == '\t' || octet == '\r';
}

static struct h1_span
take_word(struct h1_span *line)
{
	struct h1_span word;

	while (line->len > 0 && is_blank(line->at[0]))
		*line = (struct h1_span){line->at + 1, line->len - 1};
	word = (struct h1_span){line->at, 0};
	while (word.len < line->len && !is_blank(line->at[word.len]))
		word.len++;
	*line = (struct h1_span){line->at + word.len, line->len - word.len};
	if (word.len > 0 && word.at[0] == '#') {
		REACH(COMMENT);
		line->len = 0;
		return *line;
	}
	return word;
}

static bool
is_token(struct h1_span in)
{
	return in.len > 0 && slow_token(in) == in.len;
}

static bool
is_type(struct h1_span word)
{
	size_t slash = 0;

	while (slash < word.len && word.at[slash] != '/')
		slash++;
	return slash < word.len && word.len <= HTTP_MEDIA_TYPE_MAX &&
	       is_token((struct h1_span){word.at, slash}) &&
	       is_token((struct h1_span){
		       word.at + slash + 1, word.len - slash - 1});
}

/* The type of that extension; absent if there is none. Counts all of them. */
static struct h1_span
slow_find(struct h1_span text, struct h1_span extension, size_t *n)
{
	struct h1_span found = {NULL, 0};

	*n = 0;
	while (text.len > 0) {
		struct h1_span line = line_take(&text);
		struct h1_span type = take_word(&line), word;

		if (!is_type(type)) {
			if (type.len > 0)
				REACH(NO_TYPE);
			continue;
		}
		while ((word = take_word(&line)).len > 0) {
			++*n;
			if (!h1_span_equal_nocase(word, extension))
				continue;
			if (found.at)
				REACH(TWICE);
			else
				found = type;
		}
	}
	return found;
}

static void
check_name(struct seen *seen, const struct http_media_table *table,
	struct h1_span text, struct h1_span name)
{
	struct h1_span extension = http_media_extension(name);
	struct h1_span type = http_media_table_of_name(table, name);
	size_t n;
	struct h1_span slow = slow_find(text, extension, &n);

	CHECK(n == http_media_table_count(text));
	if (slow.at && extension.len > 0) {
		CHECK(type.at == slow.at && type.len == slow.len);
		REACH(IN_TABLE);
	} else {
		CHECK(h1_span_equal(type, http_media_of_name(name)));
		REACH(span_is(type, "application/octet-stream") ? UNKNOWN
								: BUILT_IN);
	}
	CHECK(http_media_table_knows(table, name) ==
		((slow.at && extension.len > 0) ||
			!span_is(type, "application/octet-stream")));
	CHECK(http_media_equal(type, type) && is_type(type));
	CHECK(!http_media_is_text(type) || http_coding_pays(type));
	seen_octets(seen, type);
}

static void
check_names(struct seen *seen, const struct http_media_table *table,
	struct h1_span text)
{
	check_name(seen, table, text, H1_SPAN("a.txt"));
	check_name(seen, table, text, H1_SPAN("a.b/c.Html"));
	check_name(seen, table, text, H1_SPAN(".x"));
	check_name(seen, table, text, H1_SPAN("a."));
	check_name(seen, table, text, H1_SPAN("README"));
}

/* The first line is the name of a file, the rest the text. */
static void
run(struct h1_span input, struct seen *seen)
{
	struct h1_span name = line_take(&input);
	struct http_media_table table;
	struct http_media_row *rows;
	size_t n_rows = 1;

	if (input.len > VALUE_MAX)
		return;
	while (n_rows <= http_media_table_count(input))
		n_rows *= 2;
	rows = malloc(n_rows * sizeof(*rows));
	if (!rows)
		abort();
	http_media_table_read(&table, rows, n_rows, input);
	check_name(seen, &table, input, name);
	check_names(seen, &table, input);
	free(rows);
}

const struct entry entry = {run, marks, N(marks)};

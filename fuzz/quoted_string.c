/*
 * A quoted string is taken exactly if a slow reader finds its end; parameters
 * and chunk-ext, which has a reader of its own, agree on what one is.
 */

#include "engine/entry.h"
#include "h1/h1.h"
#include "http/parameter.h"
#include "value/lines.h"
#include "value/text.h"
#include "value/word.h"

enum {
	TAKEN,
	EMPTY,
	PAIR,
	REFUSED,
	TOKEN,
	CHUNK_EXT
};

static struct mark marks[] = {
	[TAKEN] = {"a quoted string is taken", 0},
	[EMPTY] = {"an empty one is taken", 0},
	[PAIR] = {"one with a quoted-pair is taken", 0},
	[REFUSED] = {"what is none is refused", 0},
	[TOKEN] = {"a token is taken instead", 0},
	[CHUNK_EXT] = {"a chunk-ext has it as its value", 0},
};

static void
check_string(struct seen *seen, struct h1_span in)
{
	struct h1_cur cur = h1_cur_over(in);
	struct h1_span text = {NULL, 0};
	size_t len = slow_quoted_string(in);

	if (!h1_cur_quoted_string(&cur, &text)) {
		CHECK(len == 0 && cur.at == in.at && !text.at);
		REACH(REFUSED);
		return;
	}
	CHECK(cur.at == in.at + len && text.at == in.at + 1 &&
		text.len == len - 2);
	REACH(text.len == 0 ? EMPTY : span_has(text, '\\') ? PAIR : TAKEN);
	seen_octets(seen, text);
}

/* Whether all of `in` is the value of a parameter. */
static bool
is_value(struct h1_span in)
{
	size_t token = slow_token(in);

	if (token > 0 && token == in.len)
		REACH(TOKEN);
	return in.len > 0 &&
	       (token == in.len || slow_quoted_string(in) == in.len);
}

static void
check_parameter(struct h1_span in)
{
	struct text text = {.len = 0};
	struct http_parameter parameter;
	struct h1_cur cur;
	bool good;

	text_add(&text, H1_SPAN(";\tname="));
	text_add(&text, in);
	cur = h1_cur_over(text_span(&text));
	good = http_parameter_next(&cur, &parameter) && h1_cur_at_end(&cur);
	CHECK(good == is_value(in));
	if (!good)
		return;
	CHECK(h1_span_equal(parameter.name, H1_SPAN("name")));
	CHECK(parameter.value.len == in.len - (in.at[0] == '"' ? 2 : 0));
	CHECK(!http_parameter_next(&cur, &parameter));
}

static bool
is_read(struct text *text)
{
	struct h1_cur cur = h1_cur_over(text_span(text));
	struct h1_field fields[4];
	struct h1_reader reader;
	struct h1_piece piece;
	struct h1_head head;
	struct h1_error err;

	h1_head_init(&head, fields, N(fields));
	h1_piece_init(&piece, NULL, 0);
	h1_reader_init(&reader, H1_RESPONSE, NULL, H1_STRICT);
	CHECK(h1_read_head(&reader, &cur, &head, &err) == H1_OK);
	return h1_read_piece(&reader, &cur, &piece, &err) == H1_OK;
}

/* What is no value could end the line and begin another one. */
static void
check_chunk_ext(struct h1_span in)
{
	struct text text = {.len = 0};
	bool good = is_value(in);

	if (span_has(in, '\r') || span_has(in, ';') || span_has(in, '=') ||
		in.len != h1_span_trim(in).len)
		return;
	text_add(&text, H1_SPAN("HTTP/1.1 200 OK\r\n"
				"Transfer-Encoding: chunked\r\n\r\n0;name="));
	text_add(&text, in);
	text_add(&text, H1_SPAN("\r\n"));
	CHECK(is_read(&text) == good);
	if (good)
		REACH(CHUNK_EXT);
}

static void
run(struct h1_span input, struct seen *seen)
{
	if (input.len > VALUE_MAX)
		return;
	check_string(seen, input);
	check_parameter(input);
	check_chunk_ext(input);
}

const struct entry entry = {run, marks, N(marks)};

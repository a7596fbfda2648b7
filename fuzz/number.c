/*
 * A number in Content-Length or chunk-size is what its digits say, and refused
 * exactly if it has no digits, has other octets, or needs more than 64 bits;
 * arithmetic on text, which cannot overflow, comes to the same.
 */

#include "value/number.h"
#include "engine/entry.h"
#include "h1/framing.h"
#include "h1/h1.h"
#include "value/lines.h"
#include "value/text.h"

#include <inttypes.h>
#include <stdio.h>

enum {
	READ,
	GREATEST,
	ZEROS,
	OVERFLOW,
	SYNTAX,
	CHUNK_READ,
	CHUNK_OVERFLOW
};

static struct mark marks[] = {
	[READ] = {"a length is read", 0},
	[GREATEST] = {"2^64-1 is read", 0},
	[ZEROS] = {"a length with more than 20 digits is read", 0},
	[OVERFLOW] = {"a length beyond 64 bits is refused", 0},
	[SYNTAX] = {"what is no length is refused", 0},
	[CHUNK_READ] = {"a chunk-size is read", 0},
	[CHUNK_OVERFLOW] = {"a chunk-size beyond 64 bits is refused", 0},
};

/* What refuses `in` first, and where; H1_E_NONE: nothing. */
static enum h1_code
slow_refusal(struct h1_span in, size_t *off)
{
	*off = 0;
	if (in.len == 0)
		return H1_E_LENGTH_SYNTAX;
	for (*off = 0; *off < in.len; ++*off) {
		struct h1_span front = {in.at, *off + 1};

		if (!number_is_digits(front))
			return H1_E_LENGTH_SYNTAX;
		if (!number_at_most(front, UINT64_MAX))
			return H1_E_LENGTH_OVERFLOW;
	}
	return H1_E_NONE;
}

static enum h1_code
check_length(struct seen *seen, struct h1_span in)
{
	struct h1_error err;
	uint64_t n;
	size_t off;
	enum h1_code code = slow_refusal(in, &off);

	if (h1_content_length_read(&n, in, &err) == H1_OK) {
		CHECK(code == H1_E_NONE && number_equals(in, n));
		REACH(READ);
		if (n == UINT64_MAX)
			REACH(GREATEST);
		if (in.len > 20)
			REACH(ZEROS);
		seen_number(seen, n);
		return code;
	}
	CHECK(err.code == code && err.off == off);
	REACH(code == H1_E_LENGTH_SYNTAX ? SYNTAX : OVERFLOW);
	return code;
}

static enum h1_status
read_head(struct h1_reader *reader, struct h1_head *head, struct h1_cur *cur,
	enum h1_kind kind)
{
	struct h1_error err;

	h1_reader_init(reader, kind, NULL, H1_STRICT);
	return h1_read_head(reader, cur, head, &err);
}

/* The message reader has short cuts of its own to the same. */
static void
check_message(struct h1_span in, enum h1_code code)
{
	struct text text = {.len = 0};
	struct h1_field fields[4];
	struct h1_reader reader;
	struct h1_head head;
	struct h1_cur cur;

	text_add(&text, H1_SPAN("POST / HTTP/1.1\r\nHost: a\r\n"
				"Content-Length:"));
	text_add(&text, in);
	text_add(&text, H1_SPAN("\r\n\r\n"));
	h1_head_init(&head, fields, N(fields));
	cur = h1_cur_over(text_span(&text));
	if (read_head(&reader, &head, &cur, H1_REQUEST) == H1_OK)
		CHECK(code == H1_E_NONE &&
			number_equals(in, head.framing.length));
	else
		CHECK(code != H1_E_NONE);
}

static bool
is_hex(struct h1_span in)
{
	for (size_t i = 0; i < in.len; i++)
		if (h1_octet_hex(in.at[i]) == 0xFF)
			return false;
	return in.len > 0;
}

static bool
hex_equals(struct h1_span digits, uint64_t n)
{
	char text[24];
	int len = snprintf(text, sizeof(text), "%" PRIx64, n);
	struct h1_span wanted = {(uint8_t *)text, (size_t)len};

	return h1_span_equal_nocase(number_bare(digits), wanted);
}

static void
check_chunk_size(struct seen *seen, struct h1_span in)
{
	struct text text = {.len = 0};
	struct h1_field fields[4];
	struct h1_reader reader;
	struct h1_piece piece;
	struct h1_head head;
	struct h1_error err;
	struct h1_cur cur;
	bool fits = is_hex(in) && number_bare(in).len <= 16;

	text_add(&text, H1_SPAN("HTTP/1.1 200 OK\r\n"
				"Transfer-Encoding: chunked\r\n\r\n"));
	text_add(&text, in);
	text_add(&text, H1_SPAN("\r\n"));
	h1_head_init(&head, fields, N(fields));
	h1_piece_init(&piece, NULL, 0);
	cur = h1_cur_over(text_span(&text));
	CHECK(read_head(&reader, &head, &cur, H1_RESPONSE) == H1_OK);
	if (h1_read_piece(&reader, &cur, &piece, &err) == H1_OK) {
		CHECK(fits && hex_equals(in, piece.chunk.size));
		REACH(CHUNK_READ);
		seen_number(seen, piece.chunk.size);
		return;
	}
	CHECK(!fits);
	if (is_hex(in))
		REACH(CHUNK_OVERFLOW);
}

static void
run(struct h1_span input, struct seen *seen)
{
	enum h1_code code;

	if (input.len > VALUE_MAX)
		return;
	code = check_length(seen, input);
	if (number_is_digits(input) || input.len == 0)
		check_message(input, code);
	if (is_hex(input))
		check_chunk_size(seen, input);
}

const struct entry entry = {run, marks, N(marks)};

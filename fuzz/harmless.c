/*
 * What a server sends comes to a terminal as text in UTF-8 without control
 * characters, the same in any pieces; and nothing is lost: read back, it is
 * what was sent.
 */

#include "client/harmless.h"
#include "engine/entry.h"
#include "h1/octet.h"
#include "value/lines.h"

#include <stdlib.h>
#include <string.h>

enum {
	PLAIN_TEXT,
	TWO,
	THREE,
	FOUR,
	WRITTEN,
	LINE_ENDS,
	NOT_COMPLETE
};

static struct mark marks[] = {
	[PLAIN_TEXT] = {"plain text stays", 0},
	[TWO] = {"a character of two octets stays", 0},
	[THREE] = {"a character of three octets stays", 0},
	[FOUR] = {"a character of four octets stays", 0},
	[WRITTEN] = {"an octet is written as text", 0},
	[LINE_ENDS] = {"a line end of two octets stays", 0},
	[NOT_COMPLETE] = {"a character is cut by the end", 0},
};

/* Reads the character at `at`: its code point and length, or -1. */
static long
code_point(struct h1_span in, size_t *len)
{
	static const long least[] = {0, 0, 0x80, 0x800, 0x10000};
	uint8_t first = in.at[0];
	long code;

	*len = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
	if (*len == 1)
		return first;
	if (first < 0xC0 || first >= 0xF8 || *len > in.len)
		return -1;
	code = first & (0x7F >> *len);
	for (size_t i = 1; i < *len; i++) {
		if (in.at[i] < 0x80 || in.at[i] > 0xBF)
			return -1;
		code = code << 6 | (in.at[i] & 0x3F);
	}
	return code < least[*len] ? -1 : code;
}

static bool
is_harmless(long code)
{
	if (code < 0x20)
		return code == '\n' || code == '\t';
	return (code < 0x7F || code > 0x9F) && code <= 0x10FFFF &&
	       (code < 0xD800 || code > 0xDFFF);
}

static void
check_text(struct h1_span out)
{
	while (out.len > 0) {
		size_t len;
		long code = code_point(out, &len);

		if (code == '\r' && out.len > 1 && out.at[1] == '\n') {
			len = 2;
			REACH(LINE_ENDS);
		} else {
			CHECK(code >= 0 && is_harmless(code));
			REACH(len == 1	   ? PLAIN_TEXT
				: len == 2 ? TWO
				: len == 3 ? THREE
					   : FOUR);
		}
		out = (struct h1_span){out.at + len, out.len - len};
	}
}

/* The octet that is written as \xHH at `i`, or -1. */
static int
written(struct h1_span out, size_t i)
{
	if (out.len - i < 4 || out.at[i] != '\\' || out.at[i + 1] != 'x' ||
		h1_octet_hex(out.at[i + 2]) == 0xFF ||
		h1_octet_hex(out.at[i + 3]) == 0xFF)
		return -1;
	return 16 * h1_octet_hex(out.at[i + 2]) + h1_octet_hex(out.at[i + 3]);
}

/* Only where the input has no backslash of its own. */
static void
check_back(struct h1_span out, struct h1_span in)
{
	size_t n = 0;

	if (span_has(in, '\\'))
		return;
	for (size_t i = 0; i < out.len; i++) {
		int octet = written(out, i);

		CHECK(n < in.len);
		CHECK(in.at[n++] == (octet < 0 ? out.at[i] : octet));
		if (octet < 0)
			continue;
		REACH(WRITTEN);
		i += 3;
	}
	CHECK(n == in.len);
}

/* In pieces of `n` octets; *out has room. */
static void
make_harmless(struct h1_span *out, uint8_t *at, struct h1_span in, size_t n)
{
	struct client_harmless state = {.n_pending = 0};

	*out = (struct h1_span){at, 0};
	while (in.len > 0) {
		size_t len = in.len < n ? in.len : n;

		out->len += client_harmless(&state, at + out->len,
			(struct h1_span){in.at, len});
		in = (struct h1_span){in.at + len, in.len - len};
	}
	if (state.n_pending > 0)
		REACH(NOT_COMPLETE);
	out->len += client_harmless_end(&state, at + out->len);
}

/* The same in one line: neither LF nor characters beyond ASCII. */
static void
check_line(uint8_t *at, struct h1_span in)
{
	struct h1_span out = {at, client_harmless_line(at, in)};

	for (size_t i = 0; i < out.len; i++)
		CHECK(out.at[i] == '\t' ||
			(out.at[i] >= ' ' && out.at[i] <= '~'));
	CHECK(out.len <= in.len * CLIENT_HARMLESS_GROWTH);
	check_back(out, in);
}

/* The last octet says in which pieces. */
static void
run(struct h1_span input, struct seen *seen)
{
	size_t n = 1 + entry_parameter(&input, 16);
	size_t room =
		input.len * CLIENT_HARMLESS_GROWTH + CLIENT_HARMLESS_PENDING;
	struct h1_span whole, pieces;
	uint8_t *at, *other;

	if (input.len > VALUE_MAX)
		return;
	at = malloc(room);
	other = malloc(room);
	if (!at || !other)
		abort();
	make_harmless(&whole, at, input, input.len);
	make_harmless(&pieces, other, input, n);
	CHECK(h1_span_equal(whole, pieces));
	check_text(whole);
	check_back(whole, input);
	seen_octets(seen, whole);
	check_line(other, input);
	free(at);
	free(other);
}

const struct entry entry = {run, marks, N(marks)};

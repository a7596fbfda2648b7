/*
 * What is written to stand in HTML has no markup, and what is written in Base64
 * nothing but its letters; read back, both are what was written.
 */

#include "http/escape.h"
#include "client/base64.h"
#include "engine/entry.h"
#include "value/lines.h"

#include <stdlib.h>
#include <string.h>

enum {
	MARKUP,
	CONTROL,
	PADDED_ONCE,
	PADDED_TWICE,
	NOT_PADDED
};

static struct mark marks[] = {
	[MARKUP] = {"markup is escaped", 0},
	[CONTROL] = {"a control octet is replaced", 0},
	[PADDED_ONCE] = {"Base64 ends with one =", 0},
	[PADDED_TWICE] = {"Base64 ends with two =", 0},
	[NOT_PADDED] = {"Base64 ends without =", 0},
};

static const struct {
	const char *name;
	char octet;
} references[] = {
	{"&amp;", '&'},
	{"&lt;", '<'},
	{"&gt;", '>'},
	{"&quot;", '"'},
	{"&#39;", '\''},
};

/* What a reader of HTML makes of the front of *text, which it takes. */
static uint8_t
read_octet(struct h1_span *text)
{
	size_t len = 1;
	uint8_t octet = text->at[0];

	CHECK(!strchr("<>\"'", octet) || octet == 0);
	for (size_t i = 0; octet == '&' && i < N(references); i++) {
		size_t n = strlen(references[i].name);

		if (n > text->len ||
			memcmp(text->at, references[i].name, n) != 0)
			continue;
		octet = (uint8_t)references[i].octet;
		len = n;
		REACH(MARKUP);
	}
	CHECK(text->at[0] != '&' || len > 1);
	*text = (struct h1_span){text->at + len, text->len - len};
	return octet;
}

static void
check_html(struct seen *seen, struct h1_span in)
{
	uint8_t *at = malloc(HTTP_ESCAPE_HTML_MAX(in.len) + 1);
	struct h1_span text = {at, 0};

	if (!at)
		abort();
	text.len = http_escape_html(at, in);
	CHECK(text.len <= HTTP_ESCAPE_HTML_MAX(in.len));
	seen_octets(seen, text);
	for (size_t i = 0; i < in.len; i++) {
		bool control = in.at[i] < ' ' || in.at[i] == 0x7F;

		CHECK(text.len > 0);
		CHECK(read_octet(&text) == (control ? '?' : in.at[i]));
		if (control)
			REACH(CONTROL);
	}
	CHECK(text.len == 0);
	free(at);
}

/* Six bits of a letter. */
static unsigned
bits_of(uint8_t letter)
{
	if (letter >= 'A' && letter <= 'Z')
		return letter - (unsigned)'A';
	if (letter >= 'a' && letter <= 'z')
		return letter - (unsigned)'a' + 26;
	if (letter >= '0' && letter <= '9')
		return letter - (unsigned)'0' + 52;
	CHECK(letter == '+' || letter == '/');
	return letter == '+' ? 62 : 63;
}

/* The bit of that number, counted from the first letter's highest. */
static unsigned
bit(const uint8_t *letters, size_t n)
{
	return bits_of(letters[n / 6]) >> (5 - n % 6) & 1;
}

static void
check_base64(struct seen *seen, struct h1_span in)
{
	size_t len = CLIENT_BASE64_LEN(in.len), n_pads = len;
	uint8_t *at = malloc(len + 1);

	if (!at)
		abort();
	CHECK(client_base64(at, in) == len && len % 4 == 0);
	while (n_pads > 0 && at[n_pads - 1] == '=')
		n_pads--;
	n_pads = len - n_pads;
	CHECK(n_pads == (3 - in.len % 3) % 3);
	REACH(n_pads == 0 ? NOT_PADDED : PADDED_ONCE + (n_pads - 1));
	for (size_t i = 0; i < 6 * (len - n_pads); i++) {
		unsigned octet = i / 8 < in.len ? in.at[i / 8] : 0;

		CHECK(bit(at, i) == (octet >> (7 - i % 8) & 1));
	}
	seen_octets(seen, (struct h1_span){at, len});
	free(at);
}

static void
run(struct h1_span input, struct seen *seen)
{
	if (input.len > VALUE_MAX)
		return;
	check_html(seen, input);
	check_base64(seen, input);
}

const struct entry entry = {run, marks, N(marks)};

/*
 * The tolerant split: parts follow each other without a gap, and are of the
 * kinds that a reader would see in them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "mutator/outline.h"

/* A letter for each part: Start-line, Field, Empty line, Content, chunk Line,
 * chunk Data, Trailer; a bar between messages. */
static const struct {
	const char *input, *parts;
} rows[] = {
	{"", ""},
	{"x", "S"},
	{"a", "L"},
	{"\r\n", "E"},
	{"\r\n\r\nGET / HTTP/1.1\r\n\r\n", "EESE"},
	{"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "SFE"},
	{"GET / HTTP/1.1\nHost: a\n\n", "SFE"},
	{"GET / HTTP/1.1\r\nHost: a", "SF"},
	{"GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n", "SE|SE"},
	{"P / H\r\nContent-Length: 5\r\n\r\nhello", "SFEC"},
	{"P / H\r\ncontent-LENGTH: 5\r\n\r\nhel", "SFEC"},
	{"P / H\r\nContent-Length: 2\r\n\r\nhello", "SFEC|S"},
	{"P / H\r\nContent-Length: 0\r\n\r\nhello", "SFE|S"},
	{"P / H\r\nContent-Length: x\r\n\r\nhello", "SFE|S"},
	{"P / H\r\nContent-Length: 99999999999999999999\r\n\r\nab", "SFEC"},
	{"P / H\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n"
	 "5;a=b\r\nhello\r\n0\r\nb: c\r\n\r\nGET",
		"SFELDLTE|S"},
	{"P / H\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
	 "ffffffffffffffff\r\nhello",
		"SFFELD"},
	{"5\r\nhello\r\nA\nhellohello\n0\r\n\r\n", "LDLDLE"},
	{"5\r\nhello0\r\n\r\n", "LDLE"},
	{"5 GET\r\n", "S"},
};

static char
letter(enum part_kind kind)
{
	return "SFECLDT"[kind];
}

static void
draw(char *text, const struct outline *outline)
{
	size_t i;

	for (i = 0; i < outline->n; i++) {
		if (i && outline->parts[i].message !=
				 outline->parts[i - 1].message)
			*text++ = '|';
		*text++ = letter(outline->parts[i].kind);
	}
	*text = '\0';
}

static void
expect_no_gap(const struct outline *outline, size_t len)
{
	size_t i, off = 0;

	for (i = 0; i < outline->n; i++) {
		assert_int_equal(outline->parts[i].range.off, off);
		assert_true(outline->parts[i].range.len > 0);
		assert_true(outline->parts[i].text.off == off);
		off = range_end(outline->parts[i].range);
		assert_true(range_end(outline->parts[i].text) <= off);
	}
	assert_int_equal(off, len);
}

static void
test_rows(void **state)
{
	char input[128], text[2 * OUTLINE_PARTS];
	struct outline outline;
	struct draft draft = {.at = (uint8_t *)input, .max = sizeof(input)};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		draft.len = strlen(rows[i].input);
		memcpy(input, rows[i].input, draft.len);
		outline_find(&outline, &draft);
		draw(text, &outline);
		assert_string_equal(text, rows[i].parts);
		expect_no_gap(&outline, draft.len);
	}
}

/* More lines than there is room for. */
static void
test_full(void **state)
{
	uint8_t lines[2 * OUTLINE_PARTS];
	struct draft draft = {.at = lines, .len = sizeof(lines)};
	struct outline outline;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(lines); i++)
		lines[i] = '\n';
	outline_find(&outline, &draft);
	assert_int_equal(outline.n, OUTLINE_PARTS);
	assert_int_equal(outline.parts[OUTLINE_PARTS - 1].kind, PART_CONTENT);
	expect_no_gap(&outline, sizeof(lines));
}

static void
expect_text(const struct draft *draft, struct range range, const char *text)
{
	assert_int_equal(range.len, strlen(text));
	assert_memory_equal(draft->at + range.off, text, range.len);
}

static void
test_inside_lines(void **state)
{
	char input[] =
		"GET /a b HTTP/1.1\r\nName : \t v w \r\nx\r\n\r\ncontent";
	struct draft draft = {.at = (uint8_t *)input, .len = strlen(input)};
	struct outline outline;
	struct range start[3];

	(void)state;
	outline_find(&outline, &draft);
	start_line_parts(&draft, &outline.parts[0], start);
	expect_text(&draft, start[0], "GET");
	expect_text(&draft, start[1], "/a b");
	expect_text(&draft, start[2], "HTTP/1.1");
	expect_text(&draft, field_name(&draft, &outline.parts[1]), "Name ");
	expect_text(&draft, field_value(&draft, &outline.parts[1]), "v w");
	expect_text(&draft, field_name(&draft, &outline.parts[2]), "x");
	expect_text(&draft, field_value(&draft, &outline.parts[2]), "");
	assert_true(field_is(&draft, &outline.parts[1], TEXT("nAME ")));
	assert_false(field_is(&draft, &outline.parts[1], TEXT("name")));
	expect_text(&draft, outline_message(&outline, 1), "content");
}

static void
test_start_lines(void **state)
{
	static const char *const lines[][4] = {
		{"GET / HTTP/1.1", "GET", "/", "HTTP/1.1"},
		{"GET  /  HTTP/1.1", "GET", " / ", "HTTP/1.1"},
		{"GET /", "GET", "", "/"},
		{"GET", "GET", "", ""},
		{" ", "", "", ""},
		{"a  b", "a", "", "b"},
	};
	char input[32];
	struct draft draft = {.at = (uint8_t *)input};
	struct outline outline;
	struct range parts[3];
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		draft.len = strlen(lines[i][0]);
		memcpy(input, lines[i][0], draft.len);
		outline_find(&outline, &draft);
		start_line_parts(&draft, &outline.parts[0], parts);
		for (k = 0; k < 3; k++)
			expect_text(&draft, parts[k], lines[i][k + 1]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_inside_lines),
		cmocka_unit_test(test_start_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

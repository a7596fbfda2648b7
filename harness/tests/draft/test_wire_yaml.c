/*
 * Octets as strings of a case, repetitions and placeholders.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "draft/wire_yaml.h"

#define TEN "aaaaaaaaaa"
#define SIXTY_FOUR TEN TEN TEN TEN TEN TEN "aaaa"
#define LINE "a: b\r\n"

struct row {
	const char *in;
	size_t len; /* 0: as long as the text */
	struct edit edits[3];
	const char *yaml;
	const char *rendered; /* NULL: the octets */
};

static const struct row rows[] = {
	{"", 0, {{0}}, "", NULL},
	{"a\r\n\tb\"\\\n", 0, {{0}}, "-\"a\\r\\n\"\n-\"\\tb\\\"\\\\\\n\"\n",
		NULL},
	{"\0\x7F\x80\xFF", 4, {{0}}, "-\"\\x00\\x7F\\x80\\xFF\"\n", NULL},
	{"{{{", 0, {{0}}, "-\"{\"\n-\"{\"\n-\"{\"\n", NULL},
	{"x" SIXTY_FOUR "y", 0, {{0}},
		"-\"x\"\n-{repeat: \"a\", times: 64}\n-\"y\"\n", NULL},
	{SIXTY_FOUR + 1, 0, {{0}}, "-\"" TEN TEN TEN TEN TEN TEN "aaa\"\n",
		NULL},
	{LINE LINE LINE LINE LINE LINE LINE LINE LINE LINE LINE "\r\n", 0,
		{{0}}, "-{repeat: \"a: b\\r\\n\", times: 11}\n-\"\\r\\n\"\n",
		NULL},
	{"Host: a\r\n", 0, {{EDIT_PLACEHOLDER, {6, 1}, "{{host}}", "h:80"}},
		"-\"Host: {{host}}\\r\\n\"\n", "Host: h:80\r\n"},
	{"{a", 0, {{EDIT_PLACEHOLDER, {1, 1}, "{{host}}", "h"}},
		"-\"{\"\n-\"{{host}}\"\n", "{h"},
	{"5\r\nhello\r\n", 0,
		{{EDIT_PLACEHOLDER, {0, 1}, "{{chunk:c}}", "5"},
			{EDIT_LABEL, {3, 5}, "c", ""}},
		"-\"{{chunk:c}}\\r\\n\"\n-{label: c, of: [\"hello\"]}\n-"
		"\"\\r\\n\"\n",
		NULL},
	{"a\nb", 0, {{EDIT_LABEL, {0, 3}, "c", ""}},
		"-{label: c, of: [\"a\\n\", \"b\"]}\n", NULL},
};

static void
check_row(const struct row *row)
{
	size_t len = row->len > 0 ? row->len : strlen(row->in);
	struct octets in = {0};
	struct octets yaml = {0};
	struct octets rendered = {0};
	struct octets wanted = {0};
	struct edits edits = {0};

	assert_true(octets_append(&in, row->in, len));
	for (size_t i = 0; i < 3 && row->edits[i].place.len > 0; i++)
		assert_true(edits_add(&edits, &row->edits[i]));
	assert_true(wire_yaml_list(&yaml, &rendered, "", &in, &edits));
	assert_true(octets_append(&yaml, "", 1));
	/* "- " is shown as "-" in the rows */
	for (const uint8_t *at = yaml.at; *at != '\0'; at++)
		if (at == yaml.at || at[-1] != '-' || *at != ' ' ||
			(at > yaml.at + 1 && at[-2] != '\n'))
			assert_true(octets_append(&wanted, at, 1));
	assert_true(octets_append(&wanted, "", 1));
	assert_string_equal((const char *)wanted.at, row->yaml);
	octets_clear(&wanted);
	assert_true(row->rendered != NULL
			    ? octets_text(&wanted, row->rendered)
			    : octets_append(&wanted, row->in, len));
	assert_true(octets_equal(&rendered, &wanted));
	edits_free(&edits);
	octets_free(&in);
	octets_free(&yaml);
	octets_free(&rendered);
	octets_free(&wanted);
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(&rows[i]);
}

static void
test_string(void **state)
{
	struct octets yaml = {0};

	(void)state;
	assert_true(wire_yaml_string(&yaml, "a{b}\0", 5));
	assert_true(octets_append(&yaml, "", 1));
	assert_string_equal((const char *)yaml.at, "\"a{b}\\x00\"");
	assert_false(wire_yaml_string(&yaml, "a{{b}}", 6));
	octets_free(&yaml);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_string),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "fixture.h"

#include <stdlib.h>
#include <string.h>

#include "report/escape.h"

enum form {
	XML,
	TAP,
	YAML,
	MARKDOWN,
	LINES,
};

struct row {
	enum form form;
	const char *in;
	const char *wanted;
};

static const struct row rows[] = {
	{XML, "", ""},
	{XML, "plain ~", "plain ~"},
	{XML, "<a b=\"c\">&amp;</a>'",
		"&lt;a b=&quot;c&quot;&gt;&amp;amp;&lt;/a&gt;'"},
	{XML, "]]>", "]]&gt;"},
	{XML, "a\nb\r\t", "a\nb\\x0d\\x09"},
	{XML, "\x01\x1b[2J\x7f\x80\xff", "\\x01\\x1b[2J\\x7f\\x80\\xff"},
	{XML, "caf\xc3\xa9", "caf\\xc3\\xa9"},
	{TAP, "server/a/b[c]", "server/a/b[c]"},
	{TAP, "a # SKIP b\\", "a \\# SKIP b\\\\"},
	{TAP, "a\nok 2\x1b", "a\\nok 2\\x1b"},
	{YAML, "", "\"\""},
	{YAML, "a \"b\" \\x", "\"a \\\"b\\\" \\\\x\""},
	{YAML, "# - : {\n\xe9", "\"# - : {\\n\\xe9\""},
	{MARKDOWN, "a. b (c)", "a. b (c)"},
	{MARKDOWN, "<b>*_`[x](y)", "\\<b>\\*\\_\\`\\[x\\](y)"},
	{MARKDOWN, "@a #1 &lt; $x$ |", "\\@a \\#1 \\&lt; \\$x\\$ \\|"},
	{MARKDOWN, "a\n# b\x1b", "a\\\\n\\# b\\\\x1b"},
	{LINES, "", ""},
	{LINES, "a", "> a\n"},
	{LINES, "a\n\nb\n", "> a\n> \n> b\n"},
	{LINES, "a\r\nb\x1b", "> a\\x0d\n> b\\x1b\n"},
};

static void
put(FILE *out, const struct row *row)
{
	switch (row->form) {
	case XML:
		escape_xml(out, row->in, strlen(row->in));
		return;
	case TAP:
		escape_tap(out, row->in);
		return;
	case YAML:
		escape_yaml(out, row->in);
		return;
	case MARKDOWN:
		escape_markdown(out, row->in);
		return;
	case LINES:
		escape_lines(out, "> ", row->in, strlen(row->in));
		return;
	}
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		FILE *f = tmpfile();
		struct octets got = {0};

		assert_non_null(f);
		put(f, &rows[i]);
		fixture_read(f, &got);
		fixture_same_text(&got, rows[i].wanted);
		octets_free(&got);
		(void)fclose(f);
	}
}

/* Each octet there is, NUL too, leaves as printable ASCII or a line end. */
static void
test_every_octet(void **state)
{
	struct octets got = {0};
	uint8_t all[256];
	FILE *f = tmpfile();

	(void)state;
	assert_non_null(f);
	for (size_t i = 0; i < sizeof(all); i++)
		all[i] = (uint8_t)i;
	escape_xml(f, all, sizeof(all));
	escape_lines(f, "", all, sizeof(all));
	fixture_read(f, &got);
	for (size_t i = 0; i < got.len; i++)
		assert_true(got.at[i] == '\n' ||
			    (got.at[i] >= 0x20 && got.at[i] < 0x7f));
	octets_free(&got);
	(void)fclose(f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_every_octet),
	};

	return cmocka_run_group_tests_name("escape", tests, NULL, NULL);
}

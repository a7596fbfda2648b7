/*
 * Manual texts become paragraphs and entries, however their columns lie.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "man/manual_text.h"

/* What is found: "P[text]" or "E[term|text]", lines joined by "/". */
static const struct {
	const char *manual;
	const char *found;
} rows[] = {
	{"", ""},
	{"one\ntwo\n\nthree\n", "P[one/two]P[three]"},
	{"  --a   text\n", "E[--a|text]"},
	{"  --a X   text\n          more\n  --b     b\n",
		"E[--a X|text/          more]E[--b|b]"},
	/* one space is all the room that is left */
	{"  --long X text\n  --b      b\n", "E[--long X|text]E[--b|b]"},
	/* the left column has a line of its own */
	{"  --very-long X\n           text\n  --b      b\n",
		"E[--very-long X|           text]E[--b|b]"},
	/* no column at all */
	{"  --alone\n", "E[--alone|]"},
	/* two columns in one block */
	{"  -o FILE write\n  --b     b\n  --path PATH    x\n",
		"E[-o FILE|write]E[--b|b]E[--path PATH|x]"},
	/* blocks right behind a paragraph, and a paragraph behind */
	{"Files:\n  --a  a\nEnd.\n", "P[Files:]E[--a|a]P[End.]"},
	{"  (none)   text\n", "E[(none)|text]"},
};

static void
describe(const char *manual, char out[300])
{
	static struct manual_text m;
	size_t len = 0;

	out[0] = '\0';
	m = (struct manual_text){.rest = manual};
	while (manual_next(&m)) {
		m.text[strlen(m.text) - (m.text[0] != '\0')] = '\0';
		for (char *at = m.text; *at != '\0'; at++)
			if (*at == '\n')
				*at = '/';
		len += (size_t)snprintf(out + len, 300 - len, "%s[%s%s%s]",
			m.is_entry ? "E" : "P", m.term, m.is_entry ? "|" : "",
			m.text);
	}
}

static void
test_parts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char found[300];

		describe(rows[i].manual, found);
		assert_string_equal(found, rows[i].found);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

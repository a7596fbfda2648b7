#include "fixture.h"

#include <string.h>

#include "compare/json.h"
#include "compare/text.h"

/* What a target says may not reach the terminal as it is, nor be markup. */
#define HOSTILE "\\u001b[31m<b>|`x`"

static const char before_json[] =
	REPORT("", RESULT("server/a/b", "pass",
			   ", \"events\": \"400\", \"tags\": [\"smuggling\"]"));
static const char after_json[] = REPORT("",
	RESULT("server/a/b", "fail",
		", \"events\": \"" HOSTILE "\", \"tags\": [\"smuggling\"]"));

static void
test_changes(void **state)
{
	struct compare_report before;
	struct compare_report after;
	struct octets text = {0};
	struct octets markdown = {0};
	struct changes c;

	(void)state;
	fixture_read(before_json, &before);
	fixture_read(after_json, &after);
	after.suite = "2.0";
	assert_true(changes_find(&before, &after, &c));
	compare_text_changes(&before, &after, &c, false, &text);
	fixture_has(&text, "other suite: 1.0 -> 2.0\n");
	fixture_has(&text, "Regressions: 1 (must 1; tags: smuggling 1)\n"
			   "  must      pass -> fail      server/a/b\n"
			   "            400 -> \\x1b[31m<b>|`x`\n");
	fixture_has(&text, "regression 1, fix 0, other 0, new 0, removed 0, "
			   "the same 0\n");
	compare_markdown_changes(&before, &after, &c, &markdown);
	fixture_has(&markdown,
		"| regression | 1 | must 1; tags: smuggling 1 |");
	fixture_has(&markdown, "| must | server/a/b | pass → fail | 400 →  "
			       "&#91;31m&#60;b&#62;&#124;&#96;x&#96; |");
	octets_free(&text);
	octets_free(&markdown);
	changes_free(&c);
	compare_report_free(&before);
	compare_report_free(&after);
}

/* A long list is cut, unless all of it is asked for. */
static void
test_new_results(void **state)
{
	struct octets json = {0};
	struct octets text = {0};
	struct compare_report before;
	struct compare_report after;
	struct changes c;

	(void)state;
	octets_text(&json, "{\"format\": 1, \"suite\": {}, \"target\": {}, "
			   "\"results\": [");
	for (int i = 10; i < 40; i++)
		octets_format(&json,
			"%s{\"id\": \"n%d\", \"verdict\": \"pass\", "
			"\"level\": \"may\"}",
			i > 10 ? ", " : "", i);
	octets_format(&json, "]}%c", '\0');
	fixture_read(REPORT("", ""), &before);
	fixture_read((const char *)json.at, &after);
	assert_true(changes_find(&before, &after, &c));
	compare_text_changes(&before, &after, &c, false, &text);
	fixture_has(&text, "n29\n");
	fixture_has_not(&text, "n30\n");
	fixture_has(&text, "  and 10 more; --all names them\n");
	compare_text_changes(&before, &after, &c, true, &text);
	fixture_has(&text, "n39\n");
	octets_free(&json);
	octets_free(&text);
	changes_free(&c);
	compare_report_free(&before);
	compare_report_free(&after);
}

static void
test_table(void **state)
{
	struct compare_report reports[2];
	struct compare_table table;
	struct octets text = {0};

	(void)state;
	fixture_read(before_json, &reports[0]);
	fixture_read(after_json, &reports[1]);
	reports[1].path = "two.json";
	assert_true(compare_table_make(reports, 2, &table));
	compare_text_table(&table, false, &text);
	fixture_has(&text, " 100.0 %  one | two\n");
	fixture_has(&text,
		"must      server/a/b                                         "
		". F\n");
	fixture_has(&text, "They disagree about 1 of 1 results.\n");
	octets_clear(&text);
	compare_text_same(&table, "x.json", &text);
	fixture_has(&text, "x.json: server/a/b: pass | fail\n"
			   "x.json: 1 of 1 results differ in 2 reports\n");
	octets_free(&text);
	compare_table_free(&table);
	compare_report_free(&reports[0]);
	compare_report_free(&reports[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_new_results),
		cmocka_unit_test(test_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

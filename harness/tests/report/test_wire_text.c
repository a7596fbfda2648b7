#include "fixture.h"

#include "report/prose.h"
#include "report/wire_text.h"

#include <string.h>

#define A70 \
	"aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789_+aBcDeF"

struct row {
	const char *in;
	size_t len;
	const char *wanted;
};

#define ROW(in, wanted)                    \
	{                                  \
		in, sizeof(in) - 1, wanted \
	}

static const struct row rows[] = {
	ROW("", ""),
	ROW("0", "> 0\n"),
	ROW("GET / HTTP/1.1\r\n\r\n", "> GET / HTTP/1.1\\r\\n\n> \\r\\n\n"),
	ROW("a\nb\rc\td\\e", "> a\\n\n> b\\rc\\td\\\\e\n"),
	ROW("\0\x1b[2J\x7f\xe9", "> \\x00\\x1b[2J\\x7f\\xe9\n"),
	ROW("X: y \r\nz ", "> X: y \\r\\n\n> z\\x20\n"),
	ROW("X: " A70 "~~~~end\r\n", "> X: " A70 "~~~~\\\n>   end\\r\\n\n"),
};

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct octets got = {0};

		wire_text(&got, "> ", 10, rows[i].in, rows[i].len);
		fixture_same_text(&got, rows[i].wanted);
		fixture_is_plain(&got);
		octets_free(&got);
	}
}

static void
test_first_lead_is_the_callers(void **state)
{
	struct octets got = {0};

	(void)state;
	octets_text(&got, "1 ms > ");
	wire_text(&got, "     > ", 10, "a\r\nb", 4);
	fixture_same_text(&got, "1 ms > a\\r\\n\n     > b\n");
	octets_free(&got);
}

static void
test_repetitions(void **state)
{
	struct octets in = {0};
	struct octets got = {0};

	(void)state;
	octets_text(&in, "X: ");
	octets_repeat(&in, "a", 1, 70000);
	octets_text(&in, "\r\n");
	octets_repeat(&in, "A: b\r\n", 6, 5000);
	wire_text(&got, "", 10, in.at, in.len);
	fixture_same_text(&got, "X: {repeat: \"a\", times: 70000}\\r\\n\n"
				"{repeat: \"A: b\\r\\n\", times: 5000}\n");
	octets_free(&in);
	octets_free(&got);
}

static void
test_long_lines_are_cut(void **state)
{
	struct octets in = {0};
	struct octets got = {0};

	(void)state;
	for (unsigned i = 0; i < 1000; i++)
		octets_format(&in, "%03u", i);
	wire_text(&got, "  ", 10, in.at, in.len);
	fixture_is_plain(&got);
	octets_append(&got, "", 1);
	assert_non_null(strstr((char *)got.at, "{2800 more octets}"));
	assert_non_null(strstr((char *)got.at, "998999\n"));
	octets_free(&in);
	octets_free(&got);
}

static void
test_many_lines_are_cut(void **state)
{
	struct octets got = {0};

	(void)state;
	wire_text(&got, "", 2, "a\nb\nc\nd\n", 8);
	fixture_same_text(&got, "a\\n\nb\\n\n{4 more octets}\n");
	octets_clear(&got);
	wire_text(&got, "", 2, "a\nb\n", 4);
	fixture_same_text(&got, "a\\n\nb\\n\n");
	octets_free(&got);
}

/* Only so much is looked at, whatever a target sends. */
static void
test_floods_are_cut(void **state)
{
	struct octets in = {0};
	struct octets got = {0};
	uint32_t x = 1;

	(void)state;
	while (in.len < (size_t)1 << 20) {
		x = x * 1664525 + 1013904223;
		octets_format(&in, "%c", 'a' + (int)(x >> 24) % 2);
	}
	wire_text(&got, "", 10, in.at, in.len);
	fixture_is_plain(&got);
	octets_append(&got, "", 1);
	assert_non_null(strstr((char *)got.at, "{1032192 more octets}\n"));
	octets_free(&in);
	octets_free(&got);
}

static void
test_prose(void **state)
{
	struct octets got = {0};

	(void)state;
	prose_item(&got, "why     ",
		"one two  three \x1b[2J "
		"four five six seven eight nine ten eleven twelve thirteen");
	fixture_same_text(&got,
		"  why      one two three \\x1b[2J four five six seven eight "
		"nine ten eleven\n"
		"           twelve thirteen\n");
	fixture_is_plain(&got);
	octets_free(&got);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_first_lead_is_the_callers),
		cmocka_unit_test(test_repetitions),
		cmocka_unit_test(test_long_lines_are_cut),
		cmocka_unit_test(test_many_lines_are_cut),
		cmocka_unit_test(test_floods_are_cut),
		cmocka_unit_test(test_prose),
	};

	return cmocka_run_group_tests_name("wire text", tests, NULL, NULL);
}

#include "fixture.h"

#include "report/pieces.h"

#include <string.h>

/* `octets` followed by `unit` times `times`, followed by `tail`. */
struct row {
	const char *head;
	const char *unit;
	size_t times;
	const char *tail;
	const char *wanted; /* "off:len*times ..." */
};

static const struct row rows[] = {
	{"", "", 0, "", ""},
	{"abc", "", 0, "", "0:3*1 "},
	{"", "a", 63, "", "0:63*1 "},
	{"", "a", 64, "", "0:1*64 "},
	{"X: ", "a", 70000, "\r\n", "0:3*1 3:1*70000 70003:2*1 "},
	{"Host: x\r\n", "A: b\r\n", 5000, "\r\n", "0:9*1 9:6*5000 30009:2*1 "},
	/* too few to be a repetition, and too short together */
	{"", "0123456789012345678901234567890", 3, "", "0:93*1 "},
	{"", "ab", 31, "", "0:62*1 "},
	{"", "ab", 32, "", "0:2*32 "},
	/* the rest of a period is a literal */
	{"", "abc", 30, "ab", "0:3*30 90:2*1 "},
};

static void
describe(const struct octets *in, struct octets *out)
{
	struct piece p;
	size_t pos = 0;
	size_t expected = 0;

	while (pieces_next(in->at, in->len, &pos, &p)) {
		assert_int_equal(p.off, expected);
		expected = p.off + p.len * p.times;
		assert_int_equal(pos, expected);
		octets_format(out, "%zu:%zu*%zu ", p.off, p.len, p.times);
	}
	assert_int_equal(expected, in->len);
}

static void
test_pieces(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i];
		struct octets in = {0};
		struct octets got = {0};

		assert_true(octets_text(&in, row->head));
		assert_true(octets_repeat(&in, row->unit, strlen(row->unit),
			row->times));
		assert_true(octets_text(&in, row->tail));
		describe(&in, &got);
		fixture_same_text(&got, row->wanted);
		octets_free(&in);
		octets_free(&got);
	}
}

/* Pieces of anything put together again are the same octets. */
static void
test_pieces_are_complete(void **state)
{
	struct octets in = {0};
	struct octets names = {0};
	uint32_t x = 1;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		uint8_t octet;

		x = x * 1664525 + 1013904223;
		octet = (uint8_t)('a' + (x >> 24) % 2);
		assert_true(octets_repeat(&in, &octet, 1, (x >> 12) % 9));
	}
	describe(&in, &names);
	octets_free(&in);
	octets_free(&names);
}

static bool
is_letter(uint8_t octet)
{
	return octet >= 'a' && octet <= 'z';
}

/* Ten columns, of which what is no letter takes four. */
static const struct {
	const char *octets;
	size_t wanted;
} lines[] = {
	{"", 0},
	{"a", 1},
	{"abcdefghijk", 10},
	{"ab\ncd", 3},
	{"\n\n", 1},
	{"1234", 3},
	{"abcdefghi1k", 10},
	{"123\n", 3},
};

static void
test_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		assert_int_equal(pieces_line((const uint8_t *)lines[i].octets,
					 strlen(lines[i].octets), is_letter, 4,
					 10),
			lines[i].wanted);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_pieces_are_complete),
		cmocka_unit_test(test_lines),
	};

	return cmocka_run_group_tests_name("pieces", tests, NULL, NULL);
}

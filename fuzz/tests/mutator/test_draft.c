/*
 * The buffer that all changes go through: replacing, copying and moving are what
 * they are called, and nothing is written behind its end.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "mutator/draft.h"

#define LEN ((size_t)6)

static struct draft
fresh(uint8_t *at, size_t max)
{
	memcpy(at, "abcdef", LEN);
	return (struct draft){.at = at, .len = LEN, .max = max};
}

static void
expect(const struct draft *draft, const char *text)
{
	assert_int_equal(draft->len, strlen(text));
	assert_memory_equal(draft->at, text, draft->len);
}

static void
test_replace(void **state)
{
	uint8_t at[8];
	struct draft draft = fresh(at, sizeof(at));

	(void)state;
	assert_true(draft_replace(&draft, (struct range){1, 2}, TEXT("XYZ")));
	expect(&draft, "aXYZdef");
	assert_true(draft_insert(&draft, 7, TEXT("!")));
	expect(&draft, "aXYZdef!");
	assert_false(draft_insert(&draft, 0, TEXT("?")));
	assert_false(draft_replace(&draft, (struct range){7, 1}, TEXT("??")));
	expect(&draft, "aXYZdef!");
	draft_delete(&draft, (struct range){0, 8});
	expect(&draft, "");
	assert_true(draft_insert(&draft, 0, TEXT("abcdefgh")));
	expect(&draft, "abcdefgh");
}

static struct range
all_ranges(size_t i)
{
	return range_between(i / (LEN + 1) % (LEN + 1), i % (LEN + 1));
}

/* Every range to every place, against the plain way to write it. */
static void
test_copy(void **state)
{
	uint8_t at[2 * LEN];
	char text[2 * LEN + 1];
	struct range range;
	struct draft draft;
	size_t i, off;

	(void)state;
	for (i = 0; i < (LEN + 1) * (LEN + 1) * (LEN + 1); i++) {
		range = all_ranges(i);
		off = i / (LEN + 1) / (LEN + 1);
		if (range.off + range.len < range.off || range.len > LEN)
			continue;
		draft = fresh(at, sizeof(at));
		assert_true(draft_copy(&draft, off, range));
		(void)snprintf(text, sizeof(text), "%.*s%.*s%s", (int)off,
			"abcdef", (int)range.len, &"abcdef"[range.off],
			&"abcdef"[off]);
		expect(&draft, text);
		draft = fresh(at, LEN + range.len - (range.len > 0));
		assert_int_equal(draft_copy(&draft, off, range),
			range.len == 0);
		expect(&draft, "abcdef");
	}
}

static void
test_move(void **state)
{
	static const struct {
		struct range range;
		size_t off;
		const char *text; /* NULL: refused */
	} rows[] = {
		{{0, 2}, 6, "cdefab"},
		{{4, 2}, 0, "efabcd"},
		{{2, 1}, 4, "abdcef"},
		{{2, 2}, 2, "abcdef"},
		{{2, 2}, 4, "abcdef"},
		{{2, 2}, 3, NULL},
		{{0, 6}, 1, NULL},
	};
	uint8_t at[2 * LEN];
	struct draft draft;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		draft = fresh(at, sizeof(at));
		assert_int_equal(draft_move(&draft, rows[i].off, rows[i].range),
			rows[i].text != NULL);
		expect(&draft, rows[i].text ? rows[i].text : "abcdef");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_replace),
		cmocka_unit_test(test_copy),
		cmocka_unit_test(test_move),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

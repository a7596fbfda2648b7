/*
 * Patterns: what they match, and what they claim.
 */
#include "suite_by_hand.h"

#include "baseline/pattern.h"

static const struct {
	const char *pattern;
	const char *text;
	bool matches;
} rows[] = {
	{"", "", true},
	{"", "a", false},
	{"a", "a", true},
	{"a", "ab", false},
	{"ab", "a", false},
	{"*", "", true},
	{"*", "a/b[c]", true},
	{"a*", "a", true},
	{"a*c", "abbc", true},
	{"a*c", "abcb", false},
	{"*b*b", "abab", true},
	{"*b*b", "aba", false},
	{"a**b", "ab", true},
	{"?", "", false},
	{"a?c", "abc", true},
	{"a?c", "ac", false},
	{"a[b]", "a[b]", true},
	{"a[b]", "ab", false},
	{"a[*]", "a[b-c]", true},
	{"a[*]", "a", false},
	{"*aab", "aaaab", true},
};

static void
test_matches(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (pattern_matches(rows[i].pattern, rows[i].text) !=
			rows[i].matches)
			fail_msg("%s and %s", rows[i].pattern, rows[i].text);
}

/* Which plays of all cases are claimed, in their order, as # and '.'. */
static const struct {
	const char *pattern;
	const char *claims;
} claim_rows[] = {
	/* plain, three[one], [two], [three], other, slow */
	{"server/a/plain", "#....."},
	{"server/a/three", ".###.."},
	{"server/a/three[two]", "..#..."},
	{"server/a/three[t*]", "..##.."},
	{"server/a/three[*]", ".###.."},
	{"server/a/thre", "......"},
	{"server/a", "......"},
	{"server/a/*", "####.."},
	{"server/*", "######"},
	{"*/other", "....#."},
	{"*o*", ".##.##"},
	{"*[one]", ".#...."},
	{"server/?/slow", ".....#"},
	{"server/a/three[four]", "......"},
	{"server/b/other[x]", "......"},
};

static void
check_claims(const char *pattern, const char *wanted)
{
	for (size_t i = 0; i < suite_by_hand.n; i++) {
		const struct test_case *c = suite_by_hand.cases[i];

		for (size_t k = 0; k < pattern_plays(c); k++) {
			const struct variant *v = pattern_variant(c, k);

			if (pattern_claims(pattern, c, v) != (*wanted == '#'))
				fail_msg("%s: %s[%s]", pattern, c->id,
					v == NULL ? "" : v->name);
			wanted++;
		}
	}
}

static void
test_claims(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(claim_rows) / sizeof(*claim_rows); i++)
		check_claims(claim_rows[i].pattern, claim_rows[i].claims);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_matches),
		cmocka_unit_test(test_claims),
	};

	return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}

/*
 * Baselines brought to what a run gave.
 */
#include "suite_by_hand.h"

#include <stdlib.h>
#include <string.h>

#include "baseline/update.h"

#define HEAD "# of a server\ntarget: t\nversion: \"1\"\n"
#define TODO "TODO: say what the target does, and why"
#define NEW(cases, verdict)                               \
	"  - cases:\n" cases "    verdict: " verdict "\n" \
	"    reason: \"" TODO "\"\n"
#define ID(id) "      - \"" id "\"\n"

/* Two entries with comments; the first is about all of server/a. */
#define OLD                                                      \
	HEAD "deviations:\n"                                     \
	     "  # the first\n"                                   \
	     "  - cases: [server/a/plain, \"server/a/three\"]\n" \
	     "    verdict: fail   # it is\n"                     \
	     "    reason: it does\n"                             \
	     "      so\n"                                        \
	     "\n"                                                \
	     "  # the second\n"                                  \
	     "  - cases: [server/b/other]\n"                     \
	     "    verdict: warn\n"                               \
	     "    reason: \"or \\\"so\\\" it is\"\n"

#define FIRST                                               \
	"  # the first\n"                                   \
	"  - cases: [server/a/plain, \"server/a/three\"]\n" \
	"    verdict: fail   # it is\n"                     \
	"    reason: it does\n"                             \
	"      so\n"
#define SECOND                          \
	"\n  # the second\n"            \
	"  - cases: [server/b/other]\n" \
	"    verdict: warn\n"           \
	"    reason: \"or \\\"so\\\" it is\"\n"

/* Of the plays in their order, a letter each: Pass, Fail, Warn, Note, Skip,
 * Inconclusive; '-' was not there. */
struct row {
	const char *old; /* NULL: none */
	const char *version;
	const char *verdicts; /* plain, one, two, three, other, slow */
	const char *wanted;
	size_t n_kept, n_dropped, n_new;
};

static const struct row rows[] = {
	/* none there */
	{NULL, "1", "PPPPNS", "target: \"t\"\nversion: \"1\"\ndeviations: []\n",
		0, 0, 0},
	{NULL, "", "FWWWPP",
		"target: \"t\"\ndeviations:\n" NEW(ID("server/a/plain"), "fail")
			NEW(ID("server/a/three"), "warn"),
		0, 0, 4},
	/* not all variants agree */
	{NULL, "1", "PFWFPP",
		"target: \"t\"\nversion: \"1\"\ndeviations:\n" NEW(
			ID("server/a/three[one]") ID("server/a/three[three]"),
			"fail") NEW(ID("server/a/three[two]"), "warn"),
		0, 0, 3},
	/* nothing changed, also where nothing was judged */
	{OLD, "1", "FFFFWP", OLD, 5, 0, 0},
	{OLD, "1", "------", OLD, 5, 0, 0},
	{OLD, "1", "SIFFSP", OLD, 5, 0, 0},
	/* new ones are behind the old */
	{OLD, "1", "FFFFWW", OLD NEW(ID("server/b/slow"), "warn"), 5, 0, 1},
	/* one variant passes: the rest keep the reason */
	{OLD, "1", "FFPFWP",
		HEAD "deviations:\n  # the first\n  - cases:\n" ID(
			"server/a/plain") ID("server/a/three[one]")
			ID("server/a/three[three]") "    verdict: fail\n"
						    "    reason: \"it does "
						    "so\"\n" SECOND,
		4, 1, 0},
	/* an entry goes, with its comment */
	{OLD, "1", "FFFFNP", HEAD "deviations:\n" FIRST, 4, 1, 0},
	/* another verdict is another deviation */
	{OLD, "1", "FFFFFP",
		HEAD "deviations:\n" FIRST NEW(ID("server/b/other"), "fail"), 4,
		1, 1},
	/* whatever varies stays */
	{"target: t\ndeviations:\n"
	 "  - {cases: [\"server/*\"], verdict: varies, reason: it does so}\n",
		"1", "PPFWPN",
		"target: t\ndeviations:\n"
		"  - {cases: [\"server/*\"], verdict: varies, reason: it does "
		"so}\n",
		6, 0, 0},
	/* all goes */
	{OLD, "1", "PPPPPP", HEAD "deviations: []\n", 0, 5, 0},
	/* another version */
	{OLD, "2", "FFFFWP",
		"# of a server\ntarget: t\nversion: \"2\"\n"
		"deviations:\n" FIRST SECOND,
		5, 0, 0},
	{"target: t\nversion:\n  - \"1\"\n  - \"1.1\"\n# a word\n"
	 "deviations: []\n",
		"2", "PPPPPP",
		"target: t\nversion: \"2\"\n# a word\ndeviations: []\n", 0, 0,
		0},
	/* stale ids go */
	{"target: t\ndeviations:\n"
	 "  - cases:\n      - server/gone\n      - server/b/other\n"
	 "    verdict: warn\n    reason: it does so\n",
		"1", "PPPPWP",
		"target: t\ndeviations:\n  - cases:\n" ID(
			"server/b/other") "    verdict: warn\n    reason: \"it does so\"\n",
		1, 1, 0},
	/* entries without lines of their own are written anew */
	{"target: t\ndeviations: [{cases: [server/b/other], verdict: warn, "
	 "reason: it does so}]",
		"1", "PPPPWP",
		"target: t\ndeviations:\n  - cases:\n" ID(
			"server/b/other") "    verdict: warn\n    reason: \"it does so\"\n",
		1, 0, 0},
	/* the whole in one line */
	{"{target: t, deviations: []}", "1", "PPPPPP",
		"target: \"t\"\nversion: \"1\"\ndeviations: []\n", 0, 0, 0},
	/* no line end behind the last line */
	{"target: t\ndeviations:\n  - cases: [server/b/other]\n"
	 "    verdict: warn\n    reason: it does so",
		"1", "PPPPWW",
		"target: t\ndeviations:\n  - cases: [server/b/other]\n"
		"    verdict: warn\n    reason: it does so\n" NEW(
			ID("server/b/slow"), "warn"),
		1, 0, 1},
};

static enum verdict
verdict_of(char letter)
{
	switch (letter) {
	case 'P':
		return VERDICT_PASS;
	case 'F':
		return VERDICT_FAIL;
	case 'W':
		return VERDICT_WARN;
	case 'N':
		return VERDICT_NOTE;
	case 'S':
		return VERDICT_SKIP;
	default:
		return VERDICT_INCONCLUSIVE;
	}
}

static int
compare(const void *a, const void *b)
{
	const struct observed *x = a;
	const struct observed *y = b;

	return strcmp(x->id, y->id);
}

static void
observe(const struct row *row, struct observed list[6], struct observations *o)
{
	static const char *const ids[] = {"server/a/plain",
		"server/a/three[one]", "server/a/three[two]",
		"server/a/three[three]", "server/b/other", "server/b/slow"};

	*o = (struct observations){
		.target = "t", .version = row->version, .list = list};
	for (size_t i = 0; i < 6; i++)
		if (row->verdicts[i] != '-')
			list[o->n++] = (struct observed){
				ids[i], verdict_of(row->verdicts[i])};
	qsort(list, o->n, sizeof(*list), compare);
}

static void
check(const struct row *row)
{
	struct arena *arena = arena_new();
	struct baseline *old = row->old == NULL ? NULL : read_good(row->old);
	struct observed list[6];
	struct observations o;
	struct octets out = {0};
	struct update u;

	observe(row, list, &o);
	assert_true(update_plan(&u, arena, old, &o, &suite_by_hand));
	assert_true(update_write(&u, &out));
	if (out.len != strlen(row->wanted) ||
		memcmp(out.at, row->wanted, out.len) != 0)
		fail_msg("wanted\n%s---- got\n%.*s----\n", row->wanted,
			(int)out.len, (const char *)out.at);
	assert_int_equal(u.n_kept, row->n_kept);
	assert_int_equal(u.n_dropped, row->n_dropped);
	assert_int_equal(u.n_new, row->n_new);
	assert_true(octets_append(&out, "", 1));
	baseline_free(read_good((const char *)out.at));
	octets_free(&out);
	baseline_free(old);
	arena_free(arena);
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		check(&rows[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests_name("update", tests, NULL, NULL);
}

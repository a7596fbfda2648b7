/*
 * Which plays a run is made of, and which of them are a skip from the start.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "run/replay.h"
#include "tests/play/case_text.h"

#define STEPS "{send: [\"GET\"]}, {expect: [{pass: [close]}]}"
#define VARIED "{send: [\"{{variant}}\"]}, {expect: [{pass: [close]}]}"

static const struct case_text texts[] = {
	{.id = "server/a/plain", .needs = "[http10]", .steps = STEPS},
	{.id = "server/a/varied",
		.needs = "[http10]",
		.variants = "{one: \"1\", two: \"2\"}",
		.steps = VARIED},
	{.id = "server/b/needy", .needs = "[echo, keep-alive]", .steps = STEPS},
	{.id = "server/b/heavy",
		.tags = "[dos, smuggling]",
		.needs = "[http10]",
		.steps = STEPS},
	{.id = "server/b/slow",
		.tags = "[slow]",
		.needs = "[http10]",
		.variants = "{one: \"1\"}",
		.steps = VARIED},
};
#define N_CASES (sizeof(texts) / sizeof(texts[0]))

static struct test_case *cases[N_CASES];

static int
set_up(void **state)
{
	if (case_text_set_up(state) != 0)
		return -1;
	for (size_t i = 0; i < N_CASES; i++)
		cases[i] = case_text_read(&texts[i]);
	return 0;
}

static int
tear_down(void **state)
{
	for (size_t i = 0; i < N_CASES; i++)
		case_free(cases[i]);
	return case_text_tear_down(state);
}

/* Selects what the text of `data` begins with: id, or case. */
static bool
begins_with(const struct test_case *c, const char *id, void *data)
{
	const char *wanted = data;

	return strncmp(id, wanted, strlen(wanted)) == 0 ||
	       strcmp(c->id, wanted) == 0;
}

#define HTTP10 (1u << CAPABILITY_HTTP10)
#define ECHOES (1u << CAPABILITY_ECHO)
#define KEEP_ALIVE (1u << CAPABILITY_KEEP_ALIVE)
#define DOS "heavy, not asked for: --with dos"
#define SLOW "slow, not asked for: --with slow"

/* clang-format off */
static const struct {
	const char *wanted;
	bool with_dos, with_slow;
	unsigned capabilities;
	struct {
		const char *id;
		const char *why; /* it is a skip; NULL: it is not */
	} results[7];
} rows[] = {
	{"", true, true, HTTP10 | ECHOES | KEEP_ALIVE, {
		{"server/a/plain", NULL},
		{"server/a/varied[one]", NULL},
		{"server/a/varied[two]", NULL},
		{"server/b/needy", NULL},
		{"server/b/heavy", NULL},
		{"server/b/slow[one]", NULL}}},
	{"", false, false, HTTP10 | ECHOES, {
		{"server/a/plain", NULL},
		{"server/a/varied[one]", NULL},
		{"server/a/varied[two]", NULL},
		{"server/b/needy", "the target lacks: keep-alive"},
		{"server/b/heavy", DOS},
		{"server/b/slow[one]", SLOW}}},
	{"server/a/varied", false, false, HTTP10, {
		{"server/a/varied[one]", NULL},
		{"server/a/varied[two]", NULL}}},
	{"server/a/varied[two]", false, false, HTTP10, {
		{"server/a/varied[two]", NULL}}},
	{"server/b/needy", false, false, HTTP10 | KEEP_ALIVE, {
		{"server/b/needy", "the target lacks: echo"}}},
	{"server/b/needy", false, false, 0, {
		{"server/b/needy", "the target lacks: keep-alive"}}},
	{"server/b/heavy", false, true, HTTP10, {{"server/b/heavy", DOS}}},
	{"server/b/slow", true, false, HTTP10, {{"server/b/slow[one]", SLOW}}},
	{"server/c", true, true, HTTP10, {{NULL, NULL}}},
};
/* clang-format on */

static void
check_result(const struct result *r, const char *id, const char *why)
{
	assert_string_equal(r->id, id);
	assert_int_equal(r->variant != NULL, strchr(id, '[') != NULL);
	if (r->variant != NULL)
		assert_memory_equal(strchr(id, '[') + 1, r->variant->name,
			strlen(r->variant->name));
	assert_null(r->trace);
	assert_int_equal(r->plays, 0);
	assert_int_equal(r->judgement.verdict,
		why == NULL ? VERDICT_ERROR : VERDICT_SKIP);
	assert_string_equal(r->judgement.reason,
		why == NULL ? "not played" : why);
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct replay_selection selection = {
			.is_selected = begins_with,
			.data = (void *)(uintptr_t)rows[i].wanted,
			.with_dos = rows[i].with_dos,
			.with_slow = rows[i].with_slow,
		};
		const struct play_context context = {
			.capabilities = rows[i].capabilities};
		struct run run = {.n_results = 99};
		size_t n = 0;

		assert_true(replay_select(&run,
			(const struct test_case *const *)cases, N_CASES,
			&selection, &context));
		for (; rows[i].results[n].id != NULL; n++) {
			assert_true(n < run.n_results);
			check_result(&run.results[n], rows[i].results[n].id,
				rows[i].results[n].why);
		}
		assert_int_equal(run.n_results, n);
		replay_free_results(&run);
		assert_null(run.results);
	}
}

/* What TLS 1.2 cannot do. */
static void
test_half_close(void **state)
{
	static const struct {
		const char *tls_version;
		const char *steps;
		bool skipped;
	} halves[] = {
		{"TLSv1.2", "half-close, {expect: [{pass: [close]}]}", true},
		{"TLSv1.2", STEPS, false},
		{"TLSv1.3", "half-close, {expect: [{pass: [close]}]}", false},
		{"", "half-close, {expect: [{pass: [close]}]}", false},
		{NULL, "half-close, {expect: [{pass: [close]}]}", false},
	};
	const struct replay_selection selection = {
		.is_selected = begins_with,
		.data = (void *)(uintptr_t) "",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(halves) / sizeof(halves[0]); i++) {
		const struct case_text text = {.id = "server/a/half",
			.needs = "[http10]",
			.steps = halves[i].steps};
		const struct play_context context = {.capabilities = HTTP10,
			.tls_version = halves[i].tls_version};
		struct test_case *c = case_text_read(&text);
		struct run run = {.n_results = 0};

		assert_true(replay_select(&run,
			(const struct test_case *const *)&c, 1, &selection,
			&context));
		check_result(&run.results[0], "server/a/half",
			halves[i].skipped ? "TLS 1.2 has no half-close "
					    "(RFC 5246, section 7.2.1)"
					  : NULL);
		replay_free_results(&run);
		case_free(c);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_half_close),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

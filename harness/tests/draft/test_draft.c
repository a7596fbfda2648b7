/*
 * For each reason to refuse there is a draft, and the loader of cases takes
 * it; what the answers get is for the judge (test_case_from.py).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "case/load.h"
#include "draft/draft.h"

#define GET "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
#define POST "POST /echo HTTP/1.1\r\nHost: a\r\n"

/* Requirements that a draft suggests, the first of which gives its level. */
static const struct {
	const char *in;
	enum level level;
	const char *requires[2];
	bool whole;
} rows[] = {
	{GET, LEVEL_HARDENING, {NULL, NULL}, true},
	{"GET / HTTP/1.1\r\n", LEVEL_HARDENING, {NULL, NULL}, false},
	{"GET / HTTP/1.1\r\n\r\n", LEVEL_MUST, {"9112-3.2-6", "9112-2.2-10"},
		true},
	{"GET / HTTP/1.1\r\n\r\nx", LEVEL_MUST, {"9112-3.2-6", "9112-2.2-10"},
		false},
	{"GET / HTTP/3.0\r\n", LEVEL_HARDENING, {NULL, NULL}, false},
	{POST "Transfer-Encoding: chunked\r\n\r\nx\r\n", LEVEL_SHOULD,
		{"9112-7.1-abnf-chunk-size", "9112-2.2-10"}, false},
	{GET GET "GET /\x01", LEVEL_SHOULD,
		{"9112-3.2.1-abnf-origin-form", "9112-2.2-10"}, false},
	{POST "Content-Length: 1, 1\r\n\r\nx", LEVEL_MUST,
		{"9112-6.3-4", "9112-2.2-10"}, true},
};

static struct requirements *requirements;

static void
check_draft(const struct octets *octets, const struct subject *subject,
	const struct octets *yaml, const char *id)
{
	struct diagnostics d = {0};
	struct test_case *c = case_read("draft", id, yaml, requirements, &d);

	diagnostics_print(&d, stderr);
	assert_non_null(c);
	assert_int_equal(c->level, subject->level);
	assert_int_equal(c->n_requires, subject->n_requires);
	assert_true(octets->len > 0);
	case_free(c);
	diagnostics_free(&d);
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct subject s = {.requirements = requirements};
		struct octets in = {0};
		struct octets yaml = {0};
		struct octets id = {0};

		assert_true(octets_text(&in, rows[i].in));
		assert_int_equal(draft_write(&s, &yaml, &id, &in), DRAFT_DONE);
		assert_int_equal(s.level, rows[i].level);
		assert_int_equal(s.whole, rows[i].whole);
		for (size_t k = 0; k < 2; k++)
			if (rows[i].requires[k] != NULL)
				assert_string_equal(s.requires[k],
					rows[i].requires[k]);
			else
				assert_true(s.n_requires <= k);
		check_draft(&in, &s, &yaml, (const char *)id.at);
		octets_free(&in);
		octets_free(&yaml);
		octets_free(&id);
	}
}

static void
test_refusals(void **state)
{
	struct subject s = {.requirements = requirements};
	struct octets in = {0};
	struct octets yaml = {0};
	struct octets id = {0};

	(void)state;
	assert_int_equal(draft_write(&s, &yaml, &id, &in), DRAFT_EMPTY);
	for (size_t i = 0; i <= READING_MESSAGES_MAX; i++)
		assert_true(octets_text(&in, GET));
	assert_int_equal(draft_write(&s, &yaml, &id, &in), DRAFT_MANY);
	octets_clear(&in);
	for (size_t i = 0; i < 20000; i++)
		assert_true(octets_format(&in, "%zu\n", i));
	assert_int_equal(draft_write(&s, &yaml, &id, &in), DRAFT_LARGE);
	octets_free(&in);
	octets_free(&yaml);
	octets_free(&id);
}

static int
set_up(void **state)
{
	struct diagnostics d = {0};

	(void)state;
	requirements = requirements_load(CASES_DIR "/requirements", &d);
	return requirements != NULL ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	requirements_free(requirements);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_refusals),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

#include "tests/play/case_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "case/load.h"

static struct requirements *requirements;

int
case_text_set_up(void **state)
{
	struct diagnostics d = {0};

	(void)state;
	requirements = requirements_load(CASES_DIR "/requirements", &d);
	diagnostics_print(&d, stderr);
	diagnostics_free(&d);
	return requirements == NULL;
}

int
case_text_tear_down(void **state)
{
	(void)state;
	requirements_free(requirements);
	return 0;
}

/* The first id gives the level, the must behind it permits `fail`. */
static const char *
level_keys(enum level level)
{
	switch (level) {
	case LEVEL_MUST:
		return "requires: [9112-3.2-6]\nwhy: w\n";
	case LEVEL_SHOULD:
		return "requires: [9112-2.2-10, 9112-3.2-6]\nwhy: w\n";
	case LEVEL_MAY:
		return "requires: [9112-3-1, 9112-3.2-6]\nwhy: w\n";
	case LEVEL_HARDENING:
		break;
	}
	return "why: w\nlevel: hardening\n";
}

static void
add_key(struct octets *out, const char *key, const char *value)
{
	if (value != NULL)
		assert_true(octets_format(out, "%s: %s\n", key, value));
}

/* One empty list for each `expect`; nobody plays them here. */
static void
add_answers(struct octets *out, const char *steps)
{
	struct octets gives = {0};

	for (const char *at = steps; (at = strstr(at, "expect:")) != NULL; at++)
		assert_true(octets_text(&gives, gives.len == 0 ? "[]" : ",[]"));
	assert_true(octets_format(out,
		"answers:\n  a: {verdict: pass, gives: [%.*s]}\n"
		"  b: {verdict: note, gives: [%.*s]}\n",
		(int)gives.len, (const char *)gives.at, (int)gives.len,
		(const char *)gives.at));
	octets_free(&gives);
}

struct test_case *
case_text_read(const struct case_text *text)
{
	static const char all[] =
		"[keep-alive, body, echo, static, effect, store, guarded]";
	const char *id = text->id != NULL ? text->id : "server/area/name";
	struct diagnostics d = {0};
	struct octets source = {0};
	struct test_case *c;

	assert_true(octets_format(&source, "title: t\n%s",
		level_keys(text->level)));
	add_key(&source, "tags", text->tags);
	add_key(&source, "needs", text->needs != NULL ? text->needs : all);
	add_key(&source, "variants", text->variants);
	assert_true(octets_format(&source, "steps: [%s]\n", text->steps));
	add_key(&source, "control", text->control);
	add_answers(&source, text->steps);
	c = case_read(id, id, &source, requirements, &d);
	diagnostics_print(&d, stderr);
	diagnostics_free(&d);
	if (c == NULL)
		fail_msg("not a case:\n%.*s", (int)source.len,
			(const char *)source.at);
	octets_free(&source);
	return c;
}

struct test_case *
case_text_steps(const char *steps)
{
	const struct case_text text = {.steps = steps};

	return case_text_read(&text);
}

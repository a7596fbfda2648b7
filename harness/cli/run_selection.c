#include "cli/run_selection.h"

#include <stdio.h>
#include <string.h>

#include "cli/commands.h"

static bool
is_named(const struct run_options *o, const char *case_id, const char *id)
{
	for (size_t i = 0; i < o->n_globs; i++)
		if (strcmp(o->globs[i], id) == 0 ||
			suite_matches(o->globs[i], case_id))
			return true;
	return o->n_globs == 0;
}

bool
run_selection_has(const struct run_options *o, const struct test_case *c,
	const char *id)
{
	return is_named(o, c->id, id) && filter_takes(&o->filters.filter, c) &&
	       filter_is_in_shard(&o->filters.filter, c);
}

static bool
names_any(const struct suite *suite, const char *glob)
{
	for (size_t i = 0; i < suite->set.n; i++)
		if (suite_names(glob, suite->set.cases[i]))
			return true;
	return false;
}

/* ---- the gate ---- */

static bool
is_level(const char *word, size_t len)
{
	return (len == 4 && memcmp(word, "must", len) == 0) ||
	       (len == 6 && memcmp(word, "should", len) == 0) ||
	       (len == 3 && memcmp(word, "any", len) == 0);
}

static bool
is_tag(const struct suite *suite, const char *word, size_t len)
{
	for (size_t i = 0; i < suite->set.n; i++) {
		const struct test_case *c = suite->set.cases[i];

		for (size_t k = 0; k < c->n_tags; k++)
			if (strncmp(c->tags[k], word, len) == 0 &&
				c->tags[k][len] == '\0')
				return true;
	}
	return false;
}

/* What is not looked for cannot be found. */
static bool
is_variance(const struct run_options *o, const char *word, size_t len)
{
	return o->split && len == 14 &&
	       memcmp(word, "split-variance", len) == 0;
}

static int
check_gate(const struct run_options *o, const struct suite *suite)
{
	for (const char *word = o->fail_on; *word != '\0';) {
		size_t len = strcspn(word, ",");

		if (!is_variance(o, word, len) && !is_level(word, len) &&
			!is_tag(suite, word, len)) {
			fprintf(stderr,
				"assay run: --fail-on: no case has the tag "
				"\"%.*s\"\n",
				(int)len, word);
			return STATUS_USAGE;
		}
		word += word[len] == ',' ? len + 1 : len;
	}
	return STATUS_OK;
}

/* A shard may be empty, what it is a shard of may not. */
static bool
is_empty(const struct run_options *o, const struct suite *suite)
{
	for (size_t i = 0; i < suite->set.n; i++) {
		const struct test_case *c = suite->set.cases[i];

		if (!filter_takes(&o->filters.filter, c))
			continue;
		if (o->n_globs == 0)
			return false;
		for (size_t k = 0; k < o->n_globs; k++)
			if (suite_names(o->globs[k], c))
				return false;
	}
	return true;
}

int
run_selection_check(const struct run_options *o, const struct suite *suite)
{
	for (size_t i = 0; i < o->n_globs; i++) {
		if (*o->globs[i] == '\0') {
			fprintf(stderr, "assay run: no case is selected\n");
			return STATUS_USAGE;
		}
		if (!names_any(suite, o->globs[i]))
			return suite_refuse(suite, "run", o->globs[i]);
	}
	if (filter_options_check(&o->filters, suite, "run") != STATUS_OK)
		return STATUS_USAGE;
	if (is_empty(o, suite))
		return suite_refuse_empty("run");
	return check_gate(o, suite);
}

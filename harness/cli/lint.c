#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/rehearsal.h"
#include "cli/suite.h"

static void
refuse_answer(struct suite *suite, const struct test_case *c,
	const struct answer *a, const struct variant *v, const char *text)
{
	diagnostics_add(&suite->diagnostics, c->file, a->line, a->column,
		"answer %s%s%s%s: %s", a->name, v != NULL ? "[" : "",
		v != NULL ? v->name : "", v != NULL ? "]" : "", text);
}

static void
check_answer(struct suite *suite, const struct test_case *c,
	const struct answer *a, const struct variant *v)
{
	struct judgement j = {0};
	char text[300];

	switch (rehearse(c, a, v, &j)) {
	case REHEARSAL_DONE:
		if (j.verdict == a->verdict)
			return;
		(void)snprintf(text, sizeof(text),
			"expected verdict %s, found %s (%s)",
			verdict_name(a->verdict), verdict_name(j.verdict),
			j.reason);
		refuse_answer(suite, c, a, v, text);
		return;
	case REHEARSAL_NO_CANARY:
		refuse_answer(suite, c, a, v,
			"expected `deaf` or `shifted` only where a canary is "
			"sent, found it where none is (no answer at all is [])");
		return;
	case REHEARSAL_TOO_LARGE:
		refuse_answer(suite, c, a, v,
			"expected octets that fit, found more, or memory ran "
			"out");
		return;
	}
}

static void
check_case(struct suite *suite, const struct test_case *c)
{
	for (size_t i = 0; i < c->n_answers; i++) {
		const struct answer *a = &c->answers[i];

		if (c->n_variants == 0)
			check_answer(suite, c, a, NULL);
		for (size_t k = 0; k < c->n_variants; k++)
			if (a->variant == NULL ||
				strcmp(a->variant, c->variants[k].name) == 0)
				check_answer(suite, c, a, &c->variants[k]);
	}
}

/* Cases are sorted by id, so an area is one run of them. */
static size_t
count_areas(const struct case_set *set)
{
	size_t n = 0;

	for (size_t i = 0; i < set->n; i++) {
		const struct test_case *c = set->cases[i];

		n += i == 0 || strcmp(set->cases[i - 1]->area, c->area) != 0 ||
		     strcmp(set->cases[i - 1]->role, c->role) != 0;
	}
	return n;
}

static const char *
plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static void
print_summary(const struct suite *suite, size_t n_errors)
{
	size_t n_cases = suite->set.n;
	size_t n_areas = count_areas(&suite->set);
	size_t n_plays = 0;

	for (size_t i = 0; i < n_cases; i++) {
		size_t n = suite->set.cases[i]->n_variants;

		n_plays += n > 0 ? n : 1;
	}
	(void)printf("%zu case%s (%zu with variants) in %zu area%s: ", n_cases,
		plural(n_cases), n_plays, n_areas, plural(n_areas));
	if (n_errors == 0)
		(void)printf("all well\n");
	else
		(void)printf("%zu error%s\n", n_errors, plural(n_errors));
}

static void
load(struct suite *suite, int argc, char **argv)
{
	if (argc < 2)
		(void)suite_load(suite);
	for (int i = 1; i < argc; i++)
		(void)case_set_load(&suite->set, argv[i], suite->root,
			suite->requirements, &suite->diagnostics);
}

static int
lint(struct suite *suite, const char *folder, int argc, char **argv)
{
	size_t n_errors;

	if (suite_open(suite, folder)) {
		load(suite, argc, argv);
		for (size_t i = 0; i < suite->set.n; i++)
			check_case(suite, suite->set.cases[i]);
	}
	n_errors = diagnostics_count(&suite->diagnostics);
	diagnostics_print(&suite->diagnostics, stdout);
	print_summary(suite, n_errors);
	return n_errors == 0 ? STATUS_OK : STATUS_USAGE;
}

int
command_lint(int argc, char **argv)
{
	const char *folder = NULL;
	const struct option options[] = {{"cases", NULL, &folder}};
	struct suite suite = {0};
	int status;

	argc = options_take(argc, argv, options, 1, &status);
	if (argc < 0)
		return status;
	status = lint(&suite, folder, argc, argv);
	suite_close(&suite);
	return status;
}

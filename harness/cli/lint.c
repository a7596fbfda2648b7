#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/lint_case.h"
#include "cli/options.h"
#include "cli/suite.h"

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
			lint_case(&suite->diagnostics, suite->set.cases[i]);
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

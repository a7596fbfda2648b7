#include <stdio.h>
#include <stdlib.h>
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
		(void)case_set_load(&suite->set, argv[i], suite->files.root,
			suite->requirements, &suite->diagnostics);
}

/*
 * The folder of cases that a path is in: the nearest above it that has
 * requirements. NULL: there is none. Owned by the caller.
 */
static char *
root_above(const char *path)
{
	char *root = realpath(path, NULL);
	char *slash;

	while (root != NULL && (slash = strrchr(root, '/')) != NULL) {
		const struct files files = {.root = root};

		if (files_has(&files, "requirements"))
			return root;
		*slash = '\0';
	}
	free(root);
	return NULL;
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

/* Files that are named are on disk, and so is what they belong to. */
static int
lint_paths(struct suite *suite, int argc, char **argv)
{
	char *root = root_above(argv[1]);
	int status = STATUS_USAGE;

	if (root != NULL)
		status = lint(suite, root, argc, argv);
	else
		(void)fprintf(stderr,
			"assay lint: %s: expected a file below a folder with "
			"`requirements`, or --cases DIR, found neither\n",
			argv[1]);
	free(root);
	return status;
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
	folder = suite_folder(folder);
	status = folder == NULL && argc > 1 ? lint_paths(&suite, argc, argv)
					    : lint(&suite, folder, argc, argv);
	suite_close(&suite);
	return status;
}

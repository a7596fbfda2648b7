#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/explain_case.h"
#include "cli/options.h"
#include "cli/suite.h"

/* "id[name]": the variant; NULL: there is none of that name. */
static const struct variant *
find_variant(const struct test_case *c, const char *name)
{
	for (size_t i = 0; i < c->n_variants; i++) {
		size_t len = strlen(c->variants[i].name);

		if (strncmp(c->variants[i].name, name, len) == 0 &&
			strcmp(name + len, "]") == 0)
			return &c->variants[i];
	}
	return NULL;
}

/* False: there is no such case or variant. */
static bool
find(const struct suite *suite, const char *id, const struct test_case **c,
	const struct variant **variant)
{
	size_t len = strcspn(id, "[");

	*c = NULL;
	*variant = NULL;
	for (size_t i = 0; i < suite->set.n && *c == NULL; i++)
		if (strncmp(suite->set.cases[i]->id, id, len) == 0 &&
			suite->set.cases[i]->id[len] == '\0')
			*c = suite->set.cases[i];
	if (*c == NULL || id[len] == '\0')
		return *c != NULL;
	*variant = find_variant(*c, id + len + 1);
	return *variant != NULL;
}

static int
explain(const struct suite *suite, int argc, char **argv)
{
	int status = STATUS_OK;

	for (int i = 1; i < argc; i++) {
		const struct test_case *c;
		const struct variant *variant;
		struct octets out = {0};

		if (!find(suite, argv[i], &c, &variant)) {
			status = suite_refuse(suite, "explain", argv[i]);
			continue;
		}
		explain_case(c, variant, suite->requirements, &out);
		(void)printf("%s%.*s", i > 1 ? "\n" : "", (int)out.len,
			(const char *)out.at);
		octets_free(&out);
	}
	return status;
}

int
command_explain(int argc, char **argv)
{
	const char *folder = NULL;
	const struct option options[] = {{"cases", NULL, &folder}};
	struct suite suite = {0};
	int status;

	argc = options_take(argc, argv, options, 1, &status);
	if (argc < 0)
		return status;
	status = STATUS_USAGE;
	if (argc < 2)
		(void)fprintf(stderr,
			"assay explain: an id is missing; `assay list` has them\n");
	else if (suite_read(&suite, folder))
		status = explain(&suite, argc, argv);
	suite_close(&suite);
	return status;
}

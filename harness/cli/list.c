#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/suite.h"

#define COLUMNS 80

/* ---- which ---- */

static bool
is_listed(const struct test_case *c, int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (suite_matches(argv[i], c->id))
			return true;
	return argc < 2;
}

static bool
matches_any(const struct suite *suite, const char *glob)
{
	for (size_t i = 0; i < suite->set.n; i++)
		if (suite_matches(glob, suite->set.cases[i]->id))
			return true;
	return false;
}

/* ---- text ---- */

/* The level, the id, and as much of the title as the line has room for. */
static void
print_line(const struct test_case *c)
{
	size_t used = 9 + 1 + strlen(c->id) + 2;
	size_t room = used < COLUMNS ? COLUMNS - used : 0;
	size_t len = strlen(c->title);

	(void)printf("%-9s %s", level_name(c->level), c->id);
	if (len <= room)
		(void)printf("  %s", c->title);
	else if (room > 10)
		(void)printf("  %.*s...", (int)room - 3, c->title);
	(void)printf("\n");
}

/* ---- JSON ---- */

static json_t *
strings(const char **list, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n; i++)
		(void)json_array_append_new(array, json_string(list[i]));
	return array;
}

static json_t *
needs(const struct test_case *c)
{
	json_t *array = json_array();

	for (int i = 0; i < N_CAPABILITIES; i++)
		if ((c->needs & 1u << i) != 0)
			(void)json_array_append_new(array,
				json_string(capability_name((enum capability)
						i)));
	return array;
}

static json_t *
variants(const struct test_case *c)
{
	json_t *array = json_array();

	for (size_t i = 0; i < c->n_variants; i++)
		(void)json_array_append_new(array,
			json_string(c->variants[i].name));
	return array;
}

static json_t *
describe(const struct test_case *c)
{
	return json_pack("{ss ss ss so ss ss so so so ss}", "id", c->id,
		"title", c->title, "level", level_name(c->level), "tags",
		strings(c->tags, c->n_tags), "area", c->area, "role", c->role,
		"requires", strings(c->requires, c->n_requires), "needs",
		needs(c), "variants", variants(c), "file", c->file);
}

static int
print_json(const struct suite *suite, int argc, char **argv)
{
	json_t *cases = json_array();
	json_t *root;
	int failed;

	for (size_t i = 0; i < suite->set.n; i++)
		if (is_listed(suite->set.cases[i], argc, argv))
			(void)json_array_append_new(cases,
				describe(suite->set.cases[i]));
	root = json_pack("{so}", "cases", cases);
	failed = json_dumpf(root, stdout, JSON_INDENT(1));
	json_decref(root);
	(void)printf("\n");
	return failed == 0 ? STATUS_OK : STATUS_HARNESS;
}

/* ---- the command ---- */

static int
list(const struct suite *suite, bool json, int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (!matches_any(suite, argv[i]))
			return suite_refuse(suite, "list", argv[i]);
	if (json)
		return print_json(suite, argc, argv);
	for (size_t i = 0; i < suite->set.n; i++)
		if (is_listed(suite->set.cases[i], argc, argv))
			print_line(suite->set.cases[i]);
	return STATUS_OK;
}

int
command_list(int argc, char **argv)
{
	const char *folder = NULL;
	bool json = false;
	const struct option options[] = {
		{"cases", NULL, &folder},
		{"json", &json, NULL},
	};
	struct suite suite = {0};
	int status;

	argc = options_take(argc, argv, options, 2, &status);
	if (argc < 0)
		return status;
	status = STATUS_USAGE;
	if (suite_read(&suite, folder))
		status = list(&suite, json, argc, argv);
	suite_close(&suite);
	return status;
}

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/filter_options.h"
#include "cli/options.h"
#include "cli/suite.h"

#define COLUMNS 80

/* Of the JSON, as harness/report/FORMAT.md describes it. */
#define LIST_FORMAT 1

/* ---- which ---- */

struct listing {
	const struct suite *suite;
	struct filter_options filters;
	char **globs;
	int n_globs; /* 0: all cases */
	bool json;
};

static bool
is_named(const struct listing *l, const struct test_case *c)
{
	for (int i = 0; i < l->n_globs; i++)
		if (suite_names(l->globs[i], c))
			return true;
	return l->n_globs == 0;
}

static bool
is_listed(const struct listing *l, const struct test_case *c)
{
	return is_named(l, c) && filter_takes(&l->filters.filter, c) &&
	       filter_is_in_shard(&l->filters.filter, c);
}

static bool
matches_any(const struct suite *suite, const char *glob)
{
	for (size_t i = 0; i < suite->set.n; i++)
		if (suite_names(glob, suite->set.cases[i]))
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

/* "9112-7.1-abnf-chunk-size" lies in "9112-7.1". */
static size_t
section_len(const char *requirement)
{
	size_t rfc = strcspn(requirement, "-");

	return requirement[rfc] == '\0'
		       ? rfc
		       : rfc + 1 + strcspn(requirement + rfc + 1, "-");
}

/* Each once, in the order of the requirements. */
static json_t *
sections(const struct test_case *c)
{
	json_t *array = json_array();

	for (size_t i = 0; i < c->n_requires; i++) {
		size_t len = section_len(c->requires[i]);
		size_t k = 0;

		while (section_len(c->requires[k]) != len ||
			memcmp(c->requires[k], c -> requires[i], len) != 0)
			k++;
		if (k == i)
			(void)json_array_append_new(array,
				json_stringn(c->requires[i], len));
	}
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
	return json_pack("{ss ss ss so ss ss so so so so ss}", "id", c->id,
		"title", c->title, "level", level_name(c->level), "tags",
		strings(c->tags, c->n_tags), "area", c->area, "role", c->role,
		"requires", strings(c->requires, c->n_requires), "sections",
		sections(c), "needs", needs(c), "variants", variants(c), "file",
		c->file);
}

static int
print_json(const struct listing *l)
{
	const struct case_set *set = &l->suite->set;
	json_t *cases = json_array();
	json_t *root;
	int failed;

	for (size_t i = 0; i < set->n; i++)
		if (is_listed(l, set->cases[i]))
			(void)json_array_append_new(cases,
				describe(set->cases[i]));
	root = json_pack("{si so}", "format", LIST_FORMAT, "cases", cases);
	failed = json_dumpf(root, stdout, JSON_INDENT(1));
	json_decref(root);
	(void)printf("\n");
	return failed == 0 ? STATUS_OK : STATUS_HARNESS;
}

/* ---- the command ---- */

/* The shard may be empty, what it is a shard of may not. */
static bool
is_empty(const struct listing *l)
{
	const struct case_set *set = &l->suite->set;

	for (size_t i = 0; i < set->n; i++)
		if (is_named(l, set->cases[i]) &&
			filter_takes(&l->filters.filter, set->cases[i]))
			return false;
	return true;
}

static int
check(const struct listing *l)
{
	for (int i = 0; i < l->n_globs; i++)
		if (!matches_any(l->suite, l->globs[i]))
			return suite_refuse(l->suite, "list", l->globs[i]);
	if (filter_options_check(&l->filters, l->suite, "list") != STATUS_OK)
		return STATUS_USAGE;
	if (!is_empty(l))
		return STATUS_OK;
	return suite_refuse_empty("list");
}

static int
list(const struct listing *l)
{
	const struct case_set *set = &l->suite->set;

	if (check(l) != STATUS_OK)
		return STATUS_USAGE;
	if (l->json)
		return print_json(l);
	for (size_t i = 0; i < set->n; i++)
		if (is_listed(l, set->cases[i]))
			print_line(set->cases[i]);
	return STATUS_OK;
}

int
command_list(int argc, char **argv)
{
	const char *folder = NULL;
	struct suite suite = {0};
	struct listing l = {.suite = &suite, .globs = argv + 1};
	const struct option options[] = {
		{"cases", NULL, &folder},
		{"json", &l.json, NULL},
		FILTER_OPTIONS(&l.filters),
	};
	int status;

	argc = options_take(argc, argv, options, 2 + N_FILTER_OPTIONS, &status);
	if (argc < 0)
		return status;
	l.n_globs = argc - 1;
	status = STATUS_USAGE;
	if (filter_options_read(&l.filters, "list") &&
		suite_read(&suite, folder))
		status = list(&l);
	suite_close(&suite);
	return status;
}

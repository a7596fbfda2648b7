#include "cli/suite.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "bundle/bundle.h"
#include "cli/commands.h"

#define ID_MAX 200

const char *
suite_folder(const char *folder)
{
	const char *from_environment = getenv("ASSAY_CASES");

	if (folder == NULL && from_environment != NULL &&
		from_environment[0] != '\0')
		return from_environment;
	return folder;
}

bool
suite_open(struct suite *suite, const char *folder)
{
	suite->files = (struct files){
		.root = suite_folder(folder),
		.built_in = bundle_cases,
		.n_built_in = bundle_n_cases,
	};
	suite->requirements = requirements_read(&suite->files, "requirements",
		&suite->diagnostics);
	return suite->requirements != NULL;
}

bool
suite_load(struct suite *suite)
{
	return case_set_read(&suite->set, &suite->files, suite->requirements,
		&suite->diagnostics);
}

bool
suite_read(struct suite *suite, const char *folder)
{
	if (suite_open(suite, folder) && suite_load(suite))
		return true;
	diagnostics_print(&suite->diagnostics, stderr);
	return false;
}

void
suite_close(struct suite *suite)
{
	case_set_free(&suite->set);
	requirements_free(suite->requirements);
	diagnostics_free(&suite->diagnostics);
	*suite = (struct suite){0};
}

bool
suite_matches(const char *glob, const char *id)
{
	size_t len = strlen(glob);

	/* "id[variant]" as it is, although it looks like a pattern. */
	if (strcmp(glob, id) == 0)
		return true;
	if (strpbrk(glob, "*?[") != NULL)
		return fnmatch(glob, id, 0) == 0;
	while (len > 0 && glob[len - 1] == '/')
		len--;
	return strncmp(glob, id, len) == 0 &&
	       (id[len] == '\0' || id[len] == '/' || id[len] == '[');
}

/* `glob` is "id[variant]" of one of the case's variants. */
static bool
names_variant(const char *glob, const struct test_case *c)
{
	size_t len = strlen(c->id);
	const char *name = glob + len + 1;

	if (strncmp(glob, c->id, len) != 0 || glob[len] != '[')
		return false;
	for (size_t i = 0; i < c->n_variants; i++) {
		size_t name_len = strlen(c->variants[i].name);

		if (strncmp(name, c->variants[i].name, name_len) == 0 &&
			strcmp(name + name_len, "]") == 0)
			return true;
	}
	return false;
}

bool
suite_names(const char *glob, const struct test_case *c)
{
	return names_variant(glob, c) || suite_matches(glob, c->id);
}

/* ---- suggestions ---- */

static size_t
least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* Levenshtein's distance. */
static size_t
distance(const char *a, const char *b)
{
	size_t row[ID_MAX + 1];
	size_t n = strlen(b);

	if (n > ID_MAX)
		return SIZE_MAX;
	for (size_t j = 0; j <= n; j++)
		row[j] = j;
	for (size_t i = 0; a[i] != '\0'; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (size_t j = 0; j < n; j++) {
			size_t above = row[j + 1];

			row[j + 1] = least(above + 1, row[j] + 1,
				diagonal + (a[i] != b[j]));
			diagonal = above;
		}
	}
	return row[n];
}

static const char *
last_part(const char *id)
{
	const char *slash = strrchr(id, '/');

	return slash != NULL ? slash + 1 : id;
}

/* An id of which only the end is given is near as well. */
static size_t
nearness(const char *id, const char *asked)
{
	if (strcmp(last_part(id), last_part(asked)) == 0)
		return 1;
	if (strstr(id, asked) != NULL)
		return 2;
	return distance(id, asked);
}

/* Up to three ids, the nearest first. */
static bool
suggest(const struct suite *suite, const char *id, struct octets *out)
{
	size_t most = strlen(id) / 6 + 2;
	size_t n = 0;

	for (size_t near = 0; near <= most && n < 3; near++) {
		for (size_t i = 0; i < suite->set.n && n < 3; i++) {
			const char *other = suite->set.cases[i]->id;

			if (nearness(other, id) != near)
				continue;
			if (!octets_format(out, "%s%s", n > 0 ? ", " : "",
				    other))
				return false;
			n++;
		}
	}
	return n > 0;
}

int
suite_refuse(const struct suite *suite, const char *command, const char *id)
{
	struct octets near = {0};

	(void)fprintf(stderr, "assay %s: no case matches \"%s\"", command, id);
	if (suggest(suite, id, &near))
		(void)fprintf(stderr, "; near are: %.*s", (int)near.len,
			(const char *)near.at);
	(void)fprintf(stderr, "\n");
	octets_free(&near);
	return STATUS_USAGE;
}

int
suite_refuse_empty(const char *command)
{
	(void)fprintf(stderr,
		"assay %s: no case is selected: none is left by all filters "
		"and ids together\n",
		command);
	return STATUS_USAGE;
}

#include "case/load.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "case/yaml_tree.h"

#define SUFFIX ".yaml"

/* ---- one file ---- */

static bool
has_suffix(const char *name)
{
	size_t len = strlen(name);

	return len > strlen(SUFFIX) &&
	       strcmp(name + len - strlen(SUFFIX), SUFFIX) == 0;
}

struct loading {
	struct case_set *set;
	const struct files *files;
	const struct requirements *requirements;
	struct diagnostics *diagnostics;
};

/* NULL: refused, and told. */
static struct test_case *
read_case(const struct loading *l, const char *name, const char *path)
{
	struct octets source = {0};
	struct test_case *c = NULL;
	char *id;

	if (!has_suffix(name)) {
		diagnostics_add(l->diagnostics, path, 0, 0,
			"expected a name that ends in " SUFFIX
			", found another");
		return NULL;
	}
	id = strndup(name, strlen(name) - strlen(SUFFIX));
	if (id == NULL)
		diagnostics_add(l->diagnostics, path, 0, 0, "out of memory");
	else if (files_read(l->files, name, YAML_TREE_FILE_MAX, &source,
			 l->diagnostics))
		c = case_read(path, id, &source, l->requirements,
			l->diagnostics);
	octets_free(&source);
	free(id);
	return c;
}

static bool
add_case(struct case_set *set, struct test_case *c)
{
	size_t room = set->room == 0 ? 256 : set->room * 2;

	if (set->n == set->room) {
		struct test_case **cases =
			realloc(set->cases, room * sizeof(*cases));

		if (cases == NULL)
			return false;
		set->cases = cases;
		set->room = room;
	}
	set->cases[set->n++] = c;
	return true;
}

static bool
load_path(struct loading *l, const char *name, const char *path)
{
	struct test_case *c = read_case(l, name, path);

	if (c == NULL)
		return false;
	if (add_case(l->set, c))
		return true;
	diagnostics_add(l->diagnostics, path, 0, 0, "out of memory");
	case_free(c);
	return false;
}

static bool
load_file(void *context, const char *name)
{
	struct loading *l = context;
	struct octets path = {0};
	bool ok = files_path(l->files, name, &path) &&
		  octets_append(&path, "", 1) &&
		  load_path(l, name, (const char *)path.at);

	octets_free(&path);
	return ok;
}

/* Beside the roles there are other things: requirements, baselines. */
static bool
load_roles(struct loading *l)
{
	static const char *const roles[] = {"client", "proxy", "server"};
	bool ok = true;

	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (files_has(l->files, roles[i]) &&
			!files_each(l->files, roles[i], load_file, l,
				l->diagnostics))
			ok = false;
	return ok;
}

/* ---- the set ---- */

static int
compare_cases(const void *a, const void *b)
{
	struct test_case *const *x = a;
	struct test_case *const *y = b;

	return strcmp((*x)->id, (*y)->id);
}

/* Sorts, and drops those that were loaded twice. */
static void
settle(struct case_set *set)
{
	size_t n = 0;

	if (set->n == 0)
		return;
	qsort(set->cases, set->n, sizeof(*set->cases), compare_cases);
	for (size_t i = 0; i < set->n; i++) {
		if (n > 0 &&
			compare_cases(&set->cases[n - 1], &set->cases[i]) == 0)
			case_free(set->cases[i]);
		else
			set->cases[n++] = set->cases[i];
	}
	set->n = n;
}

bool
case_set_read(struct case_set *set, const struct files *files,
	const struct requirements *requirements, struct diagnostics *d)
{
	struct loading l = {set, files, requirements, d};
	bool ok = load_roles(&l);

	settle(set);
	return ok;
}

/*
 * The part of `path` below `root`, both resolved: a link that leads out of the
 * cases has none. "" for the root itself. NULL: not below, or a diagnostic.
 */
static char *
path_below(const char *path, const char *root, struct diagnostics *d)
{
	char *real = realpath(path, NULL);
	char *real_root = realpath(root, NULL);
	size_t len = real_root != NULL ? strlen(real_root) : 0;
	char *below = NULL;

	if (real == NULL || real_root == NULL)
		diagnostics_add(d, real == NULL ? path : root, 0, 0, "%s",
			strerror(errno));
	else if (strncmp(real, real_root, len) == 0 &&
		 (real[len] == '/' || real[len] == '\0'))
		below = strdup(real + len + (real[len] == '/'));
	else
		diagnostics_add(d, path, 0, 0,
			"expected a path below the cases (%s), found another",
			root);
	free(real);
	free(real_root);
	return below;
}

bool
case_set_load(struct case_set *set, const char *path, const char *root,
	const struct requirements *requirements, struct diagnostics *d)
{
	const struct files files = {.root = root};
	struct loading l = {set, &files, requirements, d};
	char *below = path_below(path, root, d);
	bool ok;

	if (below == NULL)
		return false;
	if (below[0] == '\0')
		ok = load_roles(&l);
	else if (files_has(&files, below))
		ok = files_each(&files, below, load_file, &l, d);
	else
		ok = load_path(&l, below, path);
	free(below);
	settle(set);
	return ok;
}

const struct test_case *
case_set_find(const struct case_set *set, const char *id)
{
	for (size_t i = 0; i < set->n; i++)
		if (strcmp(set->cases[i]->id, id) == 0)
			return set->cases[i];
	return NULL;
}

void
case_set_free(struct case_set *set)
{
	for (size_t i = 0; i < set->n; i++)
		case_free(set->cases[i]);
	free(set->cases);
	*set = (struct case_set){0};
}

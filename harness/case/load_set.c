#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "case/load.h"
#include "case/source.h"
#include "case/yaml_tree.h"

#define SUFFIX ".yaml"

/* Deeper than any id; stops a tree that was made to exhaust the stack. */
#define FOLDERS_MAX 16

/* ---- one file ---- */

static bool
has_suffix(const char *name)
{
	size_t len = strlen(name);

	return len > strlen(SUFFIX) &&
	       strcmp(name + len - strlen(SUFFIX), SUFFIX) == 0;
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

struct test_case *
case_load(const char *path, const char *root,
	const struct requirements *requirements, struct diagnostics *d)
{
	struct octets source = {0};
	struct test_case *c = NULL;
	char *id;

	if (!has_suffix(path)) {
		diagnostics_add(d, path, 0, 0,
			"expected a name that ends in " SUFFIX
			", found another");
		return NULL;
	}
	id = path_below(path, root, d);
	if (id == NULL)
		return NULL;
	if (has_suffix(id))
		id[strlen(id) - strlen(SUFFIX)] = '\0';
	if (source_read(path, YAML_TREE_FILE_MAX, &source, d))
		c = case_read(path, id, &source, requirements, d);
	octets_free(&source);
	free(id);
	return c;
}

/* ---- a folder ---- */

struct walk {
	struct case_set *set;
	const char *root;
	const struct requirements *requirements;
	struct diagnostics *diagnostics;
	unsigned depth;
};

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
load_file(const struct walk *w, const char *path)
{
	struct test_case *c =
		case_load(path, w->root, w->requirements, w->diagnostics);

	if (c == NULL)
		return false;
	if (add_case(w->set, c))
		return true;
	diagnostics_add(w->diagnostics, path, 0, 0, "out of memory");
	case_free(c);
	return false;
}

static bool load_folder(struct walk *w, const char *path);

/* What is found in a folder; links are not followed. */
static bool
load_entry(struct walk *w, const char *path)
{
	struct stat st;

	if (lstat(path, &st) != 0) {
		diagnostics_add(w->diagnostics, path, 0, 0, "%s",
			strerror(errno));
		return false;
	}
	if (S_ISDIR(st.st_mode))
		return load_folder(w, path);
	if (S_ISREG(st.st_mode))
		return load_file(w, path);
	diagnostics_add(w->diagnostics, path, 0, 0,
		"expected a file or a folder, found %s",
		S_ISLNK(st.st_mode) ? "a symbolic link" : "something else");
	return false;
}

static bool
load_below(struct walk *w, const char *folder, const char *name)
{
	struct octets path = {0};
	bool ok = octets_format(&path, "%s/%s%c", folder, name, '\0') &&
		  load_entry(w, (const char *)path.at);

	octets_free(&path);
	return ok;
}

static int
compare_names(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* Hidden files are the tools', not ours. */
static int
is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static bool
load_folder(struct walk *w, const char *path)
{
	struct dirent **list;
	bool ok = true;
	int n = w->depth < FOLDERS_MAX
			? scandir(path, &list, is_visible, compare_names)
			: -1;

	if (n < 0) {
		diagnostics_add(w->diagnostics, path, 0, 0, "%s",
			w->depth < FOLDERS_MAX ? strerror(errno)
					       : "expected less deep folders");
		return false;
	}
	w->depth++;
	for (int i = 0; i < n; i++) {
		if (!load_below(w, path, list[i]->d_name))
			ok = false;
		free(list[i]);
	}
	w->depth--;
	free(list);
	return ok;
}

/* Beside the roles there are other things: requirements, baselines. */
static bool
load_root(struct walk *w)
{
	static const char *const roles[] = {"client", "proxy", "server"};
	bool ok = true;

	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		struct octets path = {0};
		struct stat st;

		if (!octets_format(&path, "%s/%s%c", w->root, roles[i], '\0'))
			return false;
		if (stat((const char *)path.at, &st) == 0 &&
			!load_entry(w, (const char *)path.at))
			ok = false;
		octets_free(&path);
	}
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
case_set_load(struct case_set *set, const char *path, const char *root,
	const struct requirements *requirements, struct diagnostics *d)
{
	struct walk w = {
		.set = set,
		.root = root,
		.requirements = requirements,
		.diagnostics = d,
	};
	char *below = path_below(path, root, d);
	struct stat st;
	bool ok;

	if (below == NULL)
		return false;
	if (below[0] == '\0')
		ok = load_root(&w);
	else if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		ok = load_folder(&w, path);
	else
		ok = load_file(&w, path);
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

#include "case/files.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "case/source.h"

/* Deeper than any name; stops a tree that was made to exhaust the stack. */
#define FOLDERS_MAX 16

struct walk {
	const struct files *files;
	files_visit *visit;
	void *context;
	struct diagnostics *diagnostics;
	unsigned depth;
};

bool
files_path(const struct files *files, const char *name, struct octets *out)
{
	if (files->root == NULL)
		return octets_text(out, name[0] != '\0' ? name : "cases");
	return octets_text(out, files->root) &&
	       (name[0] == '\0' || octets_format(out, "/%s", name));
}

/* The same as a C string; NULL: out of memory. Owned by the caller. */
static char *
path_of(const struct files *files, const char *name)
{
	struct octets path = {0};

	if (files_path(files, name, &path) && octets_append(&path, "", 1))
		return (char *)path.at;
	octets_free(&path);
	return NULL;
}

/* False, and told. */
static bool
refuse(const struct files *files, const char *name, struct diagnostics *d,
	const char *text)
{
	char *path = path_of(files, name);

	diagnostics_add(d, path != NULL ? path : name, 0, 0, "%s", text);
	free(path);
	return false;
}

/* ---- on disk ---- */

static bool walk_folder(struct walk *w, const char *folder);

static bool
walk_entry(struct walk *w, const char *name)
{
	char *path = path_of(w->files, name);
	struct stat st;
	int found = path != NULL ? lstat(path, &st) : -1;

	free(path);
	if (found != 0)
		return refuse(w->files, name, w->diagnostics, strerror(errno));
	if (S_ISDIR(st.st_mode))
		return walk_folder(w, name);
	if (S_ISREG(st.st_mode))
		return w->visit(w->context, name);
	return refuse(w->files, name, w->diagnostics,
		S_ISLNK(st.st_mode)
			? "expected a file or a folder, found a symbolic link"
			: "expected a file or a folder, found something else");
}

static bool
walk_below(struct walk *w, const char *folder, const char *entry)
{
	struct octets name = {0};
	bool ok = octets_format(&name, "%s%s%s%c", folder,
			  folder[0] != '\0' ? "/" : "", entry, '\0') &&
		  walk_entry(w, (const char *)name.at);

	octets_free(&name);
	return ok;
}

static int
compare_entries(const struct dirent **a, const struct dirent **b)
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
walk_folder(struct walk *w, const char *folder)
{
	char *path = path_of(w->files, folder);
	struct dirent **list;
	bool ok = true;
	int n = -1;

	if (w->depth == FOLDERS_MAX)
		errno = ELOOP;
	else if (path != NULL)
		n = scandir(path, &list, is_visible, compare_entries);
	free(path);
	if (n < 0)
		return refuse(w->files, folder, w->diagnostics,
			w->depth < FOLDERS_MAX ? strerror(errno)
					       : "expected less deep folders");
	w->depth++;
	for (int i = 0; i < n; i++) {
		ok = walk_below(w, folder, list[i]->d_name) && ok;
		free(list[i]);
	}
	w->depth--;
	free(list);
	return ok;
}

/* ---- built in ---- */

static bool
is_below(const char *name, const char *folder)
{
	size_t len = strlen(folder);

	return len == 0 ||
	       (strncmp(name, folder, len) == 0 && name[len] == '/');
}

static bool
walk_built_in(struct walk *w, const char *folder)
{
	bool ok = true;

	for (size_t i = 0; i < w->files->n_built_in; i++) {
		const char *name = w->files->built_in[i].name;

		if (is_below(name, folder))
			ok = w->visit(w->context, name) && ok;
	}
	return ok;
}

static const struct built_in *
find_built_in(const struct files *files, const char *name)
{
	size_t i = 0;

	while (i < files->n_built_in &&
		strcmp(files->built_in[i].name, name) != 0)
		i++;
	return i < files->n_built_in ? &files->built_in[i] : NULL;
}

static bool
read_built_in(const struct files *files, const char *name, size_t max,
	struct octets *out, struct diagnostics *d)
{
	const struct built_in *found = find_built_in(files, name);

	if (found == NULL)
		return refuse(files, name, d, strerror(ENOENT));
	if (found->len > max || !octets_append(out, found->at, found->len))
		return refuse(files, name, d, "too large");
	return true;
}

/* ---- either ---- */

bool
files_has(const struct files *files, const char *folder)
{
	struct stat st;
	bool found = false;
	char *path;

	if (files->root == NULL) {
		for (size_t i = 0; i < files->n_built_in && !found; i++)
			found = is_below(files->built_in[i].name, folder);
		return found;
	}
	path = path_of(files, folder);
	found = path != NULL && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
	free(path);
	return found;
}

bool
files_hold(const struct files *files, const char *name)
{
	struct stat st;
	bool found;
	char *path;

	if (files->root == NULL)
		return find_built_in(files, name) != NULL;
	path = path_of(files, name);
	found = path == NULL || lstat(path, &st) == 0 || errno != ENOENT;
	free(path);
	return found;
}

bool
files_each(const struct files *files, const char *folder, files_visit *visit,
	void *context, struct diagnostics *d)
{
	struct walk w = {
		.files = files,
		.visit = visit,
		.context = context,
		.diagnostics = d,
	};

	return files->root == NULL ? walk_built_in(&w, folder)
				   : walk_folder(&w, folder);
}

bool
files_read(const struct files *files, const char *name, size_t max,
	struct octets *out, struct diagnostics *d)
{
	char *path;
	bool ok;

	if (files->root == NULL)
		return read_built_in(files, name, max, out, d);
	path = path_of(files, name);
	ok = path != NULL ? source_read(path, max, out, d)
			  : refuse(files, name, d, "out of memory");
	free(path);
	return ok;
}

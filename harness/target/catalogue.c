#include "target/catalogue.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "target/process.h"

#define SUFFIX ".yaml"

/* ---- the files ---- */

bool
catalogue_add(struct catalogue *c, const char *path, struct diagnostics *d)
{
	struct target_entry *entries =
		realloc(c->entries, (c->n + 1) * sizeof(*entries));
	struct target_entry *entry;

	if (entries != NULL)
		c->entries = entries;
	if (c->arena == NULL)
		c->arena = arena_new();
	if (entries == NULL || c->arena == NULL) {
		diagnostics_add(d, path, 0, 0, "out of memory");
		return false;
	}
	entry = &entries[c->n];
	entry->path = arena_text(c->arena, path);
	if (!target_file_read(&entry->file, c->arena, path, d))
		return false;
	c->n++;
	return true;
}

static int
is_target_file(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);

	return entry->d_name[0] != '.' && len > strlen(SUFFIX) &&
	       strcmp(entry->d_name + len - strlen(SUFFIX), SUFFIX) == 0;
}

static bool
add_named(struct catalogue *c, const char *folder, const char *name,
	struct diagnostics *d)
{
	struct octets path = {0};
	bool added = octets_format(&path, "%s/%s%c", folder, name, '\0') &&
		     catalogue_add(c, (const char *)path.at, d);

	octets_free(&path);
	return added;
}

/* The order is that of octets, whatever the locale. */
static int
compare(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

bool
catalogue_add_all(struct catalogue *c, const char *folder,
	struct diagnostics *d)
{
	struct dirent **found;
	int n = scandir(folder, &found, is_target_file, compare);
	bool added = n >= 0;

	if (n < 0)
		diagnostics_add(d, folder, 0, 0, "%s", strerror(errno));
	for (int i = 0; i < n; i++) {
		added &= add_named(c, folder, found[i]->d_name, d);
		free(found[i]);
	}
	if (n >= 0)
		free(found);
	return added;
}

void
catalogue_free(struct catalogue *c)
{
	free(c->entries);
	arena_free(c->arena);
	*c = (struct catalogue){0};
}

/* ---- one target ---- */

bool
target_is_in(const struct target_file *file, const char *set)
{
	if (strcmp(set, "all") == 0)
		return true;
	for (size_t i = 0; i < file->sets.n; i++)
		if (strcmp(file->sets.at[i], set) == 0)
			return true;
	return false;
}

/* Looks for a command in one folder of PATH; "" is the current one. */
static bool
is_in_folder(const char *folder, size_t len, const char *command)
{
	struct octets path = {0};
	bool found = octets_format(&path, "%.*s%s%s%c", (int)len, folder,
			     len > 0 ? "/" : "", command, '\0') &&
		     access((const char *)path.at, X_OK) == 0;

	octets_free(&path);
	return found;
}

static bool
is_command(const char *command)
{
	const char *at = getenv("PATH");

	while (at != NULL) {
		size_t len = strcspn(at, ":");

		if (is_in_folder(at, len, command))
			return true;
		at = at[len] == ':' ? at + len + 1 : NULL;
	}
	return false;
}

char *
target_lacks(const struct target_file *file)
{
	const struct target_process process = {.file = file};

	for (size_t i = 0; i < file->needs.n; i++) {
		char *need = target_process_expand(&process, file->needs.at[i]);

		if (need == NULL)
			return strdup(file->needs.at[i]);
		if (strchr(need, '/') != NULL ? access(need, F_OK) != 0
					      : !is_command(need))
			return need;
		free(need);
	}
	return NULL;
}

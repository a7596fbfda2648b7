#include "cli/targets_named.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "support/installation.h"

static bool
is_path(const char *word)
{
	size_t len = strlen(word);

	return strchr(word, '/') != NULL ||
	       (len > 5 && strcmp(word + len - 5, ".yaml") == 0);
}

/* ---- the target files ---- */

static bool
needs_folder(char *const *words, int n)
{
	for (int i = 0; i < n; i++)
		if (!is_path(words[i]))
			return true;
	return n == 0;
}

/* Owned by the caller; NULL: errno says why. */
static char *
find_folder(const char *folder)
{
	const char *from_environment = getenv("ASSAY_TARGETS");

	if (folder != NULL)
		return strdup(folder);
	if (from_environment != NULL && *from_environment != '\0')
		return strdup(from_environment);
	return installation_folder("targets");
}

static int
read_folder(struct targets_named *t, const char *command, const char *folder,
	struct diagnostics *d)
{
	char *found = find_folder(folder);

	if (found == NULL) {
		(void)fprintf(stderr,
			"assay %s: no target files beside the program: %s; name "
			"their folder with --targets DIR\n",
			command, strerror(errno));
		return STATUS_USAGE;
	}
	catalogue_add_all(&t->catalogue, found, d);
	free(found);
	return STATUS_OK;
}

static bool
has_file(const struct targets_named *t, const char *path)
{
	for (size_t i = 0; i < t->catalogue.n; i++)
		if (strcmp(t->catalogue.entries[i].path, path) == 0)
			return true;
	return false;
}

static int
read_files(struct targets_named *t, const char *command, const char *folder,
	char *const *words, int n)
{
	struct diagnostics d = {0};
	int status = STATUS_OK;

	if (needs_folder(words, n))
		status = read_folder(t, command, folder, &d);
	for (int i = 0; i < n; i++)
		if (is_path(words[i]) && !has_file(t, words[i]))
			catalogue_add(&t->catalogue, words[i], &d);
	diagnostics_print(&d, stderr);
	if (diagnostics_count(&d) > 0)
		status = STATUS_USAGE;
	diagnostics_free(&d);
	return status;
}

/* ---- the words ---- */

static void
select_entry(struct targets_named *t, const struct target_entry *entry)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->at[i] == entry)
			return;
	t->at[t->n++] = entry;
}

static bool
is_meant(const struct target_entry *entry, const char *word, bool as_set)
{
	if (is_path(word))
		return strcmp(entry->path, word) == 0;
	return as_set ? target_is_in(&entry->file, word)
		      : strcmp(entry->file.name, word) == 0;
}

/* False: there is none. */
static bool
select_word(struct targets_named *t, const char *word, bool as_set)
{
	bool any = false;

	for (size_t i = 0; i < t->catalogue.n; i++) {
		const struct target_entry *entry = &t->catalogue.entries[i];

		if (is_meant(entry, word, as_set)) {
			select_entry(t, entry);
			any = true;
		}
	}
	return any;
}

/* Whether a target before the n-th is in the set. */
static bool
is_known_set(const struct targets_named *t, size_t n, const char *set)
{
	for (size_t i = 0; i < n; i++)
		if (target_is_in(&t->catalogue.entries[i].file, set))
			return true;
	return strcmp(set, "all") == 0;
}

static int
refuse(const struct targets_named *t, const char *command, const char *word)
{
	(void)fprintf(stderr,
		"assay %s: no set and no target has the name \"%s\"; sets are: "
		"all",
		command, word);
	for (size_t i = 0; i < t->catalogue.n; i++) {
		const struct target_texts *sets =
			&t->catalogue.entries[i].file.sets;

		for (size_t k = 0; k < sets->n; k++)
			if (!is_known_set(t, i, sets->at[k]))
				(void)fprintf(stderr, ", %s", sets->at[k]);
	}
	(void)fprintf(stderr, "; `assay targets` lists the targets\n");
	return STATUS_USAGE;
}

int
targets_named_find(struct targets_named *t, const char *command,
	const char *folder, char *const *words, int n)
{
	int status = read_files(t, command, folder, words, n);

	if (status != STATUS_OK)
		return status;
	t->at = calloc(t->catalogue.n + 1, sizeof(*t->at));
	if (t->at == NULL)
		return STATUS_HARNESS;
	if (n == 0)
		select_word(t, "all", true);
	for (int i = 0; i < n; i++)
		if (!select_word(t, words[i], true) &&
			!select_word(t, words[i], false))
			return refuse(t, command, words[i]);
	return STATUS_OK;
}

void
targets_named_free(struct targets_named *t)
{
	free(t->at);
	catalogue_free(&t->catalogue);
}

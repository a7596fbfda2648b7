#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/commands.h"
#include "cli/compare.h"
#include "cli/output.h"
#include "compare/json.h"
#include "compare/text.h"
#include "report/json_fill.h"

/* Reports of one target: some text, an object, and whether all is the same. */
struct verdicts {
	struct octets text;
	json_t *json; /* NULL: there was nothing to compare */
	bool same;
};

static bool
are_steady(const struct compare_table *t)
{
	for (size_t i = 0; i < t->n_rows; i++)
		if (!compare_is_steady(t, &t->rows[i]))
			return false;
	return true;
}

/* Reads and compares; `name` as compare_text_same() has it. */
static int
compare_files(const struct comparison *c, char *const *paths, const char *name,
	struct verdicts *out)
{
	struct compare_table table = {0};
	int status;
	struct compare_report *reports = compare_open(c, paths, c->n, &status);

	if (reports == NULL)
		return status;
	if (compare_table_make(reports, c->n, &table)) {
		compare_text_same(&table, name, &out->text);
		out->json = compare_json_table(&table, true);
		out->same = are_steady(&table);
	} else {
		status = compare_refuse(STATUS_HARNESS, paths[0],
			"out of memory");
	}
	compare_table_free(&table);
	compare_close(reports, c->n);
	return status;
}

/* Takes `text` and `json`. */
static int
deliver(const struct comparison *c, struct octets *text, json_t *json,
	bool same)
{
	int status = compare_print(c, text);

	if (status == STATUS_OK && c->json != NULL &&
		!output_json(c->json, json))
		status = compare_refuse(STATUS_HARNESS, c->json,
			strerror(errno));
	json_decref(json);
	return status == STATUS_OK && !same ? STATUS_DEVIATES : status;
}

/* ---- folders ---- */

/* The names of reports in all folders, each once, in their order. */
struct names {
	char **list;
	size_t n;
};

static void
free_names(struct names *names)
{
	for (size_t i = 0; i < names->n; i++)
		free(names->list[i]);
	free(names->list);
}

static bool
add_name(struct names *names, const char *name)
{
	char **more;
	size_t place = 0;

	while (place < names->n && strcmp(names->list[place], name) < 0)
		place++;
	if (place < names->n && strcmp(names->list[place], name) == 0)
		return true;
	more = realloc(names->list, (names->n + 1) * sizeof(*more));
	if (more == NULL)
		return false;
	names->list = more;
	memmove(more + place + 1, more + place,
		(names->n - place) * sizeof(*more));
	more[place] = strdup(name);
	if (more[place] == NULL) {
		memmove(more + place, more + place + 1,
			(names->n - place) * sizeof(*more));
		return false;
	}
	names->n++;
	return true;
}

static bool
is_report(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);

	return len > 5 && strcmp(entry->d_name + len - 5, ".json") == 0;
}

/* False: errno says why. */
static bool
read_folder(const char *path, struct names *names)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	bool ok = folder != NULL;

	while (ok && (entry = readdir(folder)) != NULL)
		if (is_report(entry))
			ok = add_name(names, entry->d_name);
	if (folder != NULL)
		(void)closedir(folder);
	return ok;
}

/* "FOLDER/NAME"; NULL: out of memory. Owned. */
static char *
join(const char *folder, const char *name)
{
	size_t len = strlen(folder) + strlen(name) + 2;
	char *path = malloc(len);

	if (path != NULL)
		(void)snprintf(path, len, "%s/%s", folder, name);
	return path;
}

static bool
is_there(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
}

/* Tells in which folders there is no such report. */
static bool
is_everywhere(const struct comparison *c, char *const *paths, const char *name,
	struct octets *text)
{
	bool everywhere = true;

	for (size_t i = 0; i < c->n; i++) {
		if (is_there(paths[i]))
			continue;
		octets_format(text, "%s: is not in %s\n", name, c->paths[i]);
		everywhere = false;
	}
	return everywhere;
}

/* What is no report in any of the folders is left out. */
static bool
is_nowhere_report(const struct comparison *c, char *const *paths)
{
	for (size_t i = 0; i < c->n; i++)
		if (is_there(paths[i]) && !compare_is_no_report(paths[i]))
			return false;
	return true;
}

/* One name in all folders. */
static int
compare_name(const struct comparison *c, const char *name, struct verdicts *out)
{
	char **paths = calloc(c->n, sizeof(*paths));
	int status = STATUS_OK;

	for (size_t i = 0; paths != NULL && i < c->n; i++) {
		paths[i] = join(c->paths[i], name);
		if (paths[i] == NULL)
			status = STATUS_HARNESS;
	}
	if (paths == NULL || status != STATUS_OK)
		status = compare_refuse(STATUS_HARNESS, name, "out of memory");
	else if (is_nowhere_report(c, paths))
		out->same = true;
	else if (is_everywhere(c, paths, name, &out->text))
		status = compare_files(c, paths, name, out);
	else
		out->json = json_null();
	for (size_t i = 0; paths != NULL && i < c->n; i++)
		free(paths[i]);
	free(paths);
	return status;
}

static int
compare_names(const struct comparison *c, const struct names *names)
{
	struct octets text = {0};
	struct json_fill files = {json_object(), false};
	struct json_fill root = {json_object(), false};
	size_t n_different = 0;
	size_t n = 0;
	int status = STATUS_OK;

	for (size_t i = 0; i < names->n && status == STATUS_OK; i++) {
		struct verdicts v = {0};

		status = compare_name(c, names->list[i], &v);
		octets_append(&text, v.text.at, v.text.len);
		octets_free(&v.text);
		if (status == STATUS_OK && v.json != NULL)
			json_fill_put(&files, names->list[i], v.json);
		n += v.json != NULL;
		n_different += !v.same;
	}
	json_fill_put(&root, "format", json_integer(1));
	json_fill_put(&root, "kind", json_string("folders"));
	json_fill_put(&root, "files", json_fill_end(&files));
	octets_format(&text, "%zu of %zu reports differ in %zu folders\n",
		n_different, n, c->n);
	if (status == STATUS_OK)
		return deliver(c, &text, json_fill_end(&root),
			n_different == 0);
	octets_free(&text);
	json_decref(root.object);
	return status;
}

static int
compare_folders(const struct comparison *c)
{
	struct names names = {0};
	int status = STATUS_OK;

	for (size_t i = 0; i < c->n && status == STATUS_OK; i++)
		if (!read_folder(c->paths[i], &names))
			status = compare_refuse(STATUS_USAGE, c->paths[i],
				strerror(errno));
	if (status == STATUS_OK && names.n == 0)
		status = compare_refuse(STATUS_USAGE, c->paths[0],
			"expected reports, *.json, found none");
	if (status == STATUS_OK)
		status = compare_names(c, &names);
	free_names(&names);
	return status;
}

/* ---- either ---- */

static size_t
count_folders(const struct comparison *c)
{
	struct stat st;
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += stat(c->paths[i], &st) == 0 && S_ISDIR(st.st_mode);
	return n;
}

int
compare_same(const struct comparison *c)
{
	size_t n_folders = count_folders(c);
	struct verdicts v = {0};
	int status;

	if (n_folders == c->n)
		return compare_folders(c);
	if (n_folders > 0)
		return compare_refuse(STATUS_USAGE, c->paths[0],
			"expected folders or reports, found both");
	status = compare_files(c, c->paths, NULL, &v);
	if (status == STATUS_OK)
		return deliver(c, &v.text, v.json, v.same);
	octets_free(&v.text);
	return status;
}

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/octets.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/targets_named.h"
#include "report/json_fill.h"
#include "target/process.h"

/* Format of the list that --json prints (harness/report/FORMAT.md). */
#define FORMAT 1

#define VERSION_MAX 300

/* What is found out about one target. */
struct found {
	char *lacks; /* owned; NULL: it is installed */
	char version[VERSION_MAX];
};

static void
look_at(const struct target_file *file, struct found *out)
{
	const struct target_process process = {.file = file};

	out->lacks = target_lacks(file);
	out->version[0] = '\0';
	if (out->lacks == NULL)
		target_process_version(&process, out->version,
			sizeof(out->version));
}

/* ---- for people ---- */

static void
put_texts(struct octets *out, const struct target_texts *texts)
{
	for (size_t i = 0; i < texts->n; i++)
		octets_format(out, " %s", texts->at[i]);
}

static void
put_state(struct octets *out, const struct target_file *file,
	const struct found *found)
{
	if (found->lacks == NULL) {
		octets_text(out,
			*found->version == '\0' ? "installed" : found->version);
		return;
	}
	octets_format(out, "not installed: needs %s", found->lacks);
	if (file->packages.n + file->npm.n == 0)
		return;
	octets_text(out, ", of");
	put_texts(out, &file->packages);
	for (size_t i = 0; i < file->npm.n; i++)
		octets_format(out, " npm:%s", file->npm.at[i]);
}

static int
name_width(const struct targets_named *t)
{
	size_t width = 0;

	for (size_t i = 0; i < t->n; i++)
		if (strlen(t->at[i]->file.name) > width)
			width = strlen(t->at[i]->file.name);
	return (int)width;
}

static void
print_text(const struct targets_named *t)
{
	int width = name_width(t);
	size_t n_installed = 0;

	for (size_t i = 0; i < t->n; i++) {
		const struct target_file *file = &t->at[i]->file;
		struct octets line = {0};
		struct found found;

		look_at(file, &found);
		n_installed += found.lacks == NULL;
		octets_format(&line, "%-*s  ", width, file->name);
		put_state(&line, file, &found);
		if (file->sets.n > 0)
			octets_text(&line, "  [");
		put_texts(&line, &file->sets);
		octets_text(&line, file->sets.n > 0 ? " ]\n" : "\n");
		(void)fwrite(line.at, 1, line.len, stdout);
		octets_free(&line);
		free(found.lacks);
	}
	(void)printf("%zu of %zu installed\n", n_installed, t->n);
}

/* ---- for programs ---- */

static json_t *
texts_json(const struct target_texts *texts)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < texts->n; i++)
		ok &= json_fill_append(array, json_fill_text(texts->at[i]));
	return json_fill_array(array, ok);
}

static json_t *
target_json(const struct target_entry *entry)
{
	const struct target_file *file = &entry->file;
	struct json_fill f = {json_object(), false};
	struct found found;

	look_at(file, &found);
	json_fill_put(&f, "name", json_fill_text(file->name));
	json_fill_put(&f, "file", json_fill_text(entry->path));
	json_fill_put(&f, "sets", texts_json(&file->sets));
	json_fill_put(&f, "packages", texts_json(&file->packages));
	json_fill_put(&f, "npm", texts_json(&file->npm));
	json_fill_put(&f, "installed", json_boolean(found.lacks == NULL));
	json_fill_put(&f, "lacks", json_fill_text(found.lacks));
	json_fill_put(&f, "version", json_fill_text(found.version));
	free(found.lacks);
	return json_fill_end(&f);
}

static int
print_json(const struct targets_named *t)
{
	struct json_fill f = {json_object(), false};
	json_t *array = json_array();
	bool ok = true;
	json_t *all;

	for (size_t i = 0; i < t->n; i++)
		ok &= json_fill_append(array, target_json(t->at[i]));
	json_fill_put(&f, "format", json_integer(FORMAT));
	json_fill_put(&f, "targets", json_fill_array(array, ok));
	all = json_fill_end(&f);
	if (all == NULL || json_dumpf(all, stdout,
				   JSON_INDENT(1) | JSON_ENSURE_ASCII) != 0) {
		json_decref(all);
		(void)fprintf(stderr, "assay targets: out of memory\n");
		return STATUS_HARNESS;
	}
	json_decref(all);
	(void)printf("\n");
	return STATUS_OK;
}

/* ---- packages ---- */

static const struct target_texts *
packages_of(const struct target_file *file, bool npm)
{
	return npm ? &file->npm : &file->packages;
}

/* Whether a target before the i-th, or the i-th before its k-th, has it. */
static bool
is_printed(const struct targets_named *t, size_t i, size_t k, bool npm)
{
	const char *name = packages_of(&t->at[i]->file, npm)->at[k];

	for (size_t other = 0; other <= i; other++) {
		const struct target_texts *texts =
			packages_of(&t->at[other]->file, npm);
		size_t n = other < i ? texts->n : k;

		for (size_t l = 0; l < n; l++)
			if (strcmp(texts->at[l], name) == 0)
				return true;
	}
	return false;
}

static void
print_packages(const struct targets_named *t, bool npm)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct target_texts *texts =
			packages_of(&t->at[i]->file, npm);

		for (size_t k = 0; k < texts->n; k++)
			if (!is_printed(t, i, k, npm))
				(void)printf("%s\n", texts->at[k]);
	}
}

/* ---- the command ---- */

struct words {
	const char *folder;
	bool json;
	bool packages;
	bool npm;
};

static int
print(const struct targets_named *t, const struct words *w)
{
	if (w->packages + w->npm + w->json > 1) {
		(void)fprintf(stderr,
			"assay targets: expected one of --json, --packages and "
			"--npm, found more\n");
		return STATUS_USAGE;
	}
	if (w->json)
		return print_json(t);
	if (w->packages || w->npm)
		print_packages(t, w->npm);
	else
		print_text(t);
	return STATUS_OK;
}

int
command_targets(int argc, char **argv)
{
	struct words w = {.folder = NULL};
	const struct option options[] = {
		{"json", &w.json, NULL},
		{"npm", &w.npm, NULL},
		{"packages", &w.packages, NULL},
		{"targets", NULL, &w.folder},
	};
	struct targets_named t = {.n = 0};
	int status;

	argc = options_take(argc, argv, options,
		sizeof(options) / sizeof(*options), &status);
	if (argc < 0)
		return status;
	status =
		targets_named_find(&t, "targets", w.folder, argv + 1, argc - 1);
	if (status == STATUS_OK)
		status = print(&t, &w);
	targets_named_free(&t);
	return status;
}

#include "cli/compare.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/suite.h"
#include "compare/json.h"
#include "compare/matrix.h"
#include "compare/text.h"
#include "report/whole_file.h"

/* More columns than these nobody can look at. */
#define REPORTS_MAX 250

int
compare_refuse(int status, const char *subject, const char *text)
{
	(void)fprintf(stderr, "assay compare: %s: %s\n", subject, text);
	return status;
}

static int
no_memory(void)
{
	return compare_refuse(STATUS_HARNESS, "reports", "out of memory");
}

/* ---- reports ---- */

struct compare_report *
compare_open(const struct comparison *c, char *const *paths, size_t n,
	int *status)
{
	struct compare_report *reports = calloc(n, sizeof(*reports));
	struct diagnostics d = {0};
	bool ok = true;

	*status = reports != NULL ? STATUS_OK : no_memory();
	for (size_t i = 0; reports != NULL && i < n; i++)
		ok &= compare_report_read(paths[i], c->renamed,
			c->matrix_html != NULL, &reports[i], &d);
	diagnostics_print(&d, stderr);
	diagnostics_free(&d);
	if (ok)
		return reports;
	*status = STATUS_USAGE;
	compare_close(reports, n);
	return NULL;
}

void
compare_close(struct compare_report *reports, size_t n)
{
	for (size_t i = 0; i < n; i++)
		compare_report_free(&reports[i]);
	free(reports);
}

/* ---- where it goes ---- */

static bool
takes_stdout(const struct comparison *c)
{
	return output_is_stdout(c->json) || output_is_stdout(c->markdown) ||
	       output_is_stdout(c->matrix_html) ||
	       output_is_stdout(c->matrix_svg);
}

int
compare_print(const struct comparison *c, struct octets *text)
{
	bool ok = c->quiet || takes_stdout(c) || output_octets("-", text);

	octets_free(text);
	return ok ? STATUS_OK
		  : compare_refuse(STATUS_HARNESS, "standard output",
			    strerror(errno));
}

/* Takes `json`; nothing is written without a path. */
static int
write_json(const char *path, json_t *json)
{
	int status = STATUS_OK;

	if (path != NULL && !output_json(path, json))
		status = compare_refuse(STATUS_HARNESS, path, strerror(errno));
	json_decref(json);
	return status;
}

/* Takes `text`; likewise. */
static int
write_text(const char *path, struct octets *text)
{
	int status = STATUS_OK;

	if (path != NULL && !output_octets(path, text))
		status = compare_refuse(STATUS_HARNESS, path, strerror(errno));
	octets_free(text);
	return status;
}

/* ---- two reports ---- */

static int
write_changes(const struct comparison *c, const struct compare_report *reports,
	const struct changes *changes)
{
	const struct compare_report *before = &reports[0];
	const struct compare_report *after = &reports[1];
	struct octets text = {0};
	struct octets markdown = {0};
	int status;

	compare_text_changes(before, after, changes, c->all, &text);
	compare_markdown_changes(before, after, changes, &markdown);
	status = write_text(c->markdown, &markdown);
	if (status == STATUS_OK)
		status = write_json(c->json,
			compare_json_changes(before, after, changes));
	if (status != STATUS_OK) {
		octets_free(&text);
		return status;
	}
	return compare_print(c, &text);
}

static bool
is_at_gate(const struct comparison *c, const struct changes *changes)
{
	return changes->counts[CHANGE_REGRESSION] > 0 ||
	       (strcmp(c->fail_on, "change") == 0 && changes->n > 0);
}

static int
compare_two(const struct comparison *c, const struct compare_report *reports)
{
	struct changes changes;
	int status;

	if (!changes_find(&reports[0], &reports[1], &changes))
		status = no_memory();
	else
		status = write_changes(c, reports, &changes);
	if (status == STATUS_OK && is_at_gate(c, &changes))
		status = STATUS_DEVIATES;
	changes_free(&changes);
	return status;
}

/* ---- more, side by side ---- */

static int
write_table(const struct comparison *c, const struct compare_table *table)
{
	struct octets text = {0};
	struct octets markdown = {0};
	int status;

	compare_text_table(table, c->all, &text);
	compare_markdown_table(table, &markdown);
	status = write_text(c->markdown, &markdown);
	if (status == STATUS_OK)
		status = write_json(c->json, compare_json_table(table, false));
	if (status != STATUS_OK) {
		octets_free(&text);
		return status;
	}
	return compare_print(c, &text);
}

/* ---- the matrix ---- */

/* The page looks for others beside it. Owned; NULL: out of memory. */
static char *
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return strdup(".");
	return strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

/* False: errno says why. */
static bool
write_page(const struct comparison *c, const struct compare_table *table,
	const char *folder)
{
	struct whole_file file;
	bool ok;

	if (output_is_stdout(c->matrix_html))
		return compare_matrix_html(stdout, table, c->requirements,
			folder);
	if (!whole_file_open(&file, c->matrix_html))
		return false;
	ok = compare_matrix_html(file.out, table, c->requirements, folder);
	return whole_file_close(&file, ok) && ok;
}

static int
write_matrix(const struct comparison *c, const struct compare_table *table)
{
	struct octets svg = {0};
	int status = STATUS_OK;

	if (c->matrix_html != NULL) {
		char *folder = folder_of(c->matrix_html);

		if (folder == NULL || !write_page(c, table, folder))
			status = compare_refuse(STATUS_HARNESS, c->matrix_html,
				strerror(errno));
		free(folder);
	}
	if (c->matrix_svg != NULL)
		compare_matrix_svg(table, &svg);
	return status == STATUS_OK ? write_text(c->matrix_svg, &svg) : status;
}

static int
compare_many(const struct comparison *c, const struct compare_report *reports)
{
	struct compare_table table;
	int status;

	if (!compare_table_make(reports, c->n, &table))
		status = no_memory();
	else
		status = write_matrix(c, &table);
	if (status == STATUS_OK)
		status = write_table(c, &table);
	compare_table_free(&table);
	return status;
}

static bool
has_matrix(const struct comparison *c)
{
	return c->matrix_html != NULL || c->matrix_svg != NULL;
}

static int
compare_reports(const struct comparison *c)
{
	int status;
	struct compare_report *reports =
		compare_open(c, c->paths, c->n, &status);

	if (reports == NULL)
		return status;
	/* Servers in a matrix are no before and after. */
	if (c->n == 2 && !has_matrix(c))
		status = compare_two(c, reports);
	else
		status = compare_many(c, reports);
	compare_close(reports, c->n);
	return status;
}

/* ---- the command ---- */

/* NULL: all well. */
static const char *
wrong_usage(const struct comparison *c)
{
	size_t n_stdout = (size_t)output_is_stdout(c->json) +
			  (size_t)output_is_stdout(c->markdown) +
			  (size_t)output_is_stdout(c->matrix_html) +
			  (size_t)output_is_stdout(c->matrix_svg);

	if (c->n < (has_matrix(c) ? 1U : 2U))
		return "expected two reports or more; `assay help compare` "
		       "tells more";
	if (c->n > REPORTS_MAX)
		return "expected at most 250 reports";
	if (n_stdout > 1)
		return "only one file can be standard output";
	if (c->same && (has_matrix(c) || c->markdown != NULL))
		return "--same is told as text and with --json only";
	if (c->fail_on != NULL && (c->same || c->n != 2 || has_matrix(c)))
		return "--fail-on is for two reports, before and after";
	if (c->fail_on != NULL && strcmp(c->fail_on, "regression") != 0 &&
		strcmp(c->fail_on, "change") != 0)
		return "--fail-on is regression or change";
	return NULL;
}

static int
compare(struct comparison *c)
{
	const char *wrong = wrong_usage(c);
	struct suite suite = {0};
	struct renamed *renamed = NULL;
	int status = STATUS_USAGE;

	if (wrong != NULL)
		return compare_refuse(STATUS_USAGE, "usage", wrong);
	if (c->fail_on == NULL)
		c->fail_on = "regression";
	if (suite_open(&suite, c->folder))
		renamed = renamed_read(&suite.files, &suite.diagnostics);
	diagnostics_print(&suite.diagnostics, stderr);
	c->requirements = suite.requirements;
	c->renamed = renamed;
	if (renamed != NULL)
		status = c->same ? compare_same(c) : compare_reports(c);
	renamed_free(renamed);
	suite_close(&suite);
	return status;
}

int
command_compare(int argc, char **argv)
{
	struct comparison c = {0};
	const struct option options[] = {
		{"cases", NULL, &c.folder},
		{"json", NULL, &c.json},
		{"markdown", NULL, &c.markdown},
		{"matrix-html", NULL, &c.matrix_html},
		{"matrix-svg", NULL, &c.matrix_svg},
		{"fail-on", NULL, &c.fail_on},
		{"same", &c.same, NULL},
		{"all", &c.all, NULL},
		{"quiet", &c.quiet, NULL},
	};
	int status;

	argc = options_take(argc, argv, options,
		sizeof(options) / sizeof(options[0]), &status);
	if (argc < 0)
		return status;
	c.paths = argv + 1;
	c.n = (size_t)argc - 1;
	return compare(&c);
}

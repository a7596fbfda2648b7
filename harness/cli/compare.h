/*
 * What `assay compare` is asked for, and its second half, --same.
 */
#ifndef ASSAY_CLI_COMPARE_H
#define ASSAY_CLI_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

#include "case/octets.h"
#include "case/requirements.h"
#include "compare/renamed.h"
#include "compare/report_file.h"

struct comparison {
	const char *folder; /* with the cases; NULL: the usual one */
	const char *json;
	const char *markdown;
	const char *matrix_html;
	const char *matrix_svg;
	const char *fail_on;
	bool same;
	bool all;
	bool quiet;
	char **paths; /* of reports, or of folders */
	size_t n;
	const struct requirements *requirements;
	const struct renamed *renamed;
};

/* Tells on stderr what is wrong with `subject`; gives `status`. */
int compare_refuse(int status, const char *subject, const char *text);

/* Prints `text`, unless nothing is to be printed. Takes it. */
int compare_print(const struct comparison *c, struct octets *text);

/* Reads a report for each of the paths. NULL: told; *status says which kind.
 * Freed by compare_close(). */
struct compare_report *compare_open(const struct comparison *c,
	char *const *paths, size_t n, int *status);
void compare_close(struct compare_report *reports, size_t n);

/* Compares reports, or folders, of the same target. Gives the exit status. */
int compare_same(const struct comparison *c);

#endif

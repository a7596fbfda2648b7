/*
 * The folder with the cases, and what is in it.
 */
#ifndef ASSAY_CLI_SUITE_H
#define ASSAY_CLI_SUITE_H

#include <stdbool.h>

#include "case/load.h"

/* Zero-initialised is empty and valid. */
struct suite {
	char *root;
	struct requirements *requirements;
	struct case_set set;
	struct diagnostics diagnostics;
};

/*
 * Finds the folder: `folder` unless it is NULL, else $ASSAY_CASES, else that
 * of the sources, else ./cases; and reads the requirements. False: told in the
 * diagnostics.
 */
bool suite_open(struct suite *suite, const char *folder);

/* Loads all cases. False: some are refused, as the diagnostics tell. */
bool suite_load(struct suite *suite);

/* Opens and loads. False: what is wrong has been printed to stderr. In any case
 * suite_close() is due. */
bool suite_read(struct suite *suite, const char *folder);

void suite_close(struct suite *suite);

/* Whether the id matches: `glob` as a shell does it, with * over "/" too; or,
 * without any of * ? [, the id itself, its first parts, or "id[variant]". */
bool suite_matches(const char *glob, const char *id);

/* Whether it matches the id of the case, or is that of one of its variants. */
bool suite_names(const char *glob, const struct test_case *c);

/* Tells that no id matches, and which are near. Gives STATUS_USAGE. */
int
suite_refuse(const struct suite *suite, const char *command, const char *id);

/* Tells that the filters and globs together leave no case. Gives
 * STATUS_USAGE. */
int suite_refuse_empty(const char *command);

#endif

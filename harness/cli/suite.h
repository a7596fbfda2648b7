/*
 * The cases: those that are built into the program, or of a folder.
 */
#ifndef ASSAY_CLI_SUITE_H
#define ASSAY_CLI_SUITE_H

#include <stdbool.h>

#include "case/load.h"

/* Zero-initialised is empty and valid. */
struct suite {
	struct files files;
	struct requirements *requirements;
	struct case_set set;
	struct diagnostics diagnostics;
};

/* `folder` unless it is NULL, else $ASSAY_CASES; NULL: neither, so that what is
 * built in counts. */
const char *suite_folder(const char *folder);

/*
 * Takes that folder, and reads the requirements. False: told in the
 * diagnostics. Borrows `folder`.
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

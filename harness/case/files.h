/*
 * The files of a suite: those of a folder, or those that were built into the
 * program. A file's name is its path below the root, as
 * "server/chunked/size-hex-prefix.yaml".
 */
#ifndef ASSAY_CASE_FILES_H
#define ASSAY_CASE_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "case/diagnostics.h"
#include "case/octets.h"

struct built_in {
	const char *name;
	const char *at; /* a NUL behind it does not count */
	size_t len;
};

/* Borrows all. */
struct files {
	const char *root;		 /* the folder; NULL: built in */
	const struct built_in *built_in; /* sorted by name */
	size_t n_built_in;
};

/* Appends what a person calls the file: its path, or, built in, its name. An
 * empty name is the root itself. */
bool
files_path(const struct files *files, const char *name, struct octets *out);

/* Whether there is such a folder. */
bool files_has(const struct files *files, const char *folder);

/* Whether there is something of that name, to be read by files_read(). */
bool files_hold(const struct files *files, const char *name);

/* Gets the name of a file. False: something was refused, and is told. */
typedef bool files_visit(void *context, const char *name);

/*
 * Visits the files below `folder` ("" is the root) in the order of their names,
 * but for the hidden ones. False: one was refused by `visit`, is neither a file
 * nor a folder (a symbolic link is not), or the folder cannot be read; all the
 * others have been visited.
 */
bool files_each(const struct files *files, const char *folder,
	files_visit *visit, void *context, struct diagnostics *d);

/* Appends the content. False, and a diagnostic: as source_read(). */
bool files_read(const struct files *files, const char *name, size_t max,
	struct octets *out, struct diagnostics *d);

#endif

/*
 * A folder of target files, and which of its targets are installed.
 */
#ifndef ASSAY_TARGET_CATALOGUE_H
#define ASSAY_TARGET_CATALOGUE_H

#include <stdbool.h>

#include "target/describe.h"

struct target_entry {
	const char *path; /* of the file; in the arena */
	struct target_file file;
};

/* Zero-initialised is empty and valid. All is owned. */
struct catalogue {
	struct arena *arena;
	struct target_entry *entries; /* moves when one is added */
	size_t n;
};

/* Adds one target file. False, and diagnostics: it is refused. */
bool
catalogue_add(struct catalogue *c, const char *path, struct diagnostics *d);

/* Adds all files in `folder` whose names end in .yaml, in order of their names,
 * but for hidden ones. False, and diagnostics: some are refused, or it cannot be
 * read. */
bool catalogue_add_all(struct catalogue *c, const char *folder,
	struct diagnostics *d);

void catalogue_free(struct catalogue *c);

/* Whether the target belongs to the set; all do to "all". */
bool target_is_in(const struct target_file *file, const char *set);

/*
 * The first of the things that the target needs and are not there: a file, or a
 * command that no folder of PATH has. Nothing is run. NULL: it is installed, as
 * far as its file tells. To be freed.
 */
char *target_lacks(const struct target_file *file);

#endif

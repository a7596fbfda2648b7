/*
 * The targets that words of a command line name: SET, NAME or FILE.
 */
#ifndef ASSAY_CLI_TARGETS_NAMED_H
#define ASSAY_CLI_TARGETS_NAMED_H

#include "target/catalogue.h"

/* Zero-initialised is empty. All is owned. */
struct targets_named {
	struct catalogue catalogue;
	const struct target_entry **at; /* each once, in order of the words */
	size_t n;
};

/*
 * Finds the targets that the words name: the path of a target file, which has a
 * slash or ends in .yaml; a set, of which "all" has every target; or the name of
 * a target. No word is "all". Sets and names are those of `folder`; unless it is
 * given, of $ASSAY_TARGETS, or of the folder that comes with the program.
 * STATUS_OK, or another after it has been told for the command of that name.
 */
int targets_named_find(struct targets_named *t, const char *command,
	const char *folder, char *const *words, int n);

void targets_named_free(struct targets_named *t);

#endif

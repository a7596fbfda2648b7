/*
 * Folders for a while.
 */
#ifndef ASSAY_TARGET_SCRATCH_H
#define ASSAY_TARGET_SCRATCH_H

#include <stdbool.h>
#include <stddef.h>

/* Makes a folder in $TMPDIR, else in /tmp, whose name begins with `name`. False:
 * errno says why, and `path` is "". */
bool scratch_make(char *path, size_t room, const char *name);

/* Removes it with all that is in it. "": there is none. */
void scratch_remove(const char *path);

#endif

/*
 * The folder of an audit, and its files.
 */
#ifndef ASSAY_AUDIT_FOLDER_H
#define ASSAY_AUDIT_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "case/arena.h"

/* "FOLDER/NAME.SUFFIX", in the arena. NULL: out of memory. */
char *folder_file(struct arena *arena, const char *folder, const char *name,
	const char *suffix);

/* Makes the folder, and those that it is in. False: errno says why. */
bool folder_make(const char *path);

/* Adds what is in the file `from` to the end of the other; as far as it goes. */
void folder_append(const char *from, const char *to);

/* The last line that is not empty, printable, at most so much as there is room
 * for; "" if there is none. */
void folder_last_line(const char *path, char *out, size_t room);

#endif

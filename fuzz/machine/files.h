#ifndef FUZZ_FILES_H
#define FUZZ_FILES_H

/*
 * The folder that the site serves: a file of SERVICE_FILE_LEN letters, which was
 * modified at SERVICE_FILE_UNIX_S, or its tag would not be known. It is too short
 * to be sent in several parts, between which a random boundary would stand. A
 * build that was carried elsewhere may have lost that time, or the file; then the
 * site has no folder.
 */

#include <stdbool.h>

#define FILES_LETTERS "/static/letters.txt"
#define FILES_LETTERS_TAG "64-2ebc98a1-0" /* size, time, nanoseconds */

/* Whether it is there and as it should be. */
bool files_there(void);

/* Its path. */
const char *files_folder(void);

#endif

/*
 * Files that are either complete or not there.
 */
#ifndef ASSAY_REPORT_WHOLE_FILE_H
#define ASSAY_REPORT_WHOLE_FILE_H

#include <stdbool.h>
#include <stdio.h>

struct whole_file {
	FILE *out;	 /* to be written to */
	char *path;	 /* owned */
	char *temporary; /* owned; NULL: `path` is written directly */
};

/*
 * Opens a file beside `path` that takes its place when it is committed. What
 * is there and is no regular file (a pipe, a terminal) is written directly.
 * False: errno says why.
 */
bool whole_file_open(struct whole_file *f, const char *path);

/*
 * Closes the file; with `keep` it is then at `path`, otherwise nowhere. False:
 * something was not written, errno says why; `path` is as it was.
 */
bool whole_file_close(struct whole_file *f, bool keep);

/*
 * Writes a whole file: `put` writes `data` to `out`, and need not look whether
 * that went well. False: something was not written, errno says why; what is at
 * `path` is as it was.
 */
bool whole_file_write(const char *path,
	void (*put)(FILE *out, const void *data), const void *data);

#endif

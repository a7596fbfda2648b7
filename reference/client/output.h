#ifndef CLIENT_OUTPUT_H
#define CLIENT_OUTPUT_H

/*
 * Where content goes: standard output, or a file. A file is written under the
 * name FILE.part and gets its own when it is complete, so that what stands
 * under that name is always whole; a part that is left is for --continue.
 */

#include "client/harmless.h"
#include "h1/base.h"

#define OUTPUT_PATH_MAX 4096

/* Zero-initialised it is standard output. */
struct output {
	const char *path;	    /* borrowed; NULL: standard output */
	char part[OUTPUT_PATH_MAX]; /* "": nothing but `path` itself */
	int fd;
	bool open;
	bool terminal; /* what it could obey is made harmless */
	struct client_harmless harmless;
	uint64_t len; /* octets of the file so far */
};

/* Prepares, opens nothing. False if the path is too long. */
bool output_init(struct output *output, const char *path);

/* Opens; the first `from` octets of the part are kept, and must be there.
 * False with errno set: EBUSY if another process writes that part. */
bool output_begin(struct output *output, uint64_t from);

/* False with errno set: EINTR if the program is interrupted. */
bool output_write(struct output *output, struct h1_span octets);

/* All is there: the file gets its name. False with errno set. */
bool output_end(struct output *output);

/* Not all is there: a part that holds something stays. */
void output_drop(struct output *output);

#endif

#ifndef SITE_TEMPORARY_H
#define SITE_TEMPORARY_H

/*
 * A file under construction: it has a name that is never served, in the folder
 * where it belongs, and gets its own at once and whole, or not at all.
 */

#include <sys/types.h>

#include "site/inside.h"

#define TEMPORARY_NAME_MAX 40

/* Permissions of files where none were. */
#define TEMPORARY_MODE 0666

/* Members are for the functions below alone. */
struct temporary {
	int folder;	/* borrowed */
	int descriptor; /* owned; -1: not open, or written and closed */
	char name[TEMPORARY_NAME_MAX]; /* "": there is no such file */
};

/* None yet, in `folder`, whose descriptor it borrows. */
void temporary_init(struct temporary *temporary, int folder);

/* Creates it with those permissions, if the process's mask allows them. False
 * with errno set. */
bool temporary_open(struct temporary *temporary, mode_t mode);

/* Adds octets; false with errno set. */
bool temporary_write(struct temporary *temporary, struct h1_span octets);

/* Ends writing, and gives the file a time that tells it from others, so that
 * its tag is strong. False with errno set. */
bool temporary_finish(struct temporary *temporary, struct stamps *stamps);

/* Gives it its name; with `replace` in place of a file that has it, else with
 * EEXIST if there is one. False with errno set. */
bool
temporary_publish(struct temporary *temporary, const char *name, bool replace);

/* Removes it, unless it has been published; then there is none again. */
void temporary_close(struct temporary *temporary);

/* The status to answer with when errno says why something could not be
 * written, and a text. */
unsigned temporary_status(int error, const char **text);

#endif

#ifndef SITE_FOLDER_H
#define SITE_FOLDER_H

/*
 * The entries below one folder, and nothing else: no path leads out of it.
 * Names that begin with a dot are not found. Symbolic links are followed if
 * they were asked for and stay inside, else not at all.
 */

#include "h1/base.h"

/* Octets of a path below the folder. */
#define FOLDER_PATH_MAX 4096

struct folder {
	int descriptor; /* owned; -1 for no files at all */
	bool beneath;	/* the system can keep a path inside (openat2) */
	bool links;	/* symbolic links are followed */
};

/* Opens it; false with errno set. ENOSYS: links cannot be followed here, for
 * want of openat2(2). */
bool folder_init(struct folder *folder, const char *name, bool links);
void folder_free(struct folder *folder);

/*
 * Opens the entry at `path`, which begins with "/" and is already decoded; one
 * that ends in "/" is that of a folder. `flags` are for open(2) and do not
 * create. Gives a descriptor, or -1 with errno set: ENOENT and others say that
 * there is no such entry, folder_busy() that it cannot be told now.
 */
int folder_open(const struct folder *folder, struct h1_span path, int flags);

/* Whether errno tells of want of descriptors or memory. */
bool folder_busy(int error);

/* The path of the folder that an entry is in, with its "/", and the name of the
 * entry, which is empty if the path ends in "/". */
struct h1_span folder_parent(struct h1_span path);
struct h1_span folder_name(struct h1_span path);

#endif

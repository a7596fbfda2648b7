#ifndef SITE_STAMP_H
#define SITE_STAMP_H

/*
 * Times of modification that are given to files stored here. Each is given
 * once, and no other program's write leaves the same (the system's own are of a
 * coarser grain); so a file that has one is what was stored, and its entity-tag
 * strong, however young it is.
 */

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

/* Files that are remembered: those of the last seconds matter. */
#define STAMPS_MAX 256

struct stamps {
	pthread_mutex_t writing; /* held by who replaces or removes files */
	pthread_mutex_t lock;	 /* of what follows */
	int64_t last;		 /* in ns since 1970 */
	int64_t given[STAMPS_MAX];
	unsigned next;
};

/* False with errno set if there are no resources for a lock. */
bool stamps_init(struct stamps *stamps);
void stamps_free(struct stamps *stamps);

/* While it is held no other thread replaces or removes a file. */
void stamps_lock(struct stamps *stamps);
void stamps_unlock(struct stamps *stamps);

/* Gives a time to the file, which is open for writing, if the file system can
 * hold it. */
void stamps_give(struct stamps *stamps, int descriptor);

/* Whether a file with that time was stored here. */
bool stamps_know(struct stamps *stamps, const struct timespec *modified);

#endif

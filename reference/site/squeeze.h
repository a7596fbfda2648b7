#ifndef SITE_SQUEEZE_H
#define SITE_SQUEEZE_H

/* Compression under way: content that is brought into gzip as it is sent. */

#include "site/inside.h"

/* Octets of files that are compressed: less does not pay, and more would keep
 * others on the same thread waiting. */
#define SQUEEZE_FILE_MIN 1024
#define SQUEEZE_FILE_MAX ((uint64_t)4 << 20)

/*
 * A task that produces the first `len` octets of a file in gzip; takes the
 * descriptor on success. NULL without memory, or if too much of it is in use.
 */
struct task *squeeze_new(struct memory *memory, int descriptor, uint64_t len);

#endif

#ifndef CLIENT_SOURCE_H
#define CLIENT_SOURCE_H

/* Where the content of a request comes from: a string, a file, or what comes at
 * standard input. Read in the background, a piece at a time. */

#include "client/runtime.h"
#include "h1/base.h"

struct source;

enum source_state {
	SOURCE_WAIT,  /* a piece is on its way */
	SOURCE_PIECE, /* there is one */
	SOURCE_END,
	SOURCE_FAILED /* errno text: source_why() */
};

/* Content that is `text`, which is borrowed. NULL without memory. */
struct source *source_text(struct runtime *runtime, struct h1_span text);

/* Content of a file, or with "-" of standard input. NULL with errno set. */
struct source *source_file(struct runtime *runtime, const char *path);

void source_close(struct source *source);

/* Whether its length is known: that of a regular file, from where it stands. */
bool source_length(const struct source *source, uint64_t *length);

/* Back to the beginning, so that it can be sent again. False if that cannot be:
 * something that cannot be read twice has been read. */
bool source_rewind(struct source *source);

/* The next piece, of at most `max` octets; borrowed until the next call. */
enum source_state
source_next(struct source *source, struct h1_span *piece, uint64_t max);

const char *source_why(const struct source *source);

#endif

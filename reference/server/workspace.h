#ifndef SERVER_WORKSPACE_H
#define SERVER_WORKSPACE_H

/*
 * What the connections of one thread hand on to each other, so that one that
 * waits for a request holds next to nothing: blocks of memory, and the Date of
 * the second. Not to be shared by threads, not to be moved.
 */

#include "http/date.h"
#include "server/buffer.h"

/* Sizes of the blocks that are kept; larger ones are the C library's. */
#define WORKSPACE_SMALL ((size_t)2048)
#define WORKSPACE_LARGE ((size_t)16384)

struct workspace_block;

/* Members are for the functions below alone; `budget` is for content that is
 * copied by http_send(). */
struct workspace {
	struct budget budget;
	struct workspace_block *free_blocks[2]; /* small, large; owned */
	size_t n_free[2];
	int64_t date_at; /* second of `date` */
	bool date_known;
	uint8_t date[HTTP_DATE_LEN];
};

/* `content_max`: octets of copied content at a time, all connections of the
 * workspace together. */
void workspace_init(struct workspace *workspace, uint64_t content_max);

/* Gives back what is kept; all connections must be freed before. */
void workspace_free(struct workspace *workspace);

/* How many octets are had for `len`: that, or the size of a block. */
static inline size_t
workspace_room(size_t len)
{
	if (len <= WORKSPACE_SMALL)
		return WORKSPACE_SMALL;
	return len <= WORKSPACE_LARGE ? WORKSPACE_LARGE : len;
}

/* Memory for workspace_room(len) octets, to be given to workspace_give() with
 * the same `len`. NULL without memory. */
void *workspace_take(struct workspace *workspace, size_t len);
void workspace_give(struct workspace *workspace, void *octets, size_t len);

/* The second as IMF-fixdate, HTTP_DATE_LEN octets, borrowed until the next
 * call; absent if its year is not one of 0000 to 9999. */
struct h1_span workspace_date(struct workspace *workspace, int64_t unix_s);

#endif

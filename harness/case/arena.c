#include "case/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE 8192

/* What is too large for a block gets one of its own. */
struct block {
	struct block *next;
	size_t used;
	size_t room;
	max_align_t at[];
};

struct arena {
	struct block *blocks; /* the newest first */
};

struct arena *
arena_new(void)
{
	return calloc(1, sizeof(struct arena));
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	while (a->blocks != NULL) {
		struct block *next = a->blocks->next;

		free(a->blocks);
		a->blocks = next;
	}
	free(a);
}

static struct block *
new_block(struct arena *a, size_t size)
{
	size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
	struct block *b = calloc(1, sizeof(*b) + room);

	if (b == NULL)
		return NULL;
	b->room = room;
	b->next = a->blocks;
	a->blocks = b;
	return b;
}

void *
arena_alloc(struct arena *a, size_t n, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct block *b = a->blocks;
	uint8_t *at;
	size_t len;

	if (size != 0 && n > (SIZE_MAX / 4) / size)
		return NULL;
	len = (n * size + align - 1) / align * align;
	if (b == NULL || b->room - b->used < len)
		b = new_block(a, len);
	if (b == NULL)
		return NULL;
	at = (uint8_t *)b->at + b->used;
	b->used += len;
	return at;
}

char *
arena_copy(struct arena *a, const void *at, size_t len)
{
	char *copy = len < SIZE_MAX ? arena_alloc(a, len + 1, 1) : NULL;

	if (copy != NULL && len > 0)
		memcpy(copy, at, len);
	return copy;
}

char *
arena_text(struct arena *a, const char *text)
{
	return arena_copy(a, text, strlen(text));
}

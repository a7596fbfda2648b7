#include "server/workspace.h"

#include <stdlib.h>
#include <string.h>

/* Blocks of each size that are kept at most. */
#define FREE_MAX 64

struct workspace_block {
	struct workspace_block *next;
};

void
workspace_init(struct workspace *workspace, uint64_t content_max)
{
	memset(workspace, 0, sizeof(*workspace));
	workspace->budget.left = content_max;
}

void
workspace_free(struct workspace *workspace)
{
	size_t i;

	for (i = 0; i < 2; i++) {
		struct workspace_block *block = workspace->free_blocks[i];

		while (block) {
			struct workspace_block *next = block->next;

			free(block);
			block = next;
		}
	}
	memset(workspace, 0, sizeof(*workspace));
}

void *
workspace_take(struct workspace *workspace, size_t len)
{
	size_t i = len <= WORKSPACE_SMALL ? 0 : 1;
	struct workspace_block *block;

	if (len > WORKSPACE_LARGE || !workspace->free_blocks[i])
		return malloc(workspace_room(len));
	block = workspace->free_blocks[i];
	workspace->free_blocks[i] = block->next;
	workspace->n_free[i]--;
	return block;
}

void
workspace_give(struct workspace *workspace, void *octets, size_t len)
{
	size_t i = len <= WORKSPACE_SMALL ? 0 : 1;
	struct workspace_block *block = octets;

	if (!octets)
		return;
	if (len > WORKSPACE_LARGE || workspace->n_free[i] >= FREE_MAX) {
		free(octets);
		return;
	}
	block->next = workspace->free_blocks[i];
	workspace->free_blocks[i] = block;
	workspace->n_free[i]++;
}

struct h1_span
workspace_date(struct workspace *workspace, int64_t unix_s)
{
	if (!workspace->date_known || workspace->date_at != unix_s) {
		workspace->date_at = unix_s;
		workspace->date_known =
			http_date_write(workspace->date, unix_s);
	}
	if (!workspace->date_known)
		return (struct h1_span){NULL, 0};
	return (struct h1_span){workspace->date, HTTP_DATE_LEN};
}

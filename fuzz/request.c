/*
 * Whatever the octets are, the request reader takes messages off the front,
 * asks for more, or refuses; it never reads behind the end, never stands still,
 * and what it has refused it refuses for good.
 */

#include "engine/entry.h"
#include "engine/walk.h"

enum {
	HEAD,
	LENGTH,
	CHUNKED,
	SECOND,
	MORE,
	REFUSED
};

static struct mark marks[] = {
	[HEAD] = {"a head is read", 0},
	[LENGTH] = {"content with a length is read", 0},
	[CHUNKED] = {"chunked content is read", 0},
	[SECOND] = {"a second message is read", 0},
	[MORE] = {"more is asked for", 0},
	[REFUSED] = {"a message is refused", 0},
};

static void
on_head(void *context, const struct h1_head *head)
{
	(void)context;
	(void)head;
	REACH(HEAD);
}

static void
on_piece(void *context, const struct h1_piece *piece)
{
	const struct walk *walk = context;

	if (piece->kind != H1_PIECE_END)
		return;
	if (walk->head.framing.kind == H1_FRAMING_CHUNKED)
		REACH(CHUNKED);
	else if (walk->head.framing.length)
		REACH(LENGTH);
}

static void
run(struct h1_span input, struct seen *seen)
{
	struct walk walk;
	struct walk_options options = {
		.kind = H1_REQUEST,
		.on_head = on_head,
		.on_piece = on_piece,
		.context = &walk,
	};

	walk_whole(&walk, &options, input, false);
	*seen = walk_seen(&walk);
	if (walk.n_heads > 1)
		REACH(SECOND);
	REACH(walk.status == H1_ERROR ? REFUSED : MORE);
}

const struct entry entry = {run, marks, N(marks)};

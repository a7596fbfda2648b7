/*
 * What the request reader understands is what a plain reading of RFC 9112
 * understands, in every part, and what it refuses is refused by both.
 */

#include "model/agree.h"

static struct mark marks[] = {
	[AGREE_HEAD] = {"a head is understood", 0},
	[AGREE_CHUNKED] = {"a chunked request is understood", 0},
	[AGREE_TRAILERS] = {"a trailer field is understood", 0},
	[AGREE_SECOND] = {"a second request is understood", 0},
	[AGREE_REFUSED] = {"a request is refused", 0},
	[AGREE_UNMENDABLE] = {"a request is refused within a line", 0},
	[AGREE_INCOMPLETE] = {"a request is incomplete", 0},
};

static void
run(struct h1_span input, struct seen *seen)
{
	struct model_reading reading = {.kind = H1_REQUEST};

	reading.limits = h1_limits_default;
	agree(seen, marks, &reading, input);
	reading.limits = agree_tight;
	agree(seen, marks, &reading, input);
}

const struct entry entry = {run, marks, N(marks)};

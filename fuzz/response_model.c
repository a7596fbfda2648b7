/*
 * What the response reader understands is what a plain reading of RFC 9112
 * understands, in every part and whatever the response answers, and what it
 * refuses is refused by both.
 */

#include "model/agree.h"

static struct mark marks[] = {
	[AGREE_HEAD] = {"a head is understood", 0},
	[AGREE_CHUNKED] = {"a chunked response is understood", 0},
	[AGREE_TRAILERS] = {"a trailer field is understood", 0},
	[AGREE_SECOND] = {"a second response is understood", 0},
	[AGREE_REFUSED] = {"a response is refused", 0},
	[AGREE_UNMENDABLE] = {"a response is refused within a line", 0},
	[AGREE_INCOMPLETE] = {"a response is incomplete", 0},
};

static void
run(struct h1_span input, struct seen *seen)
{
	struct model_reading reading = {.kind = H1_RESPONSE};

	reading.limits = h1_limits_default;
	reading.answers = H1_ANSWERS_HEAD;
	agree(seen, marks, &reading, input);
	reading.answers = H1_ANSWERS_CONNECT;
	agree(seen, marks, &reading, input);
	reading.answers = H1_ANSWERS_OTHER;
	agree(seen, marks, &reading, input);
	reading.limits = agree_tight;
	agree(seen, marks, &reading, input);
}

const struct entry entry = {run, marks, N(marks)};

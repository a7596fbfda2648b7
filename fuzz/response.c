/*
 * Whatever the octets are, the response reader takes messages off the front,
 * asks for more, or refuses, whatever request they answer; it never reads
 * behind the end, never stands still, what it has refused it refuses for good,
 * and content without a length ends with the connection alone.
 */

#include "engine/entry.h"
#include "reader/codes.h"
#include "reader/parameters.h"
#include "reader/reading.h"

enum {
	INTERIM = CODE_MARKS,
	NONE,
	LENGTH,
	CHUNKED,
	CODED,
	UNTIL_CLOSE,
	TUNNEL,
	SECOND,
	RUNS,
	PART,
	MORE
};

static struct mark marks[] = {
#define H1_ROW(code, clause, requirement, status, text) \
	CODE_ROW(code, OF_RESPONSES)
#include "h1/errors.def"
#undef H1_ROW
	[INTERIM] = {"an interim response is read", 0},
	[NONE] = {"a response to HEAD is read", 0},
	[LENGTH] = {"content with a length is read", 0},
	[CHUNKED] = {"chunked content is read", 0},
	[CODED] = {"content in another transfer coding is read", 0},
	[UNTIL_CLOSE] = {"content until the close is read", 0},
	[TUNNEL] = {"a tunnel begins", 0},
	[SECOND] = {"a second message is read", 0},
	[RUNS] = {"content is read by runs", 0},
	[PART] = {"a part is refused already", 0},
	[MORE] = {"more is asked for", 0},
};

/* What the last head and the options say. */
struct context {
	enum h1_answers answers;
	struct h1_framing framing;
};

/* What may not have content has none, whatever the fields say. */
static void
on_head(void *context, const struct h1_head *head)
{
	struct context *c = context;
	const struct h1_framing *framing = &head->framing;
	bool interim = head->status / 100 == 1;

	CHECK(head->kind == H1_RESPONSE && head->status < 1000);
	CHECK(framing->kind == H1_FRAMING_LENGTH || framing->length == 0);
	if (interim || head->status == 204 || head->status == 304)
		CHECK(framing->kind == H1_FRAMING_NONE ||
			framing->kind == H1_FRAMING_TUNNEL);
	if (framing->kind == H1_FRAMING_UNTIL_CLOSE ||
		framing->kind == H1_FRAMING_TUNNEL)
		CHECK(!head->persist);
	if (interim)
		REACH(INTERIM);
	else if (c->answers == H1_ANSWERS_HEAD)
		CHECK(framing->kind == H1_FRAMING_NONE && ++marks[NONE].n);
	if (framing->kind == H1_FRAMING_TUNNEL)
		REACH(TUNNEL);
	c->framing = *framing;
}

static void
on_piece(void *context, const struct h1_piece *piece)
{
	const struct context *c = context;

	if (piece->kind != H1_PIECE_END)
		return;
	if (c->framing.kind == H1_FRAMING_CHUNKED)
		REACH(CHUNKED);
	else if (c->framing.kind == H1_FRAMING_LENGTH)
		REACH(LENGTH);
	else if (c->framing.kind == H1_FRAMING_UNTIL_CLOSE)
		REACH(UNTIL_CLOSE);
	if (c->framing.coded)
		REACH(CODED);
}

static void
tell(const struct reading *reading)
{
	if (reading->walk.n_heads > 1)
		REACH(SECOND);
	if (reading->by_runs)
		REACH(RUNS);
	if (reading->part_refused)
		REACH(PART);
	if (reading->more)
		REACH(MORE);
	if (reading->walk.status == H1_ERROR)
		code_reached(marks, reading->walk.error.code);
}

/* Parameters: limits and fields; what is answered; where the input is cut. */
static void
run(struct h1_span input, struct seen *seen)
{
	struct reading reading;
	struct context context;
	struct walk_options options = {
		.kind = H1_RESPONSE,
		.on_head = on_head,
		.on_piece = on_piece,
		.context = &context,
	};
	struct parameters parameters = parameters_of(&input);
	unsigned from_end;

	parameter_reader(&parameters, &options);
	options.answers = (enum h1_answers)parameter_next(&parameters, 3);
	context.answers = options.answers;
	from_end = parameter_next(&parameters, 256);
	reading_check(&reading, &options, input, from_end);
	*seen = reading.seen;
	tell(&reading);
}

const struct entry entry = {run, marks, N(marks)};

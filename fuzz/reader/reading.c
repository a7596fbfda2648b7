#include "reader/reading.h"

#include "engine/entry.h"

/*
 * A refusal of the first octets is the refusal of all, at the same place; and
 * what was read of them is not read otherwise with the rest behind it.
 */
static void
check_extension(struct reading *reading, const struct walk_options *options,
	struct h1_span input, size_t cut)
{
	struct walk walk;
	struct seen parts;
	struct h1_cur in = {input.at, input.at + cut};

	walk_init(&walk, options);
	walk_on(&walk, &in);
	reading->part_refused = walk.status == H1_ERROR;
	in.end = input.at + input.len;
	walk_on(&walk, &in);
	parts = walk_seen(&walk);
	CHECK(seen_equal(&reading->seen, &parts));
}

/* The short cut gives the same content, and stops where there is more to see. */
static void
check_runs(struct reading *reading, const struct walk_options *options,
	struct h1_span input)
{
	struct walk_options by_runs = *options;
	struct walk walk;
	struct seen pieces, runs;

	by_runs.runs = true;
	walk_whole(&walk, &by_runs, input, false);
	pieces = walk_sense(&reading->walk);
	runs = walk_sense(&walk);
	CHECK(seen_equal(&pieces, &runs));
	reading->by_runs = walk.n_runs > 0;
}

/* Nothing but empty lines, or a part of one, is there behind messages. */
static bool
only_empty_lines(struct h1_span rest)
{
	size_t i;

	for (i = 0; i < rest.len; i++)
		if (rest.at[i] != (i % 2 ? '\n' : '\r'))
			return false;
	return rest.len % 2 == 0;
}

/*
 * An end is right between messages, and where it ends one; else it is the
 * refusal, and as final as any other.
 */
static void
check_end(struct reading *reading, struct h1_span input)
{
	struct walk *walk = &reading->walk;
	bool in_message = walk->in_message;
	struct h1_span rest = {
		input.at + walk->complete, input.len - walk->complete};
	struct h1_error again;

	if (walk->status != H1_MORE || walk->tunnel)
		return;
	walk_end(walk);
	if (!in_message)
		CHECK((walk->status == H1_OK) == only_empty_lines(rest));
	else if (walk->head.framing.kind == H1_FRAMING_UNTIL_CLOSE)
		CHECK(walk->status == H1_OK && !walk->in_message);
	else
		CHECK(walk->status == H1_ERROR);
	if (walk->status != H1_ERROR)
		return;
	CHECK(walk->error.off <= rest.len);
	CHECK(walk->error.code ==
		(in_message ? H1_E_INCOMPLETE_CONTENT : H1_E_INCOMPLETE_HEAD));
	CHECK(h1_read_eof(&walk->reader, &again) == H1_ERROR);
	CHECK(again.code == walk->error.code && again.off == walk->error.off);
}

/* Who has given as much room as the limits say is never asked for more. */
static void
check_room(const struct walk *walk, const struct h1_limits *limits, size_t len)
{
	if (walk->status == H1_MORE && !walk->tunnel)
		CHECK(len - walk->consumed <
			h1_limits_input(limits ? limits : &h1_limits_default));
}

void
reading_check(struct reading *reading, const struct walk_options *options,
	struct h1_span input, unsigned from_end)
{
	size_t second = (input.len * from_end >> 8) + 1;

	reading->by_runs = false;
	walk_whole(&reading->walk, options, input, false);
	reading->seen = walk_seen(&reading->walk);
	reading->more = reading->walk.status == H1_MORE;
	check_room(&reading->walk, options->limits, input.len);
	check_extension(reading, options, input,
		second < input.len ? input.len - second : 0);
	if (reading->walk.n_chunks > 0)
		check_runs(reading, options, input);
	check_end(reading, input);
}

/*
 * However the octets of a message arrive, and wherever the buffer moves between,
 * the reading is the same: heads, content, trailers, and the code and place of a
 * refusal, which comes with the octet it names or the one behind it, unless it
 * needs the whole header section. So no part of an accepted message is refused.
 */

#include "engine/entry.h"
#include "reader/arrival.h"
#include "reader/parameters.h"

enum {
	REQUEST,
	RESPONSE,
	ONE_BY_ONE,
	IN_PIECES,
	TWO_MESSAGES,
	CHUNKED,
	TRAILERS,
	REFUSED,
	REFUSED_EARLY,
	REFUSED_SECTION,
	TOLERATED
};

static struct mark marks[] = {
	[REQUEST] = {"a request is read", 0},
	[RESPONSE] = {"a response is read", 0},
	[ONE_BY_ONE] = {"octets come one by one", 0},
	[IN_PIECES] = {"octets come in pieces", 0},
	[TWO_MESSAGES] = {"two messages are read", 0},
	[CHUNKED] = {"a chunk is read", 0},
	[TRAILERS] = {"a trailer field is read", 0},
	[REFUSED] = {"a refusal is the same", 0},
	[REFUSED_EARLY] = {"a refusal does not wait for the rest", 0},
	[REFUSED_SECTION] = {"a refusal needs the whole section", 0},
	[TOLERATED] = {"something is tolerated", 0},
};

/* Above, octets one by one cost more than they tell. */
#define ONE_BY_ONE_MAX 128

/* Lengths of pieces that are told, and then told again. */
#define LENGTHS 4

/* More pieces would not be more of the same. */
#define PIECES_MAX 64

static void
on_piece(void *context, const struct h1_piece *piece)
{
	(void)context;
	if (piece->kind == H1_PIECE_CHUNK)
		REACH(CHUNKED);
	if (piece->kind == H1_PIECE_TRAILERS && piece->trailers.n > 0)
		REACH(TRAILERS);
}

/* The refusal came when `arrived` octets were there, the last of them `last`. */
static void
check_early(const struct walk *walk, size_t arrived, uint8_t last)
{
	size_t place = walk->complete + walk->error.off;

	if (walk->in_message || last != '\n') {
		CHECK(arrived <= place + 2);
		REACH(REFUSED_EARLY);
	} else if (arrived > place + 2) {
		REACH(REFUSED_SECTION);
	}
}

static struct seen
one_by_one(const struct walk_options *options, struct h1_span input)
{
	struct arrival arrival;
	struct seen seen;
	size_t i;

	arrival_init(&arrival, options);
	for (i = 0; i < input.len && arrival.walk.status == H1_MORE; i++)
		arrival_more(&arrival, (struct h1_span){input.at + i, 1});
	if (arrival.walk.status == H1_ERROR)
		check_early(&arrival.walk, i, input.at[i - 1]);
	seen = walk_seen(&arrival.walk);
	arrival_free(&arrival);
	REACH(ONE_BY_ONE);
	return seen;
}

static struct seen
in_pieces(const struct walk_options *options, struct h1_span input,
	const size_t lengths[LENGTHS])
{
	struct arrival arrival;
	struct seen seen;
	size_t off = 0, i = 0, n;

	arrival_init(&arrival, options);
	for (; off < input.len; off += n) {
		n = lengths[i++ % LENGTHS];
		if (n > input.len - off)
			n = input.len - off;
		arrival_more(&arrival, (struct h1_span){input.at + off, n});
	}
	seen = walk_seen(&arrival.walk);
	arrival_free(&arrival);
	REACH(IN_PIECES);
	return seen;
}

static void
tell(const struct walk *walk)
{
	if (walk->n_heads > 0)
		REACH(walk->options.kind == H1_REQUEST ? REQUEST : RESPONSE);
	if (walk->n_messages > 1)
		REACH(TWO_MESSAGES);
	if (walk->status == H1_ERROR)
		REACH(REFUSED);
	if (walk->tolerated)
		REACH(TOLERATED);
}

static void
take_lengths(struct parameters *parameters, size_t lengths[LENGTHS],
	size_t input_len)
{
	size_t least = input_len / PIECES_MAX;
	size_t i;

	for (i = 0; i < LENGTHS; i++)
		lengths[i] = least + 1 + parameter_next(parameters, 256);
}

/* Parameters: limits and fields; kind; what is tolerated, all or nothing; the
 * lengths of four pieces. */
static void
run(struct h1_span input, struct seen *seen)
{
	struct walk_options options = {.on_piece = on_piece};
	struct parameters parameters = parameters_of(&input);
	size_t lengths[LENGTHS];
	struct walk whole;
	struct seen parts;

	parameter_reader(&parameters, &options);
	parameter_kind(&parameters, &options);
	if (parameter_next(&parameters, 2))
		options.lenient = H1_LENIENT_ALL;
	take_lengths(&parameters, lengths, input.len);
	walk_whole(&whole, &options, input, false);
	*seen = walk_seen(&whole);
	tell(&whole);
	if (input.len <= ONE_BY_ONE_MAX) {
		parts = one_by_one(&options, input);
		CHECK(seen_equal(seen, &parts));
	}
	parts = in_pieces(&options, input, lengths);
	CHECK(seen_equal(seen, &parts));
}

const struct entry entry = {run, marks, N(marks)};

/*
 * Behind the head of a chunked message, whatever the octets are: content is
 * what a slow and obvious decoder takes it for, chunk by chunk and by runs
 * alike; extensions are what h1_chunk_ext_next() takes them for, and no more of
 * them than the limit; and the calls that it takes grow with the octets only.
 */

#include "engine/entry.h"
#include "h1/octet.h"
#include "reader/codes.h"
#include "reader/parameters.h"

enum {
	CHUNK = CODE_MARKS,
	EXT_NAME,
	EXT_TOKEN,
	EXT_QUOTED,
	CONTENT,
	TRAILER,
	COMPLETE,
	RUNS
};

static struct mark marks[] = {
#define H1_ROW(code, clause, requirement, status, text) \
	CODE_ROW(code, OF_CHUNKED)
#include "h1/errors.def"
#undef H1_ROW
	[CHUNK] = {"a chunk is read", 0},
	[EXT_NAME] = {"an extension without a value is read", 0},
	[EXT_TOKEN] = {"an extension with a token is read", 0},
	[EXT_QUOTED] = {"an extension with a quoted-string is read", 0},
	[CONTENT] = {"content is the same to a slow decoder", 0},
	[TRAILER] = {"a trailer field is read", 0},
	[COMPLETE] = {"a message is complete", 0},
	[RUNS] = {"content is read by runs", 0},
};

/* No octet of the input is spent on it. */
static const char head[] = "HTTP/1.1 200 OK\r\n"
			   "Transfer-Encoding: chunked\r\n"
			   "\r\n";

struct context {
	uint64_t left; /* of the chunk at hand */
	size_t n_exts; /* octets of extensions */
	size_t n_pieces;
	struct seen content;
};

/* Each takes ";" and a name at least. */
static void
check_exts(struct h1_span all)
{
	struct h1_span rest = all;
	struct h1_chunk_ext ext;
	struct h1_error err;
	size_t len;

	for (;;) {
		len = rest.len;
		CHECK(h1_chunk_ext_next(&rest, &ext, &err) == H1_OK);
		if (!ext.name.at)
			break;
		CHECK(ext.name.len > 0 && rest.len + ext.name.len < len);
		CHECK(ext.name.len + ext.value.len < len - rest.len);
		if (!ext.value.at)
			REACH(EXT_NAME);
		else
			REACH(ext.quoted ? EXT_QUOTED : EXT_TOKEN);
	}
	CHECK(rest.len == 0);
}

static void
on_piece(void *context, const struct h1_piece *piece)
{
	struct context *c = context;

	c->n_pieces++;
	if (piece->kind == H1_PIECE_CHUNK) {
		CHECK(c->left == 0);
		c->left = piece->chunk.size;
		c->n_exts += piece->chunk.ext.len;
		check_exts(piece->chunk.ext);
		REACH(CHUNK);
	} else if (piece->kind == H1_PIECE_CONTENT) {
		CHECK(piece->content.len <= c->left);
		c->left -= piece->content.len;
		seen_octets(&c->content, piece->content);
	} else {
		CHECK(c->left == 0);
		if (piece->kind == H1_PIECE_TRAILERS && piece->trailers.n)
			REACH(TRAILER);
	}
}

/* Of a message that was accepted, and so has no CR but before LF in its lines. */
static void
check_content(struct h1_span input, const struct seen *content)
{
	const uint8_t *at = input.at;
	struct seen slow;
	size_t size;

	seen_init(&slow);
	do {
		for (size = 0; h1_octet_hex(*at) < 16; at++)
			size = 16 * size + h1_octet_hex(*at);
		while (*at != '\n')
			at++;
		CHECK(size <= (size_t)(input.at + input.len - at));
		seen_octets(&slow, (struct h1_span){at + 1, size});
		at += 1 + size + 2;
	} while (size > 0);
	CHECK(seen_equal(content, &slow));
	REACH(CONTENT);
}

/* The same without chunks that are told. */
static void
check_runs(const struct walk *pieces, const struct walk_options *options,
	struct h1_span input)
{
	struct walk_options by_runs = *options;
	struct h1_cur in = {(const uint8_t *)head,
		(const uint8_t *)head + sizeof(head) - 1};
	struct seen a = walk_sense(pieces), b;
	struct walk walk;

	by_runs.runs = true;
	by_runs.on_piece = NULL;
	walk_init(&walk, &by_runs);
	walk_on(&walk, &in);
	in = h1_cur_over(input);
	walk_on(&walk, &in);
	b = walk_sense(&walk);
	CHECK(seen_equal(&a, &b));
	/* a run and what leads to it take 4 octets at least */
	CHECK(4 * walk.n_runs <= input.len);
	if (walk.n_runs > 0)
		REACH(RUNS);
}

/* Limits, with room for the head. */
static struct h1_limits
take_limits(struct parameters *parameters, struct walk_options *options)
{
	struct h1_limits limits = h1_limits_default;

	parameter_reader(parameters, options);
	if (options->limits)
		limits = *options->limits;
	limits.start_line = h1_limits_default.start_line;
	limits.field_section = h1_limits_default.field_section;
	if (limits.field_line < sizeof(head))
		limits.field_line = sizeof(head);
	return limits;
}

static void
read_pieces(struct walk *walk, const struct walk_options *options,
	struct context *context, struct h1_span input)
{
	struct h1_cur in = {(const uint8_t *)head,
		(const uint8_t *)head + sizeof(head) - 1};

	seen_init(&context->content);
	walk_init(walk, options);
	walk_on(walk, &in);
	CHECK(walk->n_heads == 1 && walk->in_message);
	in = h1_cur_over(input);
	walk_on(walk, &in);
}

/* Parameters: limits and fields. */
static void
run(struct h1_span input, struct seen *seen)
{
	struct context context = {.left = 0};
	struct walk_options options = {
		.kind = H1_RESPONSE,
		.once = true,
		.on_piece = on_piece,
		.context = &context,
	};
	struct parameters parameters = parameters_of(&input);
	struct h1_limits limits = take_limits(&parameters, &options);
	struct walk walk;

	options.limits = &limits;
	read_pieces(&walk, &options, &context, input);
	*seen = walk_seen(&walk);
	check_runs(&walk, &options, input);
	/* chunk header and content take 4 octets at least, the end 3 */
	CHECK(3 * context.n_pieces <= input.len + 9);
	CHECK(context.n_exts <= limits.chunk_exts);
	if (walk.n_messages > 0) {
		check_content(input, &context.content);
		REACH(COMPLETE);
	}
	walk_end(&walk);
	if (walk.status == H1_ERROR)
		code_reached(marks, walk.error.code);
}

const struct entry entry = {run, marks, N(marks)};

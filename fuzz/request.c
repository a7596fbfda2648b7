/*
 * Whatever the octets are, the request reader takes messages off the front,
 * asks for more, or refuses; it never reads behind the end, never stands still,
 * and what it has refused it refuses for good, whatever follows.
 */

#include "engine/entry.h"
#include "reader/codes.h"
#include "reader/parameters.h"
#include "reader/reading.h"

enum {
	HEAD = CODE_MARKS,
	LENGTH,
	CHUNKED,
	SECOND,
	RUNS,
	PART,
	MORE
};

static struct mark marks[] = {
#define H1_ROW(code, clause, requirement, status, text) \
	CODE_ROW(code, OF_REQUESTS)
#include "h1/errors.def"
#undef H1_ROW
	[HEAD] = {"a head is read", 0},
	[LENGTH] = {"content with a length is read", 0},
	[CHUNKED] = {"chunked content is read", 0},
	[SECOND] = {"a second message is read", 0},
	[RUNS] = {"content is read by runs", 0},
	[PART] = {"a part is refused already", 0},
	[MORE] = {"more is asked for", 0},
};

/* The parts of a target come in order, and lie in it. */
static void
check_target(const struct h1_head *head)
{
	const struct h1_span parts[] = {
		h1_head_scheme(head),
		h1_head_authority(head),
		h1_head_path(head),
		h1_head_query(head),
	};
	struct h1_cur target = h1_cur_over(h1_head_target(head));
	size_t i;

	for (i = 0; i < N(parts); i++) {
		if (!parts[i].at)
			continue;
		CHECK(parts[i].at >= target.at &&
			parts[i].at + parts[i].len <= target.end);
		target.at = parts[i].at + parts[i].len;
	}
	CHECK(target.at == target.end || head->form == H1_TARGET_ASTERISK);
}

/* What the fields say, asked without the short cuts that a reader has. */
static void
check_framing(const struct h1_head *head)
{
	const struct h1_framing_input in = {
		.kind = H1_REQUEST,
		.minor = head->minor,
		.fields = &head->fields,
		.known = &head->known,
		.lenient = H1_STRICT,
	};
	struct h1_framing framing;
	struct h1_error err;

	CHECK(h1_framing_decide(&framing, &in, &err) == H1_OK);
	CHECK(framing.kind == head->framing.kind &&
		framing.length == head->framing.length &&
		framing.must_close == head->framing.must_close);
	CHECK(head->persist == h1_framing_persist(head->minor, &head->fields));
}

/* A field is found by its name, and Host is noted where there is one. */
static void
on_head(void *context, const struct h1_head *head)
{
	struct h1_span host = h1_head_field(head, H1_SPAN("host"));

	REACH(HEAD);
	CHECK(head->kind == H1_REQUEST && head->method.len > 0);
	check_target(head);
	CHECK(head->has_host == (host.at != NULL));
	CHECK(head->framing.kind != H1_FRAMING_UNTIL_CLOSE &&
		head->framing.kind != H1_FRAMING_TUNNEL);
	check_framing(head);
	*(enum h1_framing_kind *)context = head->framing.kind;
}

static void
on_piece(void *context, const struct h1_piece *piece)
{
	const enum h1_framing_kind *framing = context;

	if (piece->kind != H1_PIECE_END)
		return;
	if (*framing == H1_FRAMING_CHUNKED)
		REACH(CHUNKED);
	else if (*framing == H1_FRAMING_LENGTH)
		REACH(LENGTH);
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

/* Parameters: limits and fields; where the input is cut. */
static void
run(struct h1_span input, struct seen *seen)
{
	struct reading reading;
	enum h1_framing_kind framing;
	struct walk_options options = {
		.kind = H1_REQUEST,
		.on_head = on_head,
		.on_piece = on_piece,
		.context = &framing,
	};
	struct parameters parameters = parameters_of(&input);
	unsigned from_end;

	parameter_reader(&parameters, &options);
	from_end = parameter_next(&parameters, 256);
	reading_check(&reading, &options, input, from_end);
	*seen = reading.seen;
	tell(&reading);
}

const struct entry entry = {run, marks, N(marks)};

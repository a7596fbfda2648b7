/*
 * What the strict reader accepts is accepted and understood the same under any
 * set of lenient flags, with nothing tolerated; what is accepted only under some
 * says which, of those that were given; and exactly those that it says are
 * enough to accept it the same way.
 */

#include "engine/entry.h"
#include "reader/parameters.h"

#include <stdlib.h>

enum {
	STRICT = H1_LENIENT_COUNT,
	MORE,
	SOME,
	SECOND,
	COPIED,
	REQUEST,
	RESPONSE
};

static struct mark marks[] = {
#define H1_ROW(flag, name, clause, text) \
	[H1_LENIENT_BIT_##flag] = {"tolerated: " name, 0},
#include "h1/lenient.def"
#undef H1_ROW
	[STRICT] = {"a message is accepted by all", 0},
	[MORE] = {"the strict reader asks for more, and so do all", 0},
	[SOME] = {"some flags are given, and needed", 0},
	[SECOND] = {"a second message is tolerated", 0},
	[COPIED] = {"a value is copied without its line ends", 0},
	[REQUEST] = {"a request is tolerated", 0},
	[RESPONSE] = {"a response is tolerated", 0},
};

/* Some messages off the front, as they were understood. */
struct front {
	size_t n;
	unsigned tolerated;
	struct seen seen;
	struct seen chunks;
};

struct fronts {
	const struct walk *walk;
	size_t wanted; /* messages in `first`, if there are as many */
	struct front first;
	struct front all;
};

static bool
same(const struct front *a, const struct front *b)
{
	return a->n == b->n && a->tolerated == b->tolerated &&
	       seen_equal(&a->seen, &b->seen) &&
	       seen_equal(&a->chunks, &b->chunks);
}

/* Line ends are in a value only where a flag let them, and not in its copy. */
static void
on_head(void *context, const struct h1_head *head)
{
	const unsigned line_ends = H1_LENIENT_OBS_FOLD | H1_LENIENT_BARE_CR;
	size_t i;

	(void)context;
	for (i = 0; i < head->fields.n; i++) {
		struct h1_span value = h1_field_value(&head->fields, i);
		struct h1_span copy = {malloc(value.len + 1), value.len};

		if (!copy.at)
			abort();
		h1_field_copy((uint8_t *)copy.at, value);
		if (!h1_span_equal(value, copy))
			CHECK((head->tolerated & line_ends) &&
				++marks[COPIED].n);
		CHECK(h1_scan_until(copy.at, copy.at + copy.len, H1_LINE_END) ==
			copy.at + copy.len);
		free((void *)copy.at);
	}
}

static void
on_piece(void *context, const struct h1_piece *piece)
{
	struct fronts *f = context;

	if (piece->kind != H1_PIECE_END)
		return;
	f->all.n++;
	f->all.tolerated |= piece->tolerated;
	f->all.seen = f->walk->seen;
	f->all.chunks = f->walk->chunks;
	if (f->all.n <= f->wanted)
		f->first = f->all;
}

/* Reads to the end with these flags; gives what was said before it. */
static enum h1_status
read_with(struct fronts *fronts, const struct walk_options *options,
	unsigned lenient, size_t wanted, struct h1_span input)
{
	struct walk walk;
	struct walk_options o = *options;
	enum h1_status st;

	*fronts = (struct fronts){.walk = &walk, .wanted = wanted};
	seen_init(&fronts->all.seen);
	seen_init(&fronts->all.chunks);
	fronts->first = fronts->all;
	o.lenient = lenient;
	o.on_head = on_head;
	o.on_piece = on_piece;
	o.context = fronts;
	walk_whole(&walk, &o, input, false);
	st = walk.status;
	walk_end(&walk);
	return st;
}

static void
tell(const struct front *front, enum h1_kind kind, unsigned given)
{
	unsigned bit;

	for (bit = 0; bit < H1_LENIENT_COUNT; bit++)
		if (front->tolerated & 1u << bit)
			REACH(bit);
	if (front->tolerated == 0)
		return;
	if (given != H1_LENIENT_ALL)
		REACH(SOME);
	if (front->n > 1)
		REACH(SECOND);
	REACH(kind == H1_REQUEST ? REQUEST : RESPONSE);
}

static void
check_flags(struct seen *seen, const struct walk_options *options,
	unsigned given, const struct front *strict, enum h1_status strict_st,
	struct h1_span input)
{
	struct fronts lenient, enough;
	enum h1_status st =
		read_with(&lenient, options, given, strict->n, input);

	CHECK(same(&lenient.first, strict));
	if (strict_st == H1_MORE)
		CHECK(st == H1_MORE && ++marks[MORE].n);
	CHECK((lenient.all.tolerated & ~given) == 0);
	(void)read_with(&enough, options, lenient.all.tolerated, lenient.all.n,
		input);
	CHECK(same(&enough.first, &lenient.all));
	tell(&lenient.all, options->kind, given);
	seen_number(seen, lenient.all.n);
	seen_number(seen, seen_hash(&lenient.all.seen));
	seen_number(seen, st);
}

/* Parameters: limits and fields; kind; flags, of two octets. */
static void
run(struct h1_span input, struct seen *seen)
{
	struct walk_options options = {.lenient = H1_STRICT};
	struct parameters parameters = parameters_of(&input);
	struct fronts strict;
	enum h1_status st;
	unsigned flags;

	parameter_reader(&parameters, &options);
	parameter_kind(&parameters, &options);
	flags = parameter_next(&parameters, 256);
	flags |= parameter_next(&parameters, 256) << 8;
	st = read_with(&strict, &options, H1_STRICT, SIZE_MAX, input);
	CHECK(strict.all.tolerated == H1_STRICT);
	if (strict.all.n > 0)
		REACH(STRICT);
	*seen = strict.all.seen;
	check_flags(seen, &options, H1_LENIENT_ALL, &strict.all, st, input);
	check_flags(seen, &options, flags & H1_LENIENT_ALL, &strict.all, st,
		input);
}

const struct entry entry = {run, marks, N(marks)};

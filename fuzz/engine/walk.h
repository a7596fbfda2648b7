#ifndef FUZZ_WALK_H
#define FUZZ_WALK_H

#include "engine/seen.h"
#include "h1/h1.h"

/*
 * One message reader led over an input, message after message, until it wants
 * more or refuses. Checks on the way what must hold whatever the input is:
 * input is consumed on H1_OK alone and then forwards; each call that says H1_OK
 * consumes, or ends a message; spans lie in the input; offsets of errors are
 * never beyond it; a refusal is final.
 *
 * What was understood goes into `seen`, in such a way that it does not depend
 * on how the octets were cut.
 */

#define WALK_FIELDS 128

struct walk_options {
	enum h1_kind kind;
	enum h1_answers answers; /* what every final response answers */
	unsigned lenient;
	const struct h1_limits *limits; /* borrowed; NULL: the defaults */
	size_t room;	  /* for field lines; 0: WALK_FIELDS, the most */
	bool no_trailers; /* trailer fields are not kept */
	bool runs;	  /* by h1_read_runs(), which tells of no chunks */
	bool once;	  /* nothing is read behind the first message */
	/* Told of what was read; either may be NULL. */
	void (*on_head)(void *context, const struct h1_head *head);
	void (*on_piece)(void *context, const struct h1_piece *piece);
	void *context;
};

struct walk {
	struct walk_options options;
	struct h1_reader reader;
	struct h1_head head;
	struct h1_piece piece;
	struct h1_field fields[WALK_FIELDS];
	struct h1_field trailers[WALK_FIELDS];
	bool in_message; /* its head is read, its end is not */
	bool tunnel;	 /* what follows is no message; nothing more is read */
	size_t n_heads;	 /* read */
	size_t n_messages;     /* complete */
	size_t n_chunks;       /* whose headers were told */
	size_t n_runs;	       /* that h1_read_runs() gave */
	size_t consumed;       /* octets taken, in all */
	size_t complete;       /* of them, those of complete messages */
	unsigned tolerated;    /* of all complete messages */
	enum h1_status status; /* H1_MORE or H1_ERROR; see walk_end() */
	struct h1_error error; /* where `status` is H1_ERROR; its off from the
				  start of its message */
	struct seen seen;      /* all but chunk headers */
	struct seen chunks;
};

void walk_init(struct walk *walk, const struct walk_options *options);

/* Shows the reader [in->at, in->end), all that it has not consumed, until it
 * says H1_MORE or H1_ERROR. */
void walk_on(struct walk *walk, struct h1_cur *in);

/* The peer closes: H1_OK if nothing is missing. */
void walk_end(struct walk *walk);

/* All of that for input that is there as a whole. `ends`: with walk_end(). */
void walk_whole(struct walk *walk, const struct walk_options *options,
	struct h1_span input, bool ends);

/* Folds where the walk ended into its `seen`, and gives it. */
struct seen walk_seen(const struct walk *walk);

/* The same without how content was cut into chunks. */
struct seen walk_sense(const struct walk *walk);

#endif

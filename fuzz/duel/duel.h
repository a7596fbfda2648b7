#ifndef FUZZ_DUEL_H
#define FUZZ_DUEL_H

#include "engine/entry.h"
#include "engine/walk.h"
#include "peers/peer.h"

/*
 * Our message reader and another reader, message after message over the same
 * octets. Each message must come to the same in both: refused, or accepted with
 * the same parts and the same end. What else is permitted stands in
 * permitted.def; all other disagreement ends the process.
 *
 * A message that is not complete for us, or for the other where we refuse it,
 * decides nothing.
 */

#define DUEL_FIELDS 256

struct duel_field {
	struct h1_span name;
	struct h1_span value;
	bool trailer;
};

/* A message as the other reader read it; spans borrow from the input. */
struct duel_theirs {
	struct peer_answer answer;
	struct h1_span method;
	struct h1_span target;
	struct h1_span reason;
	struct duel_field fields[DUEL_FIELDS];
	size_t n_fields;
	bool in_trailers;
	bool scattered; /* octets of one part do not touch: it is folded */
	uint64_t n_content;
	struct seen content;
};

/* Where two accepted messages can differ. */
enum duel_difference {
	DUEL_METHOD = 1,
	DUEL_TARGET = 2,
	DUEL_VERSION = 4,
	DUEL_STATUS = 8,
	DUEL_REASON = 16,
	DUEL_FIELD_COUNT = 32,
	DUEL_NAME = 64,
	DUEL_VALUE = 128,
	DUEL_CONTENT = 256,
	DUEL_END = 512,	    /* it ends elsewhere, or is not complete */
	DUEL_PERSIST = 1024 /* whether another message follows */
};

struct duel {
	struct walk walk; /* ours */
	/* the message at hand: */
	struct h1_span rest; /* it, and what follows */
	uint64_t n_content;
	struct seen content;
	struct h1_fields trailers;
	struct duel_theirs theirs;
	bool persists;	    /* they expected it behind the one before */
	bool over;	    /* nothing more can be compared */
	struct mark *marks; /* borrowed; see entry.inc */
};

/* One input. `kind` says what the other reader was opened for. */
void duel_run(struct duel *duel, enum peer_kind kind, struct h1_span input);

/* What was seen of it, for the entry. */
struct seen duel_seen(const struct duel *duel);

/* The marks of every duel; behind them come those of permitted.def. */
enum duel_mark {
	DUEL_AGREE,
	DUEL_AGREE_CONTENT,
	DUEL_AGREE_CHUNKED,
	DUEL_AGREE_TRAILERS,
	DUEL_AGREE_SECOND,
	DUEL_BOTH_REFUSE,
	DUEL_MARKS
};

#endif

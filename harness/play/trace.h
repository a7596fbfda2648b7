/*
 * A trace: all octets of one play in both directions with their times, and
 * what was read from them. Pure: it is fed by the player (from a socket) and by
 * lint (from the answers of a case) alike.
 */
#ifndef ASSAY_PLAY_TRACE_H
#define ASSAY_PLAY_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "case/effect.h"
#include "case/octets.h"
#include "h1/h1.h"

enum trace_end {
	TRACE_UNSEEN, /* open, and no canary was asked */
	TRACE_FIN,
	TRACE_RESET,
	TRACE_ALIGNED, /* the canary's answer was the next and the last */
	TRACE_SHIFTED, /* it was missing, wrong, or not the next */
	TRACE_ALIVE,   /* after our reset: a new connection was answered */
	TRACE_DEAD,    /* after our reset: none was */
};

const char *trace_end_name(enum trace_end end);

enum item_kind {
	ITEM_RESPONSE,	 /* complete */
	ITEM_INCOMPLETE, /* cut short, or still growing */
	ITEM_GARBAGE,	 /* not a response, to the end of what came */
};

/* The most field lines of a response that are kept; one more is garbage. */
#define TRACE_FIELDS_MAX 256

/* The most items of one trace; one more is a flood. */
#define TRACE_ITEMS_MAX 256

/* One thing that came. Offsets are into `trace.in`. */
struct trace_item {
	enum item_kind kind;
	size_t expect;		 /* index of the expect step it belongs to */
	size_t off, len;	 /* its octets */
	bool early;		 /* began before the last send was written */
	bool canary;		 /* came after the canary was sent */
	bool has_head;		 /* the head is complete and valid */
	struct h1_head head;	 /* use trace_head() */
	struct h1_field *fields; /* owned: the head's field lines */
	struct octets content;	 /* decoded */
	uint64_t first_us, last_us;
	struct h1_error error; /* of garbage: why, off from `off` */
};

/* One read or write, in order of time. */
struct trace_segment {
	bool out;
	size_t off, len; /* into `out` or `in` */
	uint64_t at_us;	 /* since the connection was opened */
};

struct trace {
	struct octets out;
	struct octets in;
	struct trace_segment *segments;
	size_t n_segments;
	struct trace_item *items;
	size_t n_items;
	enum trace_end end;
	size_t end_expect; /* the expect during which the end came */
	uint64_t end_us;
	const char *end_note; /* static, for people: more of FIN or RST; NULL:
				 nothing */
	bool half_closed;     /* we sent FIN */
	bool flooded;	      /* more came than is kept */
	/* borrowed: how the target shows a field that it has read; NULL: it has
	 * no way that is known */
	const struct effect *effect;
	/* where the reading stands; for trace.c alone */
	size_t expect;
	size_t read_off;   /* octets of `in` that items have taken */
	size_t n_answered; /* final responses read */
	bool canary_sent;
	bool in_body;	 /* the last item's head is read */
	bool in_garbage; /* the last item takes all that comes */
	struct h1_reader reader;
};

/* The most octets kept of one connection; what exceeds them is a flood. */
#define TRACE_IN_MAX ((size_t)1 << 20)

/* The most octets received that trace_trim() keeps: a report shows less. */
#define TRACE_KEPT_MAX ((size_t)32 << 10)

/* Gives a zeroed trace; trace_free() gives back all it owns. NULL: memory. */
struct trace *trace_new(void);
void trace_free(struct trace *t);

/* Octets were written, or will be next. `last`: the last send before the next
 * expect. False: out of memory. */
bool trace_sent(struct trace *t, const void *at, size_t len, bool last,
	uint64_t now_us);

/* What came for this expect so far came before all was sent; trace_sent() does
 * it with the last send. */
void trace_mark_early(struct trace *t);

/* Octets came. False: out of memory, or more came than TRACE_IN_MAX octets or
 * TRACE_ITEMS_MAX items (flooded): the rest of them, and all that comes behind,
 * is not kept. */
bool
trace_received(struct trace *t, const void *at, size_t len, uint64_t now_us);

/* The next items belong to the next expect step. */
void trace_next_expect(struct trace *t);

/* The canary is sent from now on: items that come belong to it. */
bool trace_canary(struct trace *t, const void *at, size_t len, uint64_t now_us);

/* The peer's FIN or RST came, or the player found one of the other ends. */
void trace_ended(struct trace *t, enum trace_end end, uint64_t now_us);

/*
 * Gives back what only judging needs, since a run keeps the traces of all its
 * plays: content, field lines, and what came behind TRACE_KEPT_MAX octets, which
 * sets `flooded`. The trace must have ended; items keep kind and status.
 */
void trace_trim(struct trace *t);

/* Item `i`'s head with its base set; valid until the trace receives more. */
const struct h1_head *trace_head(const struct trace *t, size_t i);

/* How much was sent, without the canary. */
size_t trace_sent_len(const struct trace *t);

/* Final, complete responses to the case (without the canary's) so far: all of
 * them, and those of the current expect. */
size_t trace_n_final(const struct trace *t);
size_t trace_n_final_now(const struct trace *t);

/* From the last octets sent before the first answer to that answer, in
 * microseconds; 0: no answer. */
uint64_t trace_latency_us(const struct trace *t);

/* How long the play took: to its end, or to the last thing that happened. */
uint64_t trace_duration_us(const struct trace *t);

/* Whether an item of the current expect is still growing. */
bool trace_is_growing(const struct trace *t);

#endif
